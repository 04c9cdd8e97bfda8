// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.roi;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ij.gui.ImageRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.FloatPolygon;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.source.RoiPositions;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/**
 * Turns ImageJ selections into prompts.
 * <ul>
 * <li>rectangle: its box;</li>
 * <li>point, multi-point: by {@link PointMode};</li>
 * <li>oval, polygon, freehand, traced, composite, rotated rectangle: the
 * selection's box, and points deep inside of it;</li>
 * <li>line, segmented line, freehand line, angle: points along it.</li>
 * </ul>
 * <p>
 * ImageJ's coordinates have integers at pixel <em>corners</em> (the pixel 0 reaches
 * from 0 to 1); a point means the pixel that it lies in. Immutable and safe for
 * use by several threads.
 * </p>
 */
public final class RoiPrompts {

	/** Negative points that an object is given when all objects share them: the nearest ones. */
	private static final int SHARED_NEGATIVES = 4;

	/** Pixels of the longest line that is looked at. */
	private static final double MAX_LENGTH = 1e6;

	public static final Setting< PointMode > POINTS = Setting.choice( "points", PointMode.EACH, "Points",
			"each: one object per point; together: all points of a selection describe one object; counter: one object per counter of " +
					"the multi-point tool" );
	public static final Setting< Integer > NEGATIVE = Setting.whole( "negative", -1, "Negative counter",
			"Points of this counter of the multi-point tool lie outside of the objects; -1 for none" ).from( -1 ).to( 99 );
	public static final Setting< Integer > INNER = Setting.whole( "inner", 1, "Points inside areas",
			"How many points inside an area selection go with its box" ).from( 0 ).to( 10 );
	public static final Setting< Integer > ALONG = Setting.whole( "along", 3, "Points along lines",
			"How many points along a line selection describe its object" ).from( 1 ).to( 10 );
	public static final Setting< AreaMode > AREAS = Setting.choice( "areas", AreaMode.BOX, "Area selections",
			"What a selection other than a rectangle says: its box and points inside it, or also a rough mask of the object" );

	/** All of them. */
	public static final List< Setting< ? > > ALL = Settings.list( POINTS, NEGATIVE, INNER, ALONG, AREAS );

	private final Settings settings;

	/** One object per point, no negative points, one inner point, three points along a line, areas as boxes. */
	public RoiPrompts()
	{
		this( new Settings() );
	}

	/** @param settings may have values for {@link #POINTS}, {@link #NEGATIVE}, {@link #INNER}, {@link #ALONG} and {@link #AREAS} */
	public RoiPrompts( final Settings settings )
	{
		this.settings = settings;
	}

	/** The prompts of all selections, in their order; groups of selections are classes, see {@link RoiGroups}. */
	public List< Prompt > toPrompts( final Iterable< Roi > rois )
	{
		final List< Prompt > prompts = new ArrayList<>();
		int i = 0;
		for ( final Roi roi : rois )
		{
			i++;
			final String name = roi.getName() == null || roi.getName().isEmpty() ? "ROI " + i : roi.getName();
			final String objectClass = RoiGroups.objectClass( roi );
			for ( final Prompt p : toPrompts( roi, name ) )
				prompts.add( p.withClass( objectClass ) );
		}
		return prompts;
	}

	/** Whether a selection can be a prompt; text and image overlay elements cannot. */
	public static boolean isPrompt( final Roi roi )
	{
		return !( roi instanceof TextRoi ) && !( roi instanceof ImageRoi );
	}

	private List< Prompt > toPrompts( final Roi roi, final String name )
	{
		if ( !isPrompt( roi ) )
			throw new IllegalArgumentException( "\"" + name +
					"\" is a text or an image and cannot be a prompt. Use rectangles, points, lines or areas." );
		if ( roi.getType() == Roi.POINT )
			return points( ( PointRoi ) roi, name );
		if ( roi.isLine() )
			return Collections.singletonList( named( null, along( roi, name ), name ) );
		if ( roi.getFloatWidth() <= 0 || roi.getFloatHeight() <= 0 )
			throw new IllegalArgumentException( "\"" + name + "\" is an empty selection (" + roi.getFloatWidth() + " x " +
					roi.getFloatHeight() +
					" pixels). Draw it again or delete it." );
		final Rectangle2D b = roi.getFloatBounds();
		final Box box = Box.ofPixels( b.getX(), b.getY(), b.getWidth(), b.getHeight() );
		final boolean rectangle = roi.getType() == Roi.RECTANGLE && roi.getCornerDiameter() == 0;
		return Collections.singletonList( ( rectangle ? Prompt.of( box, Collections.emptyList() ) : area( roi, box ) ).withName( name ) );
	}

