// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Component;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;

import javax.swing.SwingUtilities;
import javax.swing.Timer;
import javax.swing.text.JTextComponent;

import ij.IJ;
import ij.IJEventListener;
import ij.ImageListener;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import ij.gui.RoiListener;

/**
 * Tells the tool what happens to its image: another slice, other pixels, a
 * selection, a key, the right mouse button, the end. ImageJ tells such things from
 * any thread; the tool hears them on the event thread.
 */
final class ImageWatcher implements ImageListener, RoiListener, IJEventListener, KeyEventDispatcher, AutoCloseable {

	private final Interactive tool;
	private final ImagePlus imp;
	private final Keys keys;
	/** NB: sliders and drags give many events; the last one counts. */
	private final Timer settled;
	private final Timer selected;
	private ImageCanvas canvas;
	private boolean swallow;

	private final MouseAdapter rightButton = new MouseAdapter()
	{
		@Override
		public void mousePressed( final MouseEvent e )
		{
			if ( e.getButton() == MouseEvent.BUTTON3 && InteractiveTool.isSelected() )
				guarded( tool.objects()::accept );
		}
	};

	ImageWatcher( final Interactive tool )
	{
		this.tool = tool;
		imp = tool.image();
		keys = new Keys( tool );
		settled = new Timer( 150, e -> guarded( tool::imageChanged ) );
		settled.setRepeats( false );
		selected = new Timer( 150, e -> guarded( this::selectionSettled ) );
		selected.setRepeats( false );
		ImagePlus.addImageListener( this );
		Roi.addRoiListener( this );
		IJ.addEventListener( this );
		KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher( this );
		attach();
	}

	@Override
	public void close()
	{
		settled.stop();
		selected.stop();
		ImagePlus.removeImageListener( this );
		Roi.removeRoiListener( this );
		IJ.removeEventListener( this );
		KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher( this );
		detach();
	}

	/** NB: ImageJ makes a new canvas when an image becomes a stack, for example. */
	private void attach()
	{
		if ( canvas != imp.getCanvas() )
		{
			detach();
			canvas = imp.getCanvas();
			if ( canvas != null )
				canvas.addMouseListener( rightButton );
		}
		if ( canvas != null )
			// NB: the right button accepts; ImageJ would open its menu.
			canvas.disablePopupMenu( InteractiveTool.isSelected() );
	}

	private void detach()
	{
		if ( canvas == null )
			return;
		canvas.removeMouseListener( rightButton );
		canvas.disablePopupMenu( false );
		canvas = null;
	}

	private void guarded( final Runnable r )
	{
		try
		{
			r.run();
		}
		catch ( final RuntimeException e )
		{
			tool.failed( e );
		}
	}

	private void later( final Runnable r )
	{
		SwingUtilities.invokeLater( () -> guarded( r ) );
	}

	@Override
	public void imageOpened( final ImagePlus opened )
	{
		if ( opened == imp )
			later( this::attach );
	}

	@Override
	public void imageClosed( final ImagePlus closed )
	{
		if ( closed == imp )
			later( tool::imageClosed );
	}

	@Override
	public void imageUpdated( final ImagePlus updated )
	{
		if ( updated == imp )
			later( () -> {
				attach();
				// NB: another slice at once, so that masks never stand on the wrong one.
				if ( tool.showsOtherPlane() )
					tool.imageChanged();
				else
					settled.restart();
			} );
	}

	@Override
	public void roiModified( final ImagePlus where, final int what )
	{
		if ( where == imp && what != RoiListener.DELETED && !InteractiveTool.isSelected() )
			later( selected::restart );
	}

	private void selectionSettled()
	{
		final Roi roi = imp.getRoi();
		if ( roi == null )
			return;
		if ( roi.getState() == Roi.NORMAL )
			tool.prompting().selection( roi );
		else
			selected.restart();
	}

	@Override
	public void eventOccurred( final int event )
	{
		if ( event == IJEventListener.TOOL_CHANGED )
			later( this::attach );
	}

	@Override
	public boolean dispatchKeyEvent( final KeyEvent e )
	{
		// NB: wherever that is; the window may have changed while the key was down.
		if ( e.getID() == KeyEvent.KEY_RELEASED )
			keys.released( e );
		final Component focus = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
		final Window window = focus == null ? null : focus instanceof Window ? ( Window ) focus : SwingUtilities.getWindowAncestor( focus );
		final boolean ours = window != null && ( window == imp.getWindow() || window == tool.window() );
		if ( !ours || focus instanceof JTextComponent )
			return false;
		// NB: what was typed must not reach ImageJ either, which has shortcuts for letters.
		if ( e.getID() == KeyEvent.KEY_TYPED )
			return typed();
		if ( e.getID() != KeyEvent.KEY_PRESSED )
			return false;
		final Runnable action = keys.action( e, window == imp.getWindow() );
		if ( action != null )
			guarded( action );
		swallow = action != null;
		return swallow;
	}

	private boolean typed()
	{
		final boolean s = swallow;
		swallow = false;
		return s;
	}
}
