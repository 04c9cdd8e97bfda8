// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.swing.DefaultComboBoxModel;
import javax.swing.Icon;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.ListCellRenderer;

import sc.fiji.efficientsam.export.LabelLut;

/** Chooses the class of new objects, and of those that are selected; makes classes and their colours. */
final class ClassChooser extends JPanel {

	private static final long serialVersionUID = 1L;

	private static final String NO_CLASS = "(no class)";

	private final transient Interactive tool;
	private final JComboBox< String > classes = new JComboBox<>( new String[] { NO_CLASS } );
	private transient Map< String, Integer > shown = new LinkedHashMap<>();
	private boolean refreshing;

	ClassChooser( final Interactive tool )
	{
		super( new BorderLayout( Looks.gap(), 0 ) );
		this.tool = tool;
		setOpaque( false );
		final Buttons make = new Buttons( tool );
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
				make.guarded( () -> tool.objects().classify( chosen() ) );
		} );
		add( Looks.label( "Class" ), BorderLayout.LINE_START );
		add( classes, BorderLayout.CENTER );
		add( Buttons.bar( make.icon( "New class...", Icons.PLUS, "New class...", this::make ), make.icon( "Colour...", Icons.COLOR, "Another colour for the class...", this::recolor ) ), BorderLayout.LINE_END );
	}

	/** The class of new objects; "" for none. */
	String chosen()
	{
		final Object name = classes.getSelectedItem();
		return name == null || name.equals( NO_CLASS ) ? "" : name.toString();
	}

	/** Chooses a class for new objects, and for those that are selected. */
	void choose( final String name )
	{
		classes.setSelectedItem( name.isEmpty() ? NO_CLASS : name );
	}

	/** Shows the classes that there are now, with their colours. */
	void refresh()
	{
		final Map< String, Integer > now = tool.state().classes();
		if ( now.equals( shown ) && now.size() + 1 == classes.getItemCount() )
			return;
		refreshing = true;
		final String before = chosen();
		shown = new LinkedHashMap<>( now );
		final DefaultComboBoxModel< String > items = new DefaultComboBoxModel<>();
		items.addElement( NO_CLASS );
		shown.keySet().forEach( items::addElement );
		classes.setModel( items );
		classes.setSelectedItem( shown.containsKey( before ) ? before : NO_CLASS );
		classes.repaint();
		refreshing = false;
	}

	private void make()
	{
		final String name = tool.asker().text( "Name of the class", "" );
		if ( name == null || name.trim().isEmpty() )
			return;
		final Color color = tool.asker().color( "Colour of " + name, LabelLut.color( tool.state().classes().size() + 1 ) );
		if ( color != null )
		{
			tool.objects().define( name.trim(), color );
			choose( name.trim() );
		}
	}

	private void recolor()
	{
		final String name = chosen();
		if ( name.isEmpty() )
		{
			tool.window().message( "Choose a class first.", false );
			return;
		}
		final Color color = tool.asker().color( "Colour of " + name, new Color( tool.state().classes().get( name ) ) );
		if ( color != null )
			tool.objects().define( name, color );
	}

	/** A class's colour. */
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