	private Prompt area( final Roi roi, final Box box )
	{
		final Mask mask = MaskRois.toMask( roi );
		return Prompt.of( box, PromptPoint.inside( mask, settings.get( INNER ) ), settings.get( AREAS ) == AreaMode.MASK && !mask.isEmpty()
				? mask : null );
	}

	private static Prompt named( final Box box, final List< PromptPoint > points, final String name )
	{
		return Prompt.of( box, points ).withName( name );
	}

	private List< PromptPoint > along( final Roi roi, final String name )
	{
		// NB: ImageJ makes a point for every pixel of it. Not getLength(), which knows the image's calibration.
		if ( length( roi.getFloatPolygon() ) > MAX_LENGTH )
			throw new IllegalArgumentException( "\"" + name + "\" is a line of more than " + ( int ) MAX_LENGTH +
					" pixels, longer than any image. Draw it again or delete it." );
		final FloatPolygon path = roi.getInterpolatedPolygon( 1, false );
		if ( path == null || path.npoints == 0 )
			throw new IllegalArgumentException( "\"" + name + "\" is an empty line. Draw it again or delete it." );
		final List< PromptPoint > points = new ArrayList<>();
		for ( int i = 0; i < settings.get( ALONG ); i++ )
		{
			final int k = Math.min( path.npoints - 1, ( int ) ( ( i + 0.5 ) / settings.get( ALONG ) * path.npoints ) );
			points.add( at( path.xpoints[ k ], path.ypoints[ k ], true ) );
		}
		return points;
	}

	/** NB: written so that NaN is too long, too. */
	private static double length( final FloatPolygon corners )
	{
		double length = 0;
		for ( int i = 1; i < corners.npoints; i++ )
			length += Math.hypot( corners.xpoints[ i ] - corners.xpoints[ i - 1 ], corners.ypoints[ i ] - corners.ypoints[ i - 1 ] );
		return length <= MAX_LENGTH ? length : Double.POSITIVE_INFINITY;
	}

	/** The pixel in which an ImageJ coordinate lies. */
	private static PromptPoint at( final double x, final double y, final boolean positive )
	{
		return new PromptPoint( Math.floor( x ), Math.floor( y ), positive );
	}

	private List< Prompt > points( final PointRoi roi, final String name )
	{
		final PointMode mode = settings.get( POINTS );
		final FloatPolygon p = roi.getFloatPolygon();
		// NB: points of a selection that has more of them on other slices keep their numbers.
		final int[] numbers = RoiPositions.numbers( roi );
		final Map< Integer, List< PromptPoint > > positive = new TreeMap<>();
		final List< PromptPoint > negative = new ArrayList<>();
		for ( int i = 0; i < p.npoints; i++ )
		{
			final int counter = roi.getCounter( i );
			final int key = mode == PointMode.EACH ? i : mode == PointMode.COUNTER ? counter : 0;
			if ( counter == settings.get( NEGATIVE ) )
				negative.add( at( p.xpoints[ i ], p.ypoints[ i ], false ) );
			else
				positive.computeIfAbsent( key, k -> new ArrayList<>() ).add( at( p.xpoints[ i ], p.ypoints[ i ], true ) );
		}
		if ( positive.isEmpty() )
			throw new IllegalArgumentException( "\"" + name + "\" has no positive point" +
					( negative.isEmpty() ? "" : ": all its " + negative.size() + " points have counter " + settings.get( NEGATIVE ) +
							", which means negative" ) +
					". Add points inside the objects." );
		final List< Prompt > prompts = new ArrayList<>();
		positive.forEach( ( key, points ) -> {
			final String suffix = mode == PointMode.EACH && numbers != null ? " #" + numbers[ key ]
					: mode == PointMode.EACH && p.npoints > 1 ? " #" + ( key + 1 ) : mode == PointMode.COUNTER ? " counter " + key : "";
			final List< PromptPoint > all = new ArrayList<>( points );
			all.addAll( mode == PointMode.TOGETHER ? negative : nearest( negative, points.get( 0 ) ) );
			prompts.add( named( null, all, name + suffix ) );
		} );
		return prompts;
	}

	private static List< PromptPoint > nearest( final List< PromptPoint > points, final PromptPoint to )
	{
		final List< PromptPoint > sorted = new ArrayList<>( points );
		sorted.sort( Comparator.comparingDouble( p -> Math.hypot( p.x() - to.x(), p.y() - to.y() ) ) );
		return sorted.subList( 0, Math.min( SHARED_NEGATIVES, sorted.size() ) );
	}
}
