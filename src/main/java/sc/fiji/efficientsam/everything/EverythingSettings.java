// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

/**
 * How all objects of an image are looked for. Immutable; {@code with...} methods
 * return changed copies of {@link #DEFAULT} or of a {@link Preset}'s settings.
 * Sizes are in pixels of the image.
 */
public final class EverythingSettings implements Cloneable {

	/** What did best on average on 13 sets of training images; see {@link Preset} for kinds of objects that need something else. */
	public static final EverythingSettings DEFAULT = new EverythingSettings();

	private double objectSize = 0;
	private double spacing = 0;
	private double density = 2;
	private int layers = 1;
	private double minScore = 0;
	private double minStability = 0;
	private double minQuality = 0.4;

	/**
	 * For what an instance head has found. NB: on 34 training images of 8 sets, 0, .05, .1, .2 and .4 give an AP at .5 of .567, .571, .559, .549, .511 (mean of
	 * sets), but on cells of little contrast .07 drops half of those that are right.
	 */
	private double instanceQuality = 0;
	private double skipQuality = 1;
	private double minContrast = 0;
	private int minSize = 0;
	private int maxSize = 0;
	private boolean border = true;
	private double maxOverlap = 0.3;
	private boolean boxOverlap;
	private double maxInside = 0.6;
	private boolean boxes = true;
	private int maxHole = 16;
	private boolean partial = false;

	private EverythingSettings()
	{}

	private EverythingSettings copy()
	{
		try
		{
			return ( EverythingSettings ) clone();
		}
		catch ( final CloneNotSupportedException e )
		{
			throw new AssertionError( e );
		}
	}

	/** Typical long side of the objects; 0 (default) to estimate it from the image. */
	public EverythingSettings withObjectSize( final double pixels )
	{
		requireAtLeastZero( "object size", pixels );
		final EverythingSettings s = copy();
		s.objectSize = pixels;
		return s;
	}

	/** Distance between neighbouring points of the grid; 0 (default) for half the object size, or a quarter for bacteria. */
	public EverythingSettings withSpacing( final double pixels )
	{
		requireAtLeastZero( "spacing", pixels );
		if ( pixels > 0 && pixels < 1 )
			throw new IllegalArgumentException( "The spacing of the grid must be 0 (automatic) or at least 1 pixel, but is " + pixels + "." );
		final EverythingSettings s = copy();
		s.spacing = pixels;
		return s;
	}

	/** Points per object size and axis, where no spacing is set: 2 by default, more for thin objects. */
	EverythingSettings withDensity( final double points )
	{
		final EverythingSettings s = copy();
		s.density = points;
		return s;
	}

	/**
	 * At how many scales the image is looked at: 1 (default) for the object size, 2
	 * for objects of half that size, too, 3 for objects of twice the size, too.
	 */
	public EverythingSettings withLayers( final int number )
	{
		if ( number < 1 || number > 3 )
			throw new IllegalArgumentException( "The number of layers must be 1, 2 or 3, but is " + number + "." );
		final EverythingSettings s = copy();
		s.layers = number;
		return s;
	}

	/** Masks with a lower predicted IoU are dropped; 0..1. */
	public EverythingSettings withMinScore( final double iou )
	{
		requireFraction( "score", iou );
		final EverythingSettings s = copy();
		s.minScore = iou;
		return s;
	}

	/** Masks with a lower stability are dropped; 0..1. */
	public EverythingSettings withMinStability( final double stability )
	{
		requireFraction( "stability", stability );
		final EverythingSettings s = copy();
		s.minStability = stability;
		return s;
	}

	/** Masks that are less likely an object, by predicted IoU, stability, contrast and size together, are dropped; 0..1; .4 by default for points, and 0 for what an instance head has found. */
	public EverythingSettings withMinQuality( final double quality )
	{
		requireFraction( "quality", quality );
		final EverythingSettings s = copy();
		s.minQuality = quality;
		s.instanceQuality = quality;
		return s;
	}

	/** {@link #withMinQuality} for masks of points only. */
	EverythingSettings withPointQuality( final double quality )
	{
		final EverythingSettings s = copy();
		s.minQuality = quality;
		return s;
	}

	/** These settings with what {@link #minQuality} is for objects that an instance head has found. */
	EverythingSettings forInstances()
	{
		return withMinQuality( instanceQuality );
	}

	/** Points in masks of this quality are left out; 1 to decode all points. */
	EverythingSettings withSkipQuality( final double quality )
	{
		final EverythingSettings s = copy();
		s.skipQuality = quality;
		return s;
	}

	/** Points of a grid near which brightness changes by less than this number of the image's standard deviations are left out; 0 to keep all. */
	EverythingSettings withMinContrast( final double deviations )
	{
		final EverythingSettings s = copy();
		s.minContrast = deviations;
		return s;
	}

