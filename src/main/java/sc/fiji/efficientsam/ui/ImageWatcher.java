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

	/** Is told on the event thread. */
	interface Listener
	{
		/** The image shows another plane, or was changed. */
		void imageChanged();

		/** The image was closed; its objects were not. */
		void imageClosed();

		/** There is an ordinary selection, and nobody is drawing it any more. */
		void selectionMade( Roi roi );
	}

	private final ToolState state;
	private final Actions actions;
	private final Listener listener;
	private final Window window;
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
				actions.run( Action.ACCEPT );
		}
	};

	/**
	 * @param window
	 *            the tool's, where keys work, too
	 */
	ImageWatcher( final ToolState state, final Actions actions, final Listener listener, final Window window )
	{
		this.state = state;
		this.actions = actions;
		this.listener = listener;
		this.window = window;
		imp = state.image;
		keys = new Keys( state, actions );
		settled = new Timer( 150, e -> actions.guarded( listener::imageChanged ) );
		settled.setRepeats( false );
		selected = new Timer( 150, e -> actions.guarded( this::selectionSettled ) );
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

	private void later( final Runnable r )
	{
		SwingUtilities.invokeLater( () -> actions.guarded( r ) );
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
			later( listener::imageClosed );
	}

	@Override
	public void imageUpdated( final ImagePlus updated )
	{
		if ( updated == imp )
			later( () -> {
				attach();
				// NB: another slice at once, so that masks never stand on the wrong one.
				if ( state.showsOtherPlane() )
					listener.imageChanged();
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
			listener.selectionMade( roi );
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
		final Window focused = focus == null ? null : focus instanceof Window
				? ( Window ) focus : SwingUtilities.getWindowAncestor( focus );
		final boolean ours = focused != null && ( focused == imp.getWindow() || focused == window );
		if ( !ours || focus instanceof JTextComponent )
			return false;
		// NB: what was typed must not reach ImageJ either, which has shortcuts for letters.
		if ( e.getID() == KeyEvent.KEY_TYPED )
			return typed();
		if ( e.getID() != KeyEvent.KEY_PRESSED )
			return false;
		final Runnable action = keys.action( e, focused == imp.getWindow() );
		if ( action != null )
			actions.guarded( action );
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
