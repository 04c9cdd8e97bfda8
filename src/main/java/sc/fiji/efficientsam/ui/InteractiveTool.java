// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.event.MouseEvent;
import java.awt.geom.Point2D;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Toolbar;
import ij.plugin.tool.PlugInTool;

import sc.fiji.efficientsam.mask.Box;

/**
 * The tool in ImageJ's toolbar; one for all images. A click is a positive point, or what the window's {@link Mode} says; with
 * Alt or the middle button it is a negative one; a drag is a box; Shift adds to the present object; with Ctrl or Cmd
 * accepted objects are selected. A click on a proposal of "Find All" accepts it.
 */
public final class InteractiveTool extends PlugInTool {

	static final String NAME = "EfficientSAM Tool";

	private static final InteractiveTool INSTANCE = new InteractiveTool();

	/** Pixels of the screen that the mouse may move during a click. */
	private static final int TREMBLE = 3;

	private int startX;
	private int startY;
	private boolean pressed;
	/** NB: window managers take Alt-clicks for themselves. */
	private boolean middle;
	private boolean dragged;

	/** Puts the tool into the toolbar, and selects it. */
	static void select()
	{
		Toolbar.addPlugInTool( INSTANCE );
	}

	/** Whether the tool is selected. */
	static boolean isSelected()
	{
		return Toolbar.getPlugInTool() == INSTANCE;
	}

	@Override
	public String getToolName()
	{
		return NAME;
	}

	@Override
	public String getToolIcon()
	{
		return "C0aaO11ddO22bbC080F7428F4782";
	}

	@Override
	public void mousePressed( final ImagePlus imp, final MouseEvent e )
	{
		e.consume();
		middle = e.getButton() == MouseEvent.BUTTON2;
		pressed = e.getButton() == MouseEvent.BUTTON1 || middle;
		dragged = false;
		startX = e.getX();
		startY = e.getY();
		if ( pressed && Interactive.of( imp ) == null )
			IJ.showStatus( "Plugins > EfficientSAM > Interactive... opens the tool for this image" );
	}

	@Override
	public void mouseDragged( final ImagePlus imp, final MouseEvent e )
	{
		e.consume();
		final Tool tool = Interactive.of( imp );
		if ( !pressed || tool == null )
			return;
		dragged |= Math.abs( e.getX() - startX ) > TREMBLE || Math.abs( e.getY() - startY ) > TREMBLE;
		if ( dragged && !middle )
			rubberBand( tool, dragged( imp, e ) );
	}

	@Override
	public void mouseReleased( final ImagePlus imp, final MouseEvent e )
	{
		e.consume();
		final Tool tool = Interactive.of( imp );
		if ( !pressed || tool == null )
			return;
		pressed = false;
		if ( middle && dragged )
			return;
		rubberBand( tool, null );
		final ImageCanvas canvas = imp.getCanvas();
		final int x = canvas.offScreenX( startX ), y = canvas.offScreenY( startY );
		if ( dragged && dragged( imp, e ) != null )
		{
			setCorner( tool, null );
			tool.box( dragged( imp, e ), e.isShiftDown() );
		}
		else if ( !middle && ( e.isControlDown() || e.isMetaDown() ) )
			tool.state().select( x, y );
		else if ( isPositive( tool, e ) && tool.state().mode() == Mode.BOX )
			corner( tool, x, y, e.isShiftDown() );
		else if ( e.isShiftDown() || !isPositive( tool, e ) || !tool.accept( x, y ) )
			tool.click( x, y, isPositive( tool, e ), e.isShiftDown() );
	}

	private boolean isPositive( final Tool tool, final MouseEvent e )
	{
		return !middle && !e.isAltDown() && tool.state().mode() != Mode.EXCLUDE;
	}

	private static void rubberBand( final Tool tool, final Box box )
	{
		tool.state().rubberBand = box;
		tool.state().redraw();
	}

	private static void setCorner( final Tool tool, final Point2D first )
	{
		tool.state().corner = first;
		IJ.showStatus( first == null ? "" : "Click on the opposite corner" );
	}

	/** One corner of a box, or the second one. */
	private static void corner( final Tool tool, final int x, final int y, final boolean add )
	{
		final Point2D first = tool.state().corner, here = new Point2D.Double( x + 0.5, y + 0.5 );
		if ( first == null )
			setCorner( tool, here );
		else
		{
			setCorner( tool, null );
			final Box box = box( tool.state().image, first.getX(), first.getY(), here.getX(), here.getY() );
			if ( box != null )
				tool.box( box, add );
		}
	}

	@Override
	public void mouseClicked( final ImagePlus imp, final MouseEvent e )
	{
		e.consume();
	}

	@Override
	public void mouseMoved( final ImagePlus imp, final MouseEvent e )
	{
		final Tool tool = Interactive.of( imp );
		final ImageCanvas canvas = imp.getCanvas();
		if ( tool == null || canvas == null )
			return;
		middle = false;
		final int x = canvas.offScreenX( e.getX() ), y = canvas.offScreenY( e.getY() );
		tool.hover( x, y, isPositive( tool, e ), e.isShiftDown() );
		final Point2D corner = tool.state().corner;
		if ( corner != null )
			rubberBand( tool, box( imp, corner.getX(), corner.getY(), x + 0.5, y + 0.5 ) );
	}

	@Override
	public void mouseExited( final ImagePlus imp, final MouseEvent e )
	{
		final Tool tool = Interactive.of( imp );
		if ( tool != null )
			tool.leave();
	}

	/** The pixels between where the mouse was pressed and where it is, inside the image; null if there are none. */
	private Box dragged( final ImagePlus imp, final MouseEvent e )
	{
		final ImageCanvas canvas = imp.getCanvas();
		return box( imp, canvas.offScreenXD( startX ), canvas.offScreenYD( startY ), canvas.offScreenXD( e.getX() ),
				canvas.offScreenYD( e.getY() ) );
	}

	/** The pixels between two points in ImageJ's frame. */
	private static Box box( final ImagePlus imp, final double x0, final double y0, final double x1, final double y1 )
	{
		final double left = Math.max( 0, Math.floor( Math.min( x0, x1 ) ) ), top = Math.max( 0, Math.floor( Math.min( y0, y1 ) ) );
		final double right = Math.min( imp.getWidth(), Math.ceil( Math.max( x0, x1 ) ) ),
				bottom = Math.min( imp.getHeight(), Math.ceil( Math.max( y0, y1 ) ) );
		return right > left && bottom > top ? Box.ofPixels( left, top, right - left, bottom - top ) : null;
	}
}
