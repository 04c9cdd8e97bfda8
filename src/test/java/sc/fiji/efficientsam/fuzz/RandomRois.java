// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import java.awt.Color;
import java.awt.Polygon;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.gui.Arrow;
import ij.gui.EllipseRoi;
import ij.gui.ImageRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.process.ByteProcessor;

import sc.fiji.efficientsam.roi.RoiPrompts;

/** Selections of every class of ImageJ, with and without positions, inside and outside of images, empty and huge. */
final class RandomRois {

	private RandomRois()
	{}

	static List< Roi > rois( final Dice dice, final ImagePlus imp )
	{
		final List< Roi > rois = new ArrayList<>();
		final boolean tame = dice.chance( 0.75 );
		for ( int n = dice.between( 1, 6 ); n > 0; n-- )
			rois.add( tame ? tame( dice, imp ) : roi( dice, imp ) );
		return rois;
	}

	/** A selection that every image of this size can use on its current slice. */
	static Roi tame( final Dice dice, final ImagePlus imp )
	{
		Roi roi = roi( dice, imp );
		for ( int i = 0; i < 50 && !isTame( roi, imp ); i++ )
			roi = roi( dice, imp );
		return roi;
	}

	private static boolean isTame( final Roi roi, final ImagePlus imp )
	{
		final Rectangle2D b = roi.getFloatBounds();
		final boolean inside = b.getX() >= 0 && b.getY() >= 0 && b.getMaxX() < imp.getWidth() && b.getMaxY() < imp.getHeight();
		return inside && ( roi.isLine() || roi instanceof PointRoi || b.getWidth() > 0 && b.getHeight() > 0 ) && RoiPrompts.isPrompt( roi )
				&& !roi.hasHyperStackPosition() && roi.getPosition() == 0;
	}

	/** A selection, most often one that an image of this size can use. */
	static Roi roi( final Dice dice, final ImagePlus imp )
	{
		final Roi roi = shape( dice, imp.getWidth(), imp.getHeight() );
		if ( dice.chance( 0.5 ) )
			roi.setName( dice.word() );
		if ( dice.chance( 0.2 ) )
			roi.setStrokeWidth( dice.of( 0.0, 1.0, 5.0, 40.0 ) );
		// NB: ImageJ cannot write points with counters whose positions were removed.
		final boolean counted = roi instanceof PointRoi && ( ( PointRoi ) roi ).getCounters() != null;
		if ( !counted && dice.chance( 0.3 ) )
			position( roi, imp, dice );
		if ( dice.chance( 0.1 ) )
			roi.setGroup( dice.upTo( 256 ) );
		if ( dice.chance( 0.1 ) )
			roi.setFillColor( Color.red );
		return roi;
	}

	private static void position( final Roi roi, final ImagePlus imp, final Dice dice )
	{
		if ( roi instanceof PointRoi && dice.chance( 0.5 ) )
			roi.setPosition( imp );
		else if ( imp.isHyperStack() || dice.chance( 0.1 ) )
			roi.setPosition( dice.upTo( imp.getNChannels() + 1 ), dice.upTo( imp.getNSlices() + 1 ), dice.upTo( imp.getNFrames() + 1 ) );
		else
			roi.setPosition( dice.chance( 0.1 ) ? dice.of( 99, Integer.MAX_VALUE, -2 ) : dice.upTo( imp.getStackSize() + 1 ) );
	}

	private static double at( final Dice dice, final int length )
	{
		switch ( dice.upTo( 20 ) )
		{
		case 0:
			return dice.real( -30, length + 30 );
		case 1:
			return dice.of( -1.0, 0.0, length - 1.0, ( double ) length, -0.5, length - 0.5, 0.5 );
		case 2:
			return dice.of( 1e4, -1e4, 1e6, 3e9 );
		default:
			return dice.chance( 0.7 ) ? dice.upTo( length ) : dice.real( 0, length );
		}
	}

	private static double extent( final Dice dice, final int length )
	{
		switch ( dice.upTo( 20 ) )
		{
		case 0:
			return 0;
		case 1:
			return dice.of( -3.0, 1e4, 0.3, 1e5 );
		default:
			return dice.chance( 0.7 ) ? dice.between( 1, Math.min( 40, length ) ) : dice.real( 0.5, 40 );
		}
	}

