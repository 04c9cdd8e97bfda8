// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import javax.swing.DefaultComboBoxModel;
import javax.swing.Icon;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.ListCellRenderer;

import sc.fiji.efficientsam.export.LabelLut;

/** Chooses the class of new objects, and of those that are selected; makes classes and their colors. */
final class ClassChooser extends JPanel implements ToolState.Observer {

	private static final long serialVersionUID = 1L;

	private static final String NO_CLASS = "(no class)";

	private final transient ToolState state;
	private final transient Actions actions;
	private final transient Supplier< Asker > asker;
	private final JComboBox< String > classes = new JComboBox<>( new String[] { NO_CLASS } );
	private transient Map< String, Integer > shown = new LinkedHashMap<>();
	private boolean refreshing;

	ClassChooser( final ToolState state, final Actions actions, final Supplier< Asker > asker )
	{
		super( new BorderLayout( Looks.gap(), 0 ) );
		this.state = state;
		this.actions = actions;
		this.asker = asker;
		state.observe( this );
		setOpaque( false );
		final Buttons make = new Buttons( actions );
		classes.setName( "classes" );
		classes.setToolTipText( "Class of new objects, and of those that are selected (keys 1 to 9; 0 for none)" );
		// NB: keys go on to the image.
		classes.setFocusable( false );
		final ListCellRenderer< ? super String > usual = classes.getRenderer();
		classes.setRenderer( ( list, value, index, isSelected, hasFocus ) -> {
			final Component c = usual.getListCellRendererComponent( list, value, index, isSelected, hasFocus );
			if ( c instanceof JLabel )
				( ( JLabel ) c ).setIcon( new Swatch( shown.get( value ) ) );
			return c;
		} );
		classes.addActionListener( e -> {
			if ( !refreshing )
				actions.guarded( () -> actions.classify( chosen() ) );
		} );
		add( Looks.label( "Class" ), BorderLayout.LINE_START );
		add( classes, BorderLayout.CENTER );
		add( Buttons.bar( make.icon( "New class...", Icons.PLUS, "New class...", this::make ),
				make.icon( "Color...", Icons.COLOR, "Another color for the class...", this::recolor ) ), BorderLayout.LINE_END );
	}

	private String chosen()
	{
		final Object name = classes.getSelectedItem();
		return name == null || name.equals( NO_CLASS ) ? "" : name.toString();
	}

	/** Shows the classes that there are now, with their colors, and the chosen one. */
	@Override
	public void refresh()
	{
		refreshing = true;
		if ( !state.accepted().classes().equals( shown ) )
		{
			shown = state.accepted().classes();
			final DefaultComboBoxModel< String > items = new DefaultComboBoxModel<>();
			items.addElement( NO_CLASS );
			shown.keySet().forEach( items::addElement );
			classes.setModel( items );
			if ( !shown.containsKey( state.objectClass ) )
				state.objectClass = "";
		}
		classes.setSelectedItem( state.objectClass.isEmpty() ? NO_CLASS : state.objectClass );
		refreshing = false;
	}

	private void make()
	{
		final String name = asker.get().text( "Name of the class", "" );
		if ( name == null || name.trim().isEmpty() )
			return;
		final Color color = asker.get().color( "Color of " + name, LabelLut.color( state.accepted().classes().size() + 1 ) );
		if ( color != null )
		{
			actions.define( name.trim(), color );
			actions.classify( name.trim() );
		}
	}

	private void recolor()
	{
		final String name = chosen();
		if ( name.isEmpty() )
		{
			state.say( "Choose a class first.", false );
			return;
		}
		final Color color = asker.get().color( "Color of " + name, new Color( state.accepted().classes().get( name ) ) );
		if ( color != null )
			actions.define( name, color );
	}

	/** A class's color. */
	private static final class Swatch implements Icon
	{
		private final Integer rgb;

		/**
		 * @param rgb
		 *            null for none
		 */
		Swatch( final Integer rgb )
		{
			this.rgb = rgb;
		}

		@Override
		public void paintIcon( final Component c, final Graphics g, final int x, final int y )
		{
			if ( rgb != null )
			{
				g.setColor( new Color( rgb ) );
				g.fillRect( x, y, getIconWidth(), getIconHeight() );
			}
			g.setColor( Looks.quiet( c ) );
			g.drawRect( x, y, getIconWidth() - 1, getIconHeight() - 1 );
		}

		@Override
		public int getIconWidth()
		{
			return Looks.scaled( 12 );
		}

		@Override
		public int getIconHeight()
		{
			return Looks.scaled( 12 );
		}
	}
}
