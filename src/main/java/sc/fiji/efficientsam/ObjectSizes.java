// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import org.scijava.prefs.PrefService;

import ij.ImagePlus;

/**
 * Remembers how large objects are, since that matters more than any other setting: for an image, as a property
 * that is saved with it, and for the next image, in the user's preferences. What is remembered is a proposal
 * for dialogs and windows; results depend on the number that is used only, and macros always hold that.
 * Thread-safe as far as {@link ImagePlus} is.
 */
public final class ObjectSizes {

	/** The property of an image. */
	public static final String PROPERTY = "EfficientSAM.objectsize";

	/** The key of the preference, which belongs to {@link Preferences}. */
	public static final String KEY = "objectsize";

	private final PrefService prefs;

	/**
	 * @param prefs
	 *            the user's preferences; null for none
	 */
	public ObjectSizes( final PrefService prefs )
	{
		this.prefs = prefs;
	}

	/**
	 * Remembers a size for an image and for the next one.
	 *
	 * @param imp
	 *            null for the next image only
	 * @param size
	 *            typical long side of objects in pixels; 0 if it is not known
	 * @throws IllegalArgumentException
	 *             if the size is negative or not finite
	 */
	public void remember( final ImagePlus imp, final double size )
	{
		if ( !isSize( size ) )
			throw new IllegalArgumentException( "The object size is " + size + ", but must be 0 (unknown) or a number of pixels." );
		if ( imp != null )
			imp.setProp( PROPERTY, Double.toString( size ) );
		if ( prefs != null )
			prefs.put( Preferences.class, KEY, size );
	}

	/**
	 * The size that was remembered for an image, or else the last one that was remembered for any.
	 *
	 * @param imp
	 *            may be null
	 * @return typical long side of objects in pixels; 0 if it is not known
	 */
	public double recall( final ImagePlus imp )
	{
		final double own = imp == null ? Double.NaN : parse( imp.getProp( PROPERTY ) );
		if ( isSize( own ) )
			return own;
		final double last = prefs == null ? 0 : prefs.getDouble( Preferences.class, KEY, 0 );
		return isSize( last ) ? last : 0;
	}

	/** Where {@link #recall} has its size from: a sentence for the user. */
	public String origin( final ImagePlus imp )
	{
		if ( recall( imp ) == 0 )
			return "Object size 0 is automatic; tell it if you know it.";
		return imp != null && isSize( parse( imp.getProp( PROPERTY ) ) ) ? "The object size is the one you gave for this image."
				: "The object size is the last one you gave; see whether it fits this image.";
	}

	/**
	 * A size that was told is remembered; one that was not is recalled.
	 *
	 * @param told
	 *            pixels; 0 if nothing was told
	 * @return what counts: typical long side of objects in pixels; 0 if it is not known
	 */
	public double settle( final ImagePlus imp, final double told )
	{
		if ( told > 0 )
			remember( imp, told );
		return recall( imp );
	}

	private static boolean isSize( final double size )
	{
		return size >= 0 && size < Double.POSITIVE_INFINITY;
	}

	/** NB: files come from anywhere; what is no number there is as if nothing was remembered. */
	private static double parse( final String text )
	{
		try
		{
			return text == null ? Double.NaN : Double.parseDouble( text.trim() );
		}
		catch ( final NumberFormatException e )
		{
			return Double.NaN;
		}
	}
}
