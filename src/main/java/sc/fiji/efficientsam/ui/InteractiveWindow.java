// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.function.Supplier;

import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.LayoutFocusTraversalPolicy;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import javax.swing.UIManager;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.session.SessionSettings;

/** The window beside the image. It shows what the tool knows, and hands buttons on to it. */
final class InteractiveWindow extends JFrame implements ToolState.Observer {

	private static final long serialVersionUID = 1L;

	/** Rows of the table that are seen at least. */
	private static final int ROWS = 3;

	/** Milliseconds until the window system has told all sizes that a new window had. */
	private static final int SETTLED = 250;
	/** NB: a window manager may insist on another size. */
	private static final int MOST_CORRECTIONS = 3;

	private final transient ToolState state;
	private final transient WindowMemory memory;
	private final SizeSlider size;
	private final JTextArea message = new JTextArea( 2, 10 );
	private final Foldable folded;
	/** NB: a window that is dragged tells of every pixel. */
	private final transient Timer moved = new Timer( 200, e -> remember() );
	/** Where it was put when it was shown; until the window system agrees, changes are not the user's. */
	private transient Rectangle place;
	private boolean placed;
	private int corrections;

	/**
	 * @param models
	 *            the ids of models that there are
	 * @param asker
	 *            asks the user
	 * @param close
	 *            is run when the user closes the window
	 */
	InteractiveWindow( final ToolState state, final Actions actions, final List< String > models, final Supplier< Asker > asker,
			final WindowMemory memory, final Runnable close )
	{
		super( "EfficientSAM" );
		this.state = state;
		this.memory = memory;
		state.observe( this );
		size = new SizeSlider( state.settings.segment().objectSize(), Math.max( state.image.getWidth(), state.image.getHeight() ),
				this::circle,
				d -> actions.guarded( () -> actions.set( state.settings.with( "objectsize", Double.toString( d ) ) ) ) );
		final ObjectTable table = new ObjectTable( state );
		folded = new Foldable( "Settings", "settings", new SettingsPanel( state, actions, models ), this::imageBounds );
		moved.setRepeats( false );
		final JScrollPane scroll = new JScrollPane( table );
		scroll.setPreferredSize( new Dimension( Looks.scaled( 300 ), Looks.scaled( 155 ) ) );
		scroll.setMinimumSize( new Dimension( Looks.scaled( 200 ), table.getRowHeight() * ( ROWS + 1 ) + Looks.scaled( 12 ) ) );
		final JPanel all = new JPanel( new GridBagLayout() );
		all.setBorder( BorderFactory.createEmptyBorder( Looks.gap(), Looks.gap() + 2, Looks.gap(), Looks.gap() + 2 ) );
		int row = 0;
		for ( final JComponent part : new JComponent[] { new PromptBar( state, actions ), new StatusLine( state ), size,
				new FindBar( state, actions ),
				new ClassChooser( state, actions, asker ), scroll, new ObjectBar( actions ),
				folded, messages() } )
			all.add( part, new GridBagConstraints( 0, row, 1, 1, 1, part == scroll ? 1 : 0, GridBagConstraints.CENTER, part == scroll
					? GridBagConstraints.BOTH : GridBagConstraints.HORIZONTAL, new Insets( row++ == 0 ? 0 : Looks.gap(), 0, 0, 0 ), 0,
					0 ) );
		add( all, BorderLayout.CENTER );
		// NB: else the number would have the focus, and take the keys.
		setFocusTraversalPolicy( new LayoutFocusTraversalPolicy()
		{
			private static final long serialVersionUID = 1L;

			@Override
			public Component getInitialComponent( final Window window )
			{
				return table;
			}
		} );
		setDefaultCloseOperation( DO_NOTHING_ON_CLOSE );
		addWindowListener( new WindowAdapter()
		{
			@Override
			public void windowClosing( final WindowEvent e )
			{
				actions.guarded( close );
			}
		} );
		final ComponentAdapter changes = new ComponentAdapter()
		{
			@Override
			public void componentMoved( final ComponentEvent e )
			{
				moved();
			}

			@Override
			public void componentResized( final ComponentEvent e )
			{
				if ( place != null && !placed && !getSize().equals( place.getSize() ) && corrections++ < MOST_CORRECTIONS )
					setSize( place.getSize() );
				moved();
			}
		};
		addComponentListener( changes );
	}

