// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.pictures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Robot;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

import javax.swing.SwingUtilities;

import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.ImageWindow;
import ij.gui.Overlay;
import ij.gui.Roi;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.StackSegmentation;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.roi.RoiFiles;

/** Films of ImageJ's own windows on the virtual screen, while the commands' work is done in them. */
final class WindowFilms {

	private static final int ZOOM = 2, BAR = 40, FRAMES = 6;

	private final EfficientSamService sam;

	WindowFilms( final Context context )
	{
		sam = context.service( EfficientSamService.class );
	}

	/** An image, the objects that are found in it without prompts, one by one from its top, and their label image. */
	Gif everything() throws Exception
	{
		final ImagePlus yeast = TestImages.open( "yeast-phase" );
		yeast.setRoi( 270, 114, 240, 200 );
		final ImagePlus imp = new ImagePlus( "yeast.tif", yeast.getProcessor().crop() );
		final Segmentation result = sam.everything( imp ).preset( "cells" ).objectSize( 27 ).run();
		final Gif film = new Gif();
		show( imp );
		film.add( shoot( imp, "No clicks: Plugins > EfficientSAM > Segment Everything..." ), 2.5 );
		final List< Roi > rois = result.rois();
		for ( int step = 1; step <= FRAMES; step++ )
		{
			final Overlay some = new Overlay();
			rois.subList( 0, rois.size() * step / FRAMES ).forEach( some::add );
			edt( () -> imp.setOverlay( some ) );
			film.add( shoot( imp, "Outlines in the overlay" ), step == FRAMES ? 2.0 : 0.35 );
		}
		edt( imp::close );
		final ImagePlus labels = result.labels();
		show( labels );
		film.add( shoot( labels, "The label image: " + result.found() + " objects" ), 3 );
		edt( labels::close );
		return film;
	}

	/** A series that drifts, the boxes on its first frame, and what has become of them in each frame, there and back. */
	Gif stack() throws Exception
	{
		final Rectangle part = new Rectangle( 262, 180, 200, 170 );
		final ImageStack frames = new ImageStack( part.width, part.height );
		for ( int t = 0; t < FRAMES; t++ )
		{
			final ImagePlus nuclei = TestImages.open( "nuclei-fluorescence" );
			nuclei.setRoi( part.x + 5 * t, part.y + 3 * t, part.width, part.height );
			frames.addSlice( nuclei.getProcessor().crop() );
		}
		final ImagePlus imp = new ImagePlus( "nuclei.tif", frames );
		imp.setDimensions( 1, 1, FRAMES );
		final List< Roi > boxes = new ArrayList<>();
		for ( final Roi box : RoiFiles.read( TestImages.file( "nuclei-fluorescence-boxes.zip" ) ) )
			if ( part.contains( box.getBounds() ) )
			{
				box.setLocation( box.getXBase() - part.x, box.getYBase() - part.y );
				box.setPosition( 1 );
				box.setStrokeColor( Color.YELLOW );
				boxes.add( box );
			}
		final StackSegmentation result = sam.stack( imp ).rois( boxes ).follow( "t" ).run();
		final Gif film = new Gif();
		show( imp );
		film.add( shoot( imp, "A time series" ), 1 );
		final Overlay drawn = new Overlay();
		boxes.forEach( drawn::add );
		edt( () -> imp.setOverlay( drawn ) );
		film.add( shoot( imp, "Boxes on one frame, then Segment Stack..." ), 2.5 );
		edt( () -> imp.setOverlay( result.overlay() ) );
		for ( int step = 0; step < 2 * FRAMES - 1; step++ )
		{
			final int t = step < FRAMES ? step + 1 : 2 * FRAMES - 1 - step;
			edt( () -> imp.setT( t ) );
			film.add( shoot( imp, "Frame " + t + ": each nucleus keeps its color" ), 0.5 );
		}
		edt( imp::close );
		return film;
	}

	/** Magnified, at the screen's corner. */
	private static void show( final ImagePlus imp ) throws Exception
	{
		edt( imp::show );
		edt( () -> {
			final ImageWindow window = imp.getWindow();
			while ( window.getCanvas().getMagnification() < ZOOM )
				window.getCanvas().zoomIn( 0, 0 );
			window.pack();
			window.setLocation( 20, 20 );
			window.toFront();
		} );
		IJ.wait( 1000 );
	}

	/** The window with words below it. */
	private static BufferedImage shoot( final ImagePlus imp, final String words ) throws Exception
	{
		edt( imp::updateAndRepaintWindow );
		IJ.wait( 400 );
		final Rectangle r = imp.getWindow().getBounds();
		final BufferedImage picture = new BufferedImage( r.width, r.height + BAR, BufferedImage.TYPE_INT_RGB );
		final Graphics2D g = picture.createGraphics();
		g.setRenderingHint( RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON );
		g.drawImage( new Robot().createScreenCapture( r ), 0, 0, null );
		g.setColor( new Color( 30, 30, 30 ) );
		g.fillRect( 0, r.height, r.width, BAR );
		g.setColor( Color.WHITE );
		float size = 18;
		g.setFont( g.getFont().deriveFont( size ) );
		while ( g.getFontMetrics().stringWidth( words ) > r.width - 24 )
			g.setFont( g.getFont().deriveFont( --size ) );
		g.drawString( words, 12, r.height + 26 );
		g.dispose();
		return picture;
	}

	private static void edt( final Runnable work ) throws Exception
	{
		SwingUtilities.invokeAndWait( work );
	}
}
