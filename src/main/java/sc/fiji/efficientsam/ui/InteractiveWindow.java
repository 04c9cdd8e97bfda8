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
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.GraphicsConfiguration;
import java.awt.Insets;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import sc.fiji.efficientsam.ImageSession.Proposal;
import sc.fiji.efficientsam.imagej.LabelLut;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Draft;
import sc.fiji.efficientsam.session.SessionSettings;

/** The window beside the image. It shows what the tool knows, and hands buttons on to it. */
final class InteractiveWindow extends JFrame {

	private static final long serialVersionUID = 1L;

	private static final String NO_CLASS = "(no class)";

	private final transient Interactive tool;
	private final SettingsPanel settings;
	private final ObjectTable table;
	private final JProgressBar progress = new JProgressBar();
	private final JLabel object = new JLabel( " " );
	private final JLabel message = new JLabel( "<html><br><br></html>" );
	private final JComboBox< String > classes = new JComboBox<>( new String[] { NO_CLASS } );
	private boolean refreshing;

	InteractiveWindow( final Interactive tool )
	{
		super( "EfficientSAM" );
		this.tool = tool;
		settings = new SettingsPanel( tool, tool.sam().models() );
		table = new ObjectTable( tool );
		progress.setStringPainted( true );
		progress.setName( "progress" );
		object.setName( "object" );
		message.setName( "message" );
		classes.setName( "classes" );
		final JPanel top = new JPanel();
		top.setLayout( new BoxLayout( top, BoxLayout.Y_AXIS ) );
		settings.setAlignmentX( LEFT_ALIGNMENT );
		progress.setAlignmentX( LEFT_ALIGNMENT );
		top.add( settings );
		top.add( progress );
		top.add( titled( "Present object", object, row( button( "Accept", () -> tool.objects().accept() ), button( "Drop", () -> tool.prompting().discard() ),
				button( "Other mask", () -> tool.prompting().cycle( 1 ) ), button( "Undo", () -> tool.objects().undo() ), button( "Redo", () -> tool.objects().redo() ) ),
				row( button( "Edit", () -> tool.objects().edit() ), button( "Add selection", () -> tool.objects().brush( true ) ), button( "Cut selection", () -> tool.objects().brush( false ) ),
						button( "Next unlabelled", () -> tool.unlabelled().next() ) ) ) );
		final JPanel bottom = new JPanel();
		bottom.setLayout( new BoxLayout( bottom, BoxLayout.Y_AXIS ) );
		bottom.add( row( classes, button( "New class...", this::newClass ), button( "Colour...", this::recolor ) ) );
		bottom.add( row( button( "Delete", () -> tool.objects().delete() ), button( "Merge", () -> tool.objects().merge() ), button( "To ROI Manager", this::toManager ), button( "Table", this::showTable ) ) );
		bottom.add( row( button( "Label image", () -> tool.keeper().showLabels() ), button( "Class image", () -> inBackground( () -> tool.images().classes(), ImagePlus::show ) ), button( "Save session...", () -> tool.keeper().save() ), button( "Open session...", () -> tool.keeper().load() ) ) );
		bottom.add( row( message ) );
		final JLabel help = new JLabel( "<html><body style='width: 330px; font-size: 90%'>" + Keys.HELP + "</body></html>" );
		bottom.add( row( help ) );
		final JScrollPane scroll = new JScrollPane( table );
		scroll.setPreferredSize( new Dimension( 460, 160 ) );
		add( top, BorderLayout.NORTH );
		add( titled( "Accepted objects", scroll ), BorderLayout.CENTER );
		add( bottom, BorderLayout.SOUTH );
		classes.addActionListener( e -> {
			if ( !refreshing )
				guarded( () -> tool.objects().classify( objectClass() ) );
		} );
		setDefaultCloseOperation( DO_NOTHING_ON_CLOSE );
		addWindowListener( new WindowAdapter()
		{
			@Override
			public void windowClosing( final WindowEvent e )
			{
				guarded( () -> tool.close( true ) );
			}
		} );
	}

	private static JPanel row( final JComponent... parts )
	{
		final JPanel row = new JPanel( new FlowLayout( FlowLayout.LEADING, 3, 2 ) );
		for ( final JComponent p : parts )
			row.add( p );
		row.setAlignmentX( LEFT_ALIGNMENT );
		return row;
	}

	private static JPanel titled( final String title, final JComponent... parts )
	{
		final JPanel panel = new JPanel();
		panel.setLayout( new BoxLayout( panel, BoxLayout.Y_AXIS ) );
		for ( final JComponent p : parts )
		{
			p.setAlignmentX( LEFT_ALIGNMENT );
			panel.add( p );
		}
		panel.setBorder( BorderFactory.createTitledBorder( title ) );
		panel.setAlignmentX( LEFT_ALIGNMENT );
		return panel;
	}

	private JButton button( final String text, final Runnable action )
	{
		final JButton b = new JButton( text );
		b.setName( text );
		// NB: else the space bar and Enter would press it again instead of going to the image.
		b.setFocusable( false );
		b.setMargin( new Insets( 2, 5, 2, 5 ) );
		b.addActionListener( e -> guarded( action ) );
		return b;
	}

	private void guarded( final Runnable action )
	{
		try
		{
			action.run();
		}
		catch ( final RuntimeException e )
		{
			tool.failed( e );
		}
	}

