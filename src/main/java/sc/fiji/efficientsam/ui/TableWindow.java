// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.util.HashMap;
import java.util.Map;

import javax.swing.BorderFactory;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.table.DefaultTableModel;
import javax.swing.table.TableCellRenderer;
import javax.swing.table.TableColumn;

import sc.fiji.efficientsam.util.TextTable;

/** Shows a table of texts; a table of the same title is replaced. */
public final class TableWindow {

	/** Columns are no wider than this, in pixels, and break their lines; all rows together are no higher. */
	private static final int WIDEST = 340, HIGHEST = 420;

	private static final Map< String, JFrame > OPEN = new HashMap<>();

	private TableWindow()
	{}

	/**
	 * Opens the window; may be called on any thread.
	 *
	 * @param note
	 *            a sentence below the table, or ""
	 */
	public static void show( final String title, final TextTable table, final String note )
	{
		if ( !EventQueue.isDispatchThread() )
		{
			EventQueue.invokeLater( () -> show( title, table, note ) );
			return;
		}
		final JTable view = view( table );
		final JFrame old = OPEN.remove( title );
		if ( old != null )
			old.dispose();
		final JFrame frame = new JFrame( title );
		OPEN.put( title, frame );
		frame.setDefaultCloseOperation( JFrame.DISPOSE_ON_CLOSE );
		frame.add( new JScrollPane( view ) );
		if ( !note.isEmpty() )
		{
			final JLabel label = new JLabel( note );
			label.setBorder( BorderFactory.createEmptyBorder( 8, 8, 8, 8 ) );
			frame.add( label, BorderLayout.SOUTH );
		}
		frame.pack();
		frame.setLocationByPlatform( true );
		frame.setVisible( true );
	}

	private static JTable view( final TextTable table )
	{
		final DefaultTableModel model = new DefaultTableModel( table.columns().toArray(), 0 )
		{
			private static final long serialVersionUID = 1L;

			@Override
			public boolean isCellEditable( final int row, final int column )
			{
				return false;
			}
		};
		table.rows().forEach( row -> model.addRow( row.toArray() ) );
		final JTable view = new JTable( model );
		view.setDefaultRenderer( Object.class, new Cell() );
		int width = 0, height = 0;
		for ( int c = 0; c < view.getColumnCount(); c++ )
			width += fit( view, c );
		for ( int r = 0; r < view.getRowCount(); r++ )
			height += fitRow( view, r );
		view.setPreferredScrollableViewportSize( new Dimension( width, Math.min( HIGHEST, height ) ) );
		return view;
	}

	/** Makes a row as high as its highest cell. */
	private static int fitRow( final JTable view, final int r )
	{
		int height = 1;
		for ( int c = 0; c < view.getColumnCount(); c++ )
			height = Math.max( height, view.prepareRenderer( view.getCellRenderer( r, c ), r, c ).getPreferredSize().height + 2 );
		view.setRowHeight( r, height );
		return height;
	}

	/** Makes a column as wide as its widest cell, within limits. */
	private static int fit( final JTable view, final int c )
	{
		final TableColumn column = view.getColumnModel().getColumn( c );
		int width = view.getTableHeader().getDefaultRenderer().getTableCellRendererComponent( view, column.getHeaderValue(), false, false,
				-1, c ).getPreferredSize().width + 24;
		for ( int r = 0; r < view.getRowCount(); r++ )
			width = Math.max( width, view.getFontMetrics( view.getFont() ).stringWidth( view.getValueAt( r, c ).toString() ) + 20 );
		width = Math.min( width, WIDEST );
		column.setPreferredWidth( width );
		column.setWidth( width );
		return width;
	}

	/** A text that breaks its lines. */
	private static final class Cell extends JTextArea implements TableCellRenderer
	{
		private static final long serialVersionUID = 1L;

		Cell()
		{
			setLineWrap( true );
			setWrapStyleWord( true );
			setBorder( BorderFactory.createEmptyBorder( 4, 6, 4, 6 ) );
		}

		@Override
		public Component getTableCellRendererComponent( final JTable view, final Object value, final boolean selected, final boolean focus,
				final int row, final int column )
		{
			setText( String.valueOf( value ) );
			setFont( view.getFont() );
			setForeground( selected ? view.getSelectionForeground() : view.getForeground() );
			setBackground( selected ? view.getSelectionBackground() : view.getBackground() );
			setSize( view.getColumnModel().getColumn( column ).getWidth(), Short.MAX_VALUE );
			return this;
		}
	}
}
