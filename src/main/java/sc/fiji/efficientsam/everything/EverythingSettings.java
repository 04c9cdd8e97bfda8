// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import java.util.List;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/** How all objects of an image are looked for. Immutable; {@link Preset}s are where to begin. Sizes are in pixels of the image. */
public final class EverythingSettings extends Settings {

	/** What the highest overlap is measured by. */
	public enum OverlapOf
	{
		/** The masks. */
		MASK,
		/** Their boxes, as in SAM's automatic mask generator. */
		BOX
	}

	public static final Setting< Double > OBJECT_SIZE = Setting.number( "objectsize", 0, "Object size (pixels)",
			"Typical long side of the objects, 0 for automatic; enter it whenever you know it" ).from( 0 );
	public static final Setting< Double > SPACING = Setting.number( "spacing", 0, "Grid spacing (pixels)",
			"Distance between neighboring points; 0 for half the object size, a quarter for bacteria" )
					.from( 0 ).rule( v -> v == 0 || v >= 1, "0 (automatic), or at least 1 pixel" );
	static final Setting< Double > DENSITY = Setting.number( "density", 2, "Grid density",
			"Points per object size and axis, where no spacing is set" ).from( 1 );
	public static final Setting< Integer > LAYERS = Setting.whole( "layers", 1, "Scales",
			"1 for the object size, 2 also for objects of half the size, 3 also for objects of twice the size" )
					.from( 1 ).to( 3 ).byPreset();
	public static final Setting< Double > SCORE = Setting.fraction( "score", 0, "Minimum predicted IoU",
			"Masks with a lower score are dropped" ).byPreset();
	public static final Setting< Double > STABILITY = Setting.fraction( "stability", 0, "Minimum stability",
			"Masks that change more with their threshold are dropped" ).byPreset();
	public static final Setting< Double > QUALITY = Setting.fraction( "quality", 0.4, "Minimum quality",
			"Masks that are less likely to be an object, judged by score, stability, contrast and size, are dropped; lower it to " +
					"find more objects, and more false ones" ).byPreset();
	static final Setting< Double > SKIP = Setting.fraction( "skip", 1, "Quality of known objects",
			"Points in masks of this quality are left out; 1 to decode all points" );
	static final Setting< Double > MIN_CONTRAST = Setting.number( "mincontrast", 0, "Minimum contrast",
			"Points near which brightness changes by less than this number of standard deviations are left out; 0 to keep all" ).from( 0 );
	public static final Setting< Integer > SMALLEST = Setting.whole( "smallest", 0, "Minimum object size (pixels)",
			"Masks with fewer pixels are dropped; 0 for a twelfth of the square of the object size" ).from( 0 );
	public static final Setting< Integer > LARGEST = Setting.whole( "largest", 0, "Maximum object size (pixels)",
			"Masks with more pixels are dropped; 0 for four times the square of the object size" ).from( 0 );
	public static final Setting< Boolean > BORDER = Setting.flag( "border", true, "Objects at the border",
			"Whether objects that touch the image's border are kept" );
	public static final Setting< Double > MAX_OVERLAP = Setting.fraction( "iou", 0.3, "Maximum overlap (IoU)",
			"Of two masks that overlap more, only the better one is kept" ).byPreset();
	public static final Setting< OverlapOf > OVERLAP_OF = Setting.choice( "nms", OverlapOf.MASK, "Overlap measure",
			"Whether the highest overlap is that of masks or of their boxes" );
	public static final Setting< Double > MAX_INSIDE = Setting.fraction( "inside", 0.6, "Maximum part inside",
			"Of two masks, one of which lies inside the other by more than this part, only the better one is kept" ).byPreset();
	public static final Setting< Boolean > BOXES = Setting.flag( "boxes", true, "Second pass with boxes",
			"Predict each mask again from its box: better masks, more time" );
	public static final Setting< Integer > HOLES = SegmentSettings.HOLES.byPreset();
	public static final Setting< Boolean > PARTIAL = Setting.flag( "partial", false, "Partial result on cancel",
			"Whether canceling (Escape) returns the objects found so far" ).unsaid();

	/**
	 * {@link #QUALITY} for what an instance head has found, unless another one was set. NB: on 34 training images of 8
	 * sets, 0, .05, .1, .2 and .4 give an AP at
	 * .5 of .567, .571, .559, .549, .511 (mean of sets), but on cells of little contrast .07 drops half of those that are right.
	 */
	public static final double INSTANCE_QUALITY = 0;

	/** Foreground of an instance head from which on a cell can belong to an object. */
	public static final float INSIDE = 0.4f;

	/** All settings, in the order of {@link #toString()}. */
	public static final List< Setting< ? > > ALL = list( OBJECT_SIZE, SPACING, DENSITY, LAYERS, SCORE, STABILITY, QUALITY, SKIP,
			MIN_CONTRAST,
			SMALLEST, LARGEST, BORDER, MAX_OVERLAP, OVERLAP_OF, MAX_INSIDE, BOXES, HOLES, PARTIAL );

	/** What did best on average on 13 sets of training images; see {@link Preset} for kinds of objects that need something else. */
	public static final EverythingSettings DEFAULT = new EverythingSettings( new Settings() );

	/**
	 * @throws IllegalArgumentException
	 *             if the largest object is smaller than the smallest one
	 */
	public EverythingSettings( final Settings values )
	{
		super( values );
		if ( get( LARGEST ) > 0 && get( LARGEST ) < get( SMALLEST ) )
			throw new IllegalArgumentException( "The sizes need 0 <= smallest <= largest (0 = automatic), but are " + get( SMALLEST ) +
					" and " +
					get( LARGEST ) + "." );
	}

	@Override
	public < T > EverythingSettings with( final Setting< T > setting, final T value )
	{
		return new EverythingSettings( super.with( setting, value ) );
	}

	public double objectSize()
	{
		return get( OBJECT_SIZE );
	}

	/** Pixels between points; half the object size (bacteria: a quarter) where nothing was set. */
	public double spacing()
	{
		return get( SPACING ) > 0 ? get( SPACING ) : Math.max( 1, objectSize() / get( DENSITY ) );
	}

	/** Pixels of the smallest mask that is kept. */
	public double minSize()
	{
		return get( SMALLEST ) > 0 ? get( SMALLEST ) : objectSize() * objectSize() / 12;
	}

	/** Pixels of the largest mask that is kept. */
	public double maxSize()
	{
		return get( LARGEST ) > 0 ? get( LARGEST ) : objectSize() > 0 ? 4 * objectSize() * objectSize() : Double.POSITIVE_INFINITY;
	}

	/**
	 * Whether two masks overlap so much that they must be the same object: by IoU, or as a part of the smaller one, more than everything
	 * mode allows where nothing is set.
	 */
	public static boolean isSame( final Mask a, final Mask b )
	{
		final double both = a.intersection( b );
		return both > 0 && ( both / ( a.area() + b.area() - both ) > MAX_OVERLAP.standard() ||
				both / Math.min( a.area(), b.area() ) > MAX_INSIDE.standard() );
	}

	/** All values, in the words of macros where they have one. */
	@Override
	public String toString()
	{
		return words( ALL );
	}
}