	/** What the tool has to say, two lines of it; all of it is in the tip. */
	private JComponent messages()
	{
		message.setName( "message" );
		message.setEditable( false );
		message.setFocusable( false );
		message.setLineWrap( true );
		message.setWrapStyleWord( true );
		message.setOpaque( false );
		message.setBorder( BorderFactory.createEmptyBorder() );
		message.setFont( UIManager.getFont( "Label.font" ).deriveFont( Font.PLAIN ) );
		// NB: long texts must not move the other parts.
		message.setPreferredSize( new Dimension( 10, 2 * message.getFontMetrics( message.getFont() ).getHeight() ) );
		message.setMinimumSize( message.getPreferredSize() );
		return message;
	}

	private Rectangle imageBounds()
	{
		return state.image.getWindow() == null ? new Rectangle() : state.image.getWindow().getBounds();
	}

	/** Opens where it was last, or where it does not cover the image. */
	void show( final ImagePlus imp )
	{
		setTitle( "EfficientSAM - " + imp.getTitle() );
		pack();
		setMinimumSize( new Dimension( getWidth(), getContentPane().getMinimumSize().height + getInsets().top + getInsets().bottom ) );
		final Rectangle image = imageBounds(), before = memory.recall( getMinimumSize() );
		final Rectangle main = IJ.getInstance() == null ? new Rectangle() : IJ.getInstance().getBounds();
		place = before != null && Placement.isUsable( before, image, Placement.screens() ) ? before
				: Placement.beside( image, main, before == null ? getSize() : before.getSize(), getMinimumSize().height,
						Placement.screens() );
		setBounds( place );
		// NB: the image keeps the focus, so that keys and clicks go on there.
		setAutoRequestFocus( false );
		setVisible( true );
		// NB: where there is no window manager, a window that is made with another size than it had forgets its place.
		setLocation( place.getLocation() );
		final Timer settled = new Timer( SETTLED, e -> placed = true );
		settled.setRepeats( false );
		settled.start();
	}

	/** Whether the window is where it was put, so that what changes from now on is the user's doing. */
	boolean isPlaced()
	{
		return placed;
	}

	/** NB: where we have put it ourselves is not what the user wants next time. */
	private void moved()
	{
		if ( placed && isVisible() )
			moved.restart();
	}

	/** NB: settings are folded away the next time. */
	private void remember()
	{
		final Rectangle r = getBounds();
		r.height -= folded.extra();
		memory.remember( r );
	}

	@Override
	public void dispose()
	{
		if ( moved.isRunning() )
			remember();
		moved.stop();
		super.dispose();
	}

	// -- What the tool tells --

	@Override
	public void said( final String text, final boolean problem )
	{
		message.setForeground( problem ? Looks.bad( getContentPane() ) : UIManager.getColor( "Label.foreground" ) );
		message.setText( text );
		message.setToolTipText( text.isEmpty() ? null : "<html><body style='width: 300px'>" +
				text.replace( "&", "&amp;" ).replace( "<", "&lt;" ) + "</body></html>" );
		IJ.showStatus( text );
	}

	/** Says how large objects look to the model, once that is known. */
	@Override
	public void encoded( final int done, final int total )
	{
		final boolean there = done == total && state.view().isDone() && !state.view().isCompletedExceptionally();
		final EmbeddedImage image = there ? state.view().join().image() : null;
		size.automatic( image != null && image.knowsTypicalSize( 0 ) ? image.typicalSize( 0 ) : 0 );
	}

	@Override
	public void settingsReplaced( final SessionSettings settings )
	{
		size.show( settings.segment().objectSize() );
	}

	/** Shows how large objects are, where the mouse is or else in the middle of what is seen; 0 to show nothing. */
	private void circle( final double d )
	{
		final Point p = state.mouse.x < 0 ? state.look() : state.mouse;
		state.circle = d <= 0 ? null : new Ellipse2D.Double( p.x + 0.5 - d / 2, p.y + 0.5 - d / 2, d, d );
		state.redraw();
	}
}