	/**
	 * Masks with fewer or more pixels are dropped.
	 *
	 * @param min
	 *            0 (default) for a twelfth of the square of the object size
	 * @param max
	 *            0 (default) for four times the square of the object size
	 */
	public EverythingSettings withSizes( final int min, final int max )
	{
		if ( min < 0 || max < 0 || max > 0 && max < min )
			throw new IllegalArgumentException( "The sizes need 0 <= smallest <= largest (0 = automatic), but are " + min + " and " + max + "." );
		final EverythingSettings s = copy();
		s.minSize = min;
		s.maxSize = max;
		return s;
	}

	/** Whether objects that touch the image's border are kept; true by default. */
	public EverythingSettings withBorder( final boolean keep )
	{
		final EverythingSettings s = copy();
		s.border = keep;
		return s;
	}

	/** Of two masks with a higher IoU only the better one is kept; 0..1. */
	public EverythingSettings withMaxOverlap( final double iou )
	{
		requireFraction( "overlap", iou );
		final EverythingSettings s = copy();
		s.maxOverlap = iou;
		return s;
	}

	/** Whether the highest overlap is meant of the objects' boxes, as in SAM's automatic mask generator; false by default: of their masks. */
	public EverythingSettings withBoxOverlap( final boolean boxes )
	{
		final EverythingSettings s = copy();
		s.boxOverlap = boxes;
		return s;
	}

	/** A mask of which a larger part lies in a better mask is dropped; 0..1. */
	public EverythingSettings withMaxInside( final double part )
	{
		requireFraction( "inside", part );
		final EverythingSettings s = copy();
		s.maxInside = part;
		return s;
	}

	/** Whether masks by points are made again by their boxes, which makes them much better; true by default. */
	public EverythingSettings withBoxes( final boolean again )
	{
		final EverythingSettings s = copy();
		s.boxes = again;
		return s;
	}

	/** Holes with at most this number of pixels are filled; 16 by default, 0 for off. */
	public EverythingSettings withMaxHole( final int pixels )
	{
		requireAtLeastZero( "hole size", pixels );
		final EverythingSettings s = copy();
		s.maxHole = pixels;
		return s;
	}

	/** Whether a cancel ends with the objects found so far instead of a {@link java.util.concurrent.CancellationException}; false by default. */
	public EverythingSettings withPartial( final boolean keep )
	{
		final EverythingSettings s = copy();
		s.partial = keep;
		return s;
	}

	private static void requireAtLeastZero( final String what, final double value )
	{
		if ( !( value >= 0 ) || Double.isInfinite( value ) )
			throw new IllegalArgumentException( "The " + what + " must be 0 (automatic) or a number of pixels, but is " + value + "." );
	}

	private static void requireFraction( final String what, final double value )
	{
		if ( !( value >= 0 && value <= 1 ) )
			throw new IllegalArgumentException( "The limit for " + what + " must be 0 to 1, but is " + value + "." );
	}

	public double objectSize()
	{
		return objectSize;
	}

	/** Pixels between points; half the object size (bacteria: a quarter) where nothing was set. */
	public double spacing()
	{
		return spacing > 0 ? spacing : Math.max( 1, objectSize / density );
	}

	public int layers()
	{
		return layers;
	}

	public double minScore()
	{
		return minScore;
	}

	public double minStability()
	{
		return minStability;
	}

	public double minQuality()
	{
		return minQuality;
	}

	double skipQuality()
	{
		return skipQuality;
	}

	double minContrast()
	{
		return minContrast;
	}

	/** Pixels of the smallest mask that is kept. */
	public double minSize()
	{
		return minSize > 0 ? minSize : objectSize * objectSize / 12;
	}

	/** Pixels of the largest mask that is kept. */
	public double maxSize()
	{
		return maxSize > 0 ? maxSize : objectSize > 0 ? 4 * objectSize * objectSize : Double.POSITIVE_INFINITY;
	}

	public boolean border()
	{
		return border;
	}

	public double maxOverlap()
	{
		return maxOverlap;
	}

	public boolean boxOverlap()
	{
		return boxOverlap;
	}

	public double maxInside()
	{
		return maxInside;
	}

	public boolean boxes()
	{
		return boxes;
	}

	public int maxHole()
	{
		return maxHole;
	}

	public boolean partial()
	{
		return partial;
	}

	/** All values, in the words of macros where they have one. */
	@Override
	public String toString()
	{
		// NB: all digits, as two values that give other masks must not look the same.
		return "objectsize=" + objectSize + " spacing=" + spacing + " density=" + density + " layers=" + layers + " score=" + minScore + " stability=" + minStability + " quality=" + minQuality +
				" skip=" + skipQuality + " mincontrast=" + minContrast + " smallest=" + minSize + " largest=" + maxSize + " border=" + border + " iou=" + maxOverlap + " nms=" + ( boxOverlap ? "box" : "mask" ) +
				" inside=" + maxInside + " boxes=" + boxes + " holes=" + maxHole;
	}
}
