// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Color;
import java.awt.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import javax.swing.JTable;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;

import sc.fiji.efficientsam.export.SessionImages;
import sc.fiji.efficientsam.session.SessionObject;
import sc.fiji.efficientsam.session.SessionState;

/** The table of accepted objects; rows that are selected in it are selected in the image. */
final class ObjectTable extends JTable implements ToolState.Observer {

	private static final long serialVersionUID = 1L;

	private static final String[] COLUMNS = { "Label", "Class", "Certainty", "Pixels", "Slice", "Frame" };

	private static final int CERTAINTY = 2;

	private final transient ToolState observed;
	private transient List< SessionObject > rows = new ArrayList<>();
	private transient SessionState state = SessionState.EMPTY;
	private boolean refreshing;

	ObjectTable( final ToolState observed )
	{
		this.observed = observed;
		observed.observe( this );
		setName( "objects" );
		setModel( new Rows() );
		for ( final Class< ? > c : new Class< ? >[] { Object.class, Integer.class, Double.class } )
			setDefaultRenderer( c, new Renderer() );
		setAutoCreateRowSorter( true );
		setFillsViewportHeight( true );
		setRowHeight( getFontMetrics( getFont() ).getHeight() + Looks.scaled( 4 ) );
		// NB: slices and frames only where there are several.
		if ( observed.image.getNFrames() == 1 )
			removeColumn( getColumnModel().getColumn( 5 ) );
		if ( observed.image.getNSlices() == 1 )
			removeColumn( getColumnModel().getColumn( 4 ) );
		getColumnModel().getColumn( 0 ).setPreferredWidth( 40 );
		getSelectionModel().addListSelectionListener( e -> {
			if ( refreshing || e.getValueIsAdjusting() )
				return;
			final Set< Integer > ids = new TreeSet<>();
			for ( final int r : getSelectedRows() )
				ids.add( rows.get( convertRowIndexToModel( r ) ).id() );
			observed.select( ids );
		} );
	}

	/** Shows the objects as they are now. */
	@Override
	public void refresh()
	{
		refreshing = true;
		if ( state != observed.accepted() )
		{
			state = observed.accepted();
			rows = state.objects();
			( ( Rows ) getModel() ).fireTableDataChanged();
		}
		clearSelection();
		for ( int r = 0; r < rows.size(); r++ )
			if ( observed.selected.contains( rows.get( r ).id() ) )
				addRowSelectionInterval( convertRowIndexToView( r ), convertRowIndexToView( r ) );
		refreshing = false;
	}

	private final class Rows extends AbstractTableModel
	{
		private static final long serialVersionUID = 1L;

		@Override
		public int getRowCount()
		{
			return rows.size();
		}

		@Override
		public int getColumnCount()
		{
			return COLUMNS.length;
		}

		@Override
		public String getColumnName( final int column )
		{
			return COLUMNS[ column ];
		}

		/** NB: numbers are sorted as numbers. */
		@Override
		public Class< ? > getColumnClass( final int column )
		{
			return column == 1 ? String.class : column == CERTAINTY ? Double.class : Integer.class;
		}

		@Override
		public Object getValueAt( final int row, final int column )
		{
			final SessionObject o = rows.get( row );
			switch ( column )
			{
			case 0:
				return o.id();
			case 1:
				return o.objectClass();
			case 2:
				return o.score();
			case 3:
				return o.mask().area();
			case 4:
				return o.plane().z();
			default:
				return o.plane().t();
			}
		}
	}

	/** The label stands on the object's color, the certainty beside its sign. */
	private final class Renderer extends DefaultTableCellRenderer
	{
		private static final long serialVersionUID = 1L;

		@Override
		public Component getTableCellRendererComponent( final JTable table, final Object value, final boolean isSelected,
				final boolean hasFocus, final int row, final int column )
		{
			// NB: the renderer is used for all cells, and a color that was set once stays.
			setForeground( null );
			setBackground( null );
			super.getTableCellRendererComponent( table, value, isSelected, hasFocus, row, column );
			final int what = convertColumnIndexToModel( column );
			final SessionObject o = rows.get( convertRowIndexToModel( row ) );
			setHorizontalAlignment( what == 1 || what == CERTAINTY ? LEADING : TRAILING );
			setIcon( null );
			setToolTipText( null );
			if ( what == CERTAINTY )
			{
				final Certainty c = Double.isNaN( o.score() ) ? null : Certainty.of( o.score() );
				setIcon( new StatusLine.Dot( c ) );
				setText( c == null ? "drawn" : String.format( Locale.ROOT, "%.2f", o.score() ) );
				setToolTipText( c == null ? "Drawn by hand" : c.words() +
						": the model's own estimate of how well the mask fits (predicted IoU)" );
			}
			if ( what == 0 && !isSelected )
			{
				final Color c = SessionImages.color( o, state );
				setBackground( c );
				setForeground( Looks.on( c ) );
			}
			return this;
		}
	}
}