	/** Opens beside the image's window, if there is room. */
	void show( final ImagePlus imp )
	{
		setTitle( "EfficientSAM - " + imp.getTitle() );
		pack();
		if ( imp.getWindow() != null )
		{
			final Rectangle r = imp.getWindow().getBounds();
			final GraphicsConfiguration screen = imp.getWindow().getGraphicsConfiguration();
			final Rectangle all = screen == null ? r : screen.getBounds();
			setLocation( new Point( Math.max( all.x, Math.min( r.x + r.width + 8, all.x + all.width - getWidth() ) ), Math.max( all.y, Math.min( r.y, all.y + all.height - getHeight() ) ) ) );
		}
		// NB: the image keeps the focus, so that keys and clicks go on there.
		setAutoRequestFocus( false );
		setVisible( true );
	}

	// -- What the tool tells --

	/** How many frames of the plane are ready. */
	void progress( final int done, final int total )
	{
		progress.setMaximum( total );
		progress.setValue( done );
		progress.setString( done >= total ? "Ready" : "Encoding " + ( done + 1 ) + " of " + total + " (clicks work already)" );
	}

	/** What the model made of the draft. */
	void proposal( final Draft draft, final Proposal p )
	{
		final String text = !p.object().isFound() ? "Nothing found there; add a point or a box"
				: String.format( Locale.ROOT, "Predicted IoU %.2f, %d pixels, mask %s", p.object().score(), p.object().mask().area(),
						p.candidates() == 0 ? "1 (best)" : Math.min( Math.max( 1, draft.choice() ), p.candidates() ) + " of " + p.candidates() );
		object.setText( text );
		IJ.showStatus( text );
	}

	void message( final String text, final boolean problem )
	{
		message.setForeground( problem ? Color.RED.darker() : Color.BLACK );
		message.setText( "<html><body style='width: 330px'>" + text.replace( "&", "&amp;" ).replace( "<", "&lt;" ) + "</body></html>" );
		message.setToolTipText( text );
		IJ.showStatus( text );
	}

	/** Shows settings that came with a session. */
	void show( final SessionSettings other )
	{
		settings.show( other );
	}

	/** Shows objects and classes as they are now. */
	void refresh()
	{
		refreshing = true;
		final Object chosen = classes.getSelectedItem();
		if ( classes.getItemCount() != tool.state().classes().size() + 1 )
		{
			classes.removeAllItems();
			classes.addItem( NO_CLASS );
			tool.state().classes().keySet().forEach( classes::addItem );
			classes.setSelectedItem( tool.state().classes().containsKey( chosen ) ? chosen : NO_CLASS );
		}
		refreshing = false;
		table.refresh();
		final Draft d = tool.prompting().here();
		if ( d == null )
			object.setText( "None: click on one, or draw a box" );
		else if ( tool.prompting().proposal() == null )
			object.setText( d.drawn() == null ? "..." : "Drawn: " + d.drawn().area() + " pixels" );
	}

	// -- What the user wants --

	boolean previews()
	{
		return settings.previews();
	}

	void togglePreviews()
	{
		settings.togglePreviews();
		tool.prompting().leave();
	}

	boolean takesSelections()
	{
		return settings.takesSelections();
	}

	boolean acceptsOnClick()
	{
		return settings.acceptsOnClick();
	}

	Conflict conflict()
	{
		return settings.conflict();
	}

	/** The class of new objects; "" for none. */
	String objectClass()
	{
		final Object chosen = classes.getSelectedItem();
		return chosen == null || chosen.equals( NO_CLASS ) ? "" : chosen.toString();
	}

	/** Chooses a class for new objects, and for those that are selected. */
	void chooseClass( final String name )
	{
		classes.setSelectedItem( name );
	}

	private void newClass()
	{
		final String name = tool.asker().text( "Name of the class", "" );
		if ( name == null || name.trim().isEmpty() )
			return;
		final Color color = tool.asker().color( "Colour of " + name, LabelLut.color( tool.state().classes().size() + 1 ) );
		if ( color != null )
		{
			tool.objects().define( name.trim(), color );
			chooseClass( name.trim() );
		}
	}

	private void recolor()
	{
		final String name = objectClass();
		if ( name.isEmpty() )
		{
			message( "Choose a class first.", false );
			return;
		}
		final Color color = tool.asker().color( "Colour of " + name, new Color( tool.state().classes().get( name ) ) );
		if ( color != null )
			tool.objects().define( name, color );
	}

	private void toManager()
	{
		final RoiManager manager = RoiManager.getRoiManager();
		for ( final Roi roi : tool.images().rois() )
			manager.addRoi( roi );
	}

	private void showTable()
	{
		inBackground( () -> tool.images().table(), t -> t.show( "EfficientSAM results" ) );
	}

	/** Makes something in another thread, and shows it on the event thread. */
	< T > void inBackground( final Supplier< T > work, final Consumer< T > show )
	{
		CompletableFuture.supplyAsync( work ).whenComplete( ( result, e ) -> SwingUtilities.invokeLater( () -> {
			if ( e == null )
				guarded( () -> show.accept( result ) );
			else
				tool.failed( e instanceof CompletionException && e.getCause() != null ? e.getCause() : e );
		} ) );
	}
}