	private static Roi shape( final Dice dice, final int width, final int height )
	{
		final double x = at( dice, width ), y = at( dice, height ), w = extent( dice, width ), h = extent( dice, height ),
				x2 = at( dice, width ), y2 = at( dice, height );
		switch ( dice.upTo( 16 ) )
		{
		case 0:
			return dice.chance( 0.5 ) ? new Roi( x, y, w, h ) : new Roi( ( int ) x, ( int ) y, ( int ) w, ( int ) h );
		case 1:
			return new Roi( ( int ) x, ( int ) y, ( int ) w, ( int ) h, dice.between( 1, 20 ) );
		case 2:
			return new OvalRoi( x, y, w, h );
		case 3:
			return new PolygonRoi( coordinates( dice, width, height, true ), coordinates( dice, width, height, false ),
					dice.of( Roi.POLYGON, Roi.FREEROI, Roi.TRACED_ROI ) );
		case 4:
			return new PolygonRoi( coordinates( dice, width, height, true ), coordinates( dice, width, height, false ),
					dice.of( Roi.POLYLINE, Roi.FREELINE ) );
		case 5:
			return new PolygonRoi( new float[] { ( float ) x, ( float ) x2, ( float ) at( dice, width ) },
					new float[] { ( float ) y, ( float ) y2, ( float ) at( dice, height ) }, Roi.ANGLE );
		case 6:
			return new PointRoi( x, y );
		case 7:
		case 8:
			return points( dice, width, height );
		case 9:
			return dice.chance( 0.5 ) ? new Line( x, y, x2, y2 ) : new Arrow( x, y, x2, y2 );
		case 10:
			return composite( dice, new OvalRoi( ( int ) Math.min( x, 1e4 ), ( int ) Math.min( y, 1e4 ),
					( int ) Math.min( 200, Math.abs( w ) ), ( int ) Math.min( 200, Math.abs( h ) ) ) );
		case 11:
			return new RotatedRectRoi( x, y, x2, y2, w );
		case 12:
			return new EllipseRoi( x, y, x2, y2, dice.real( 0.05, 1 ) );
		case 13:
			return dice.chance( 0.3 ) ? dice.chance( 0.5 ) ? new TextRoi( x, y, dice.word() ) : new ImageRoi( ( int ) x, ( int ) y,
					new ByteProcessor( 4, 3 ) ) : new Roi( x, y, w, h );
		default:
			return new Roi( ( int ) x, ( int ) y, ( int ) w, ( int ) h );
		}
	}

	private static float[] coordinates( final Dice dice, final int width, final int height, final boolean horizontal )
	{
		// NB: both calls have to give the same number.
		final float[] all = new float[ 3 + width % 5 ];
		for ( int i = 0; i < all.length; i++ )
			all[ i ] = ( float ) ( dice.chance( 0.05 ) ? dice.of( -20.0, 0.0, 500.0 ) : dice.real( 0, horizontal ? width : height ) );
		return all;
	}

	private static PointRoi points( final Dice dice, final int width, final int height )
	{
		final PointRoi points = new PointRoi( at( dice, width ), at( dice, height ) );
		final ImagePlus counted = dice.chance( 0.5 ) ? new ImagePlus( "", new ByteProcessor( width, height ) ) : null;
		for ( int n = dice.upTo( 5 ); n > 0; n-- )
			if ( counted == null )
				points.addPoint( at( dice, width ), at( dice, height ) );
			else
			{
				points.setCounter( dice.upTo( 4 ) );
				points.addPoint( counted, at( dice, width ), at( dice, height ) );
			}
		return points;
	}

	private static Roi composite( final Dice dice, final Roi first )
	{
		final ShapeRoi shape = new ShapeRoi( first );
		final int x = first.getBounds().x, y = first.getBounds().y;
		final Roi second = dice.chance( 0.5 ) ? new Roi( x + 2, y + 2, 4,
				5 ) : new PolygonRoi( new Polygon( new int[] { x + 40, x + 45, x + 43 }, new int[] { y, y + 3, y + 9 }, 3 ), Roi.POLYGON );
		return dice.chance( 0.5 ) ? shape.or( new ShapeRoi( second ) ) : dice.chance( 0.5 )
				? shape.not( new ShapeRoi( second ) ) : shape.xor( new ShapeRoi( second ) );
	}
}
