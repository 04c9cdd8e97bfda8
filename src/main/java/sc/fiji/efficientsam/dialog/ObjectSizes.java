/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.dialog;

import org.scijava.prefs.PrefService;

import ij.ImagePlus;

import sc.fiji.efficientsam.EfficientSamService;

/**
 * The size of objects that a user typed: it is kept with the image, also in its
 * TIFF file, and offered for the next image. Only windows offer it: a macro that
 * leaves the size out does not get what somebody typed before.
 */
public final class ObjectSizes {

	private static final String PROPERTY = "EfficientSAM object size", LAST = "objectSize";

	private final PrefService prefs;

	public ObjectSizes( final PrefService prefs )
	{
		this.prefs = prefs;
	}

	/** A size to start with, and where it comes from. */
	public static final class Offer {

		private final double size;

		private final String origin;

		private Offer( final double size, final String origin )
		{
			this.size = size;
			this.origin = origin;
		}

		/** Typical long side of the objects in pixels; 0 if unknown. */
		public double size()
		{
			return size;
		}

		/** A sentence for the user. */
		public String origin()
		{
			return origin;
		}
	}

	/** The size that was told for the image, else the last one told. */
	public Offer offer( final ImagePlus imp )
	{
		final double own = parse( imp.getProp( PROPERTY ) );
		if ( own > 0 )
			return new Offer( own, "The object size is the one you gave for this image." );
		final double last = prefs.getDouble( EfficientSamService.class, LAST, 0 );
		return last > 0 ? new Offer( last, "The object size is the last one you gave; see whether it fits this image." )
				: new Offer( 0, "Object size 0 means unknown; tell it if you can." );
	}

	/**
	 * Keeps what the user typed.
	 *
	 * @param size
	 *            in pixels; 0 to forget the image's
	 */
	public void remember( final ImagePlus imp, final double size )
	{
		if ( size > 0 )
		{
			imp.setProp( PROPERTY, Double.toString( size ) );
			prefs.put( EfficientSamService.class, LAST, size );
		}
		else
			imp.setProp( PROPERTY, null );
	}

	private static double parse( final String text )
	{
		try
		{
			return text == null ? 0 : Double.parseDouble( text );
		}
		catch ( final NumberFormatException e )
		{
			return 0;
		}
	}
}
