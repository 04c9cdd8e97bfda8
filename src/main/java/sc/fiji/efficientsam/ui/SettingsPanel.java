// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.awt.FlowLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import javax.swing.DefaultComboBoxModel;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSpinner;
import javax.swing.ListCellRenderer;
import javax.swing.SpinnerNumberModel;
import javax.swing.Timer;

import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.ImageSettings;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.SessionSettings;

/** What the user sets once: model, device, contrast, channel, cleaning, what happens on overlaps, and how the tool behaves. */
final class SettingsPanel extends JPanel implements ToolState.Observer {

	private static final long serialVersionUID = 1L;

	private static final String[] CONFLICTS = { "stay with the first", "go to the new one", "belong to both" };

	private static final Map< String, String > WORDS = new LinkedHashMap<>();

	static
	{
		WORDS.put( "percentile", "by percentiles" );
		WORDS.put( "display", "as displayed" );
		WORDS.put( "full", "full range" );
		WORDS.put( "auto", "automatic" );
		WORDS.put( "cpu", "processor (CPU)" );
		WORDS.put( "gpu", "graphics card (GPU)" );
		WORDS.put( "coreml", "Core ML (Mac)" );
	}

	private final transient ToolState state;
	private final transient Actions actions;
	private final List< String > models;
	private final JComboBox< String > model;
	private final JComboBox< String > device = new JComboBox<>( new String[] { "auto", "cpu", "gpu", "coreml" } );
	private final JComboBox< String > contrast = new JComboBox<>( new String[] { "percentile", "display", "full" } );
	private final JSpinner low = new JSpinner( new SpinnerNumberModel( 0.1, 0.0, 100.0, 0.1 ) );
	private final JSpinner high = new JSpinner( new SpinnerNumberModel( 99.9, 0.0, 100.0, 0.1 ) );
	private final JComboBox< String > channel;
	private final JSpinner fragments = new JSpinner( new SpinnerNumberModel( 16, 0, 1000000, 4 ) );
	private final JSpinner holes = new JSpinner( new SpinnerNumberModel( 16, 0, 1000000, 4 ) );
	private final JComboBox< String > conflict = new JComboBox<>( CONFLICTS );
	private final JCheckBox preview = new JCheckBox( "Preview under the mouse (H)" );
	private final JCheckBox selections = new JCheckBox( "ImageJ's selections are prompts", true );
	private final JCheckBox acceptOnClick = new JCheckBox( "The next click accepts" );
	/** What the user has changed, and is not in use yet. */
	private final Map< String, String > changed = new LinkedHashMap<>();
	private final Timer settled;
	private final JLabel channelLabel;
	private boolean showing;
	private int rows;

	SettingsPanel( final ToolState state, final Actions actions, final List< String > models )
	{
		super( new GridBagLayout() );
		this.state = state;
		this.actions = actions;
		state.observe( this );
		this.models = models;
		setOpaque( false );
		model = new JComboBox<>( models.toArray( new String[ 0 ] ) );
		channel = new JComboBox<>();
		row( "Model", model, "model", "Which model makes the masks; Models... shows what there is" );
		row( "Device", device, "device",
				"Where the model is computed; automatic: on the graphics card if it works, else on the processor" );
		row( "Contrast", contrast, "contrast", "How gray values become what the model sees" );
		row( "Percentiles", pair( low, high ), "percentiles", "What is black and what is white, in percent of the pixels" );
		channelLabel = row( "Channel", channel, "channel", "Which channel the model sees" );
		row( "Smallest piece", unit( fragments ), "fragments", "Smaller, separate pieces of a mask are removed" );
		row( "Fill holes up to", unit( holes ), "holes", "Smaller holes in a mask are filled" );
		row( "Shared pixels", conflict, "overlap", "Whose are the pixels that a new object shares with an accepted one" );
		check( preview, "preview" );
		check( selections, "selections" );
		check( acceptOnClick, "acceptonclick" );
		low.setName( "low" );
		high.setName( "high" );
		fragments.setName( "fragments" );
		holes.setName( "holes" );
		settled = new Timer( 400, e -> apply() );
		settled.setRepeats( false );
		settingsReplaced( state.settings );
		preview.addItemListener( e -> state.previews = preview.isSelected() );
		selections.addItemListener( e -> state.takesSelections = selections.isSelected() );
		acceptOnClick.addItemListener( e -> state.acceptsOnClick = acceptOnClick.isSelected() );
		conflict.addActionListener( e -> state.conflict = Conflict.values()[ conflict.getSelectedIndex() ] );
		listen( model, "model", v -> ( String ) v );
		listen( device, "device", v -> ( String ) v );
		listen( contrast, "contrast", v -> ( String ) v );
		channel.addActionListener( e -> change( "channel", Integer.toString( Math.max( 0, channel.getSelectedIndex() ) ), true ) );
		for ( final JSpinner s : new JSpinner[] { low, high, fragments, holes } )
			// NB: spinners tell of every step, and each would begin to encode.
			s.addChangeListener( e -> change( s.getName(), s.getValue().toString(), false ) );
	}

	private void listen( final JComboBox< String > box, final String name, final Function< Object, String > word )
	{
		final ListCellRenderer< ? super String > usual = box.getRenderer();
		box.setRenderer( ( list, value, index, isSelected, hasFocus ) -> usual.getListCellRendererComponent( list,
				box == model ? models.contains( value ) ? value : value + " (not there)" : WORDS.getOrDefault( value, value ), index,
						isSelected, hasFocus ) );
		box.addActionListener( e -> change( name, word.apply( box.getSelectedItem() ), true ) );
	}

	private static JPanel pair( final JComponent a, final JComponent b )
	{
		final JPanel p = new JPanel( new FlowLayout( FlowLayout.LEADING, 0, 0 ) );
		p.setOpaque( false );
		p.add( a );
		p.add( new JLabel( "  to  " ) );
		p.add( b );
		p.add( new JLabel( "  %" ) );
		return p;
	}

	private static JPanel unit( final JComponent a )
	{
		final JPanel p = new JPanel( new BorderLayout( Looks.gap(), 0 ) );
		p.setOpaque( false );
		p.add( a, BorderLayout.LINE_START );
		p.add( new JLabel( "pixels" ), BorderLayout.CENTER );
		return p;
	}

	private JLabel row( final String label, final JComponent c, final String name, final String tip )
	{
		c.setName( c instanceof JPanel ? name + " row" : name );
		c.setToolTipText( tip );
		final JLabel l = new JLabel( label );
		l.setToolTipText( tip );
		final Insets i = new Insets( 0, 0, Looks.scaled( 3 ), Looks.gap() );
		add( l, new GridBagConstraints( 0, rows, 1, 1, 0, 0, GridBagConstraints.LINE_START, 0, i, 0, 0 ) );
		add( c, new GridBagConstraints( 1, rows++, 1, 1, 1, 0, GridBagConstraints.LINE_START, c instanceof JPanel
				? 0 : GridBagConstraints.HORIZONTAL, new Insets( 0, 0, Looks.scaled( 3 ), 0 ), 0, 0 ) );
		return l;
	}

	private void check( final JCheckBox box, final String name )
	{
		box.setName( name );
		box.setOpaque( false );
		add( box, new GridBagConstraints( 0, rows++, 2, 1, 1, 0, GridBagConstraints.LINE_START, 0, new Insets( 0, 0, 0, 0 ), 0, 0 ) );
	}

	private void change( final String name, final String value, final boolean now )
	{
		enable( low.getParent(), "percentile".equals( contrast.getSelectedItem() ) );
		if ( showing || value == null )
			return;
		changed.put( name, value );
		if ( now )
			apply();
		else
			settled.restart();
	}

	/** NB: only what was changed here; all else may have come from elsewhere meanwhile. */
	private void apply()
	{
		final SessionSettings s = state.settings.with( changed );
		changed.clear();
		actions.guarded( () -> {
			if ( s.get( ImageSettings.LOW ) >= s.get( ImageSettings.HIGH ) )
				throw new IllegalArgumentException( "The lower percentile must be below the upper one." );
			actions.set( s );
		} );
	}

	private static void enable( final Component c, final boolean on )
	{
		c.setEnabled( on );
		if ( c instanceof Container )
			for ( final Component part : ( ( Container ) c ).getComponents() )
				enable( part, on );
	}

	/** Shows settings that came from elsewhere, also models that are not there. */
	@Override
	public void settingsReplaced( final SessionSettings s )
	{
		final SegmentSettings cleaning = s.segment();
		settled.stop();
		changed.clear();
		showing = true;
		final DefaultComboBoxModel< String > ids = new DefaultComboBoxModel<>( models.toArray( new String[ 0 ] ) );
		if ( !models.contains( s.model() ) )
			ids.addElement( s.model() );
		model.setModel( ids );
		model.setSelectedItem( s.model() );
		device.setSelectedItem( Device.SETTING.word( s.get( Device.SETTING ) ) );
		contrast.setSelectedItem( ImageSettings.CONTRAST.word( s.get( ImageSettings.CONTRAST ) ) );
		low.setValue( s.get( ImageSettings.LOW ) );
		high.setValue( s.get( ImageSettings.HIGH ) );
		channel.removeAllItems();
		channel.addItem( "as displayed" );
		for ( int c = 1; c <= Math.max( state.image.getNChannels(), s.get( ImageSettings.CHANNEL ) ); c++ )
			channel.addItem( Integer.toString( c ) );
		channel.setSelectedIndex( s.get( ImageSettings.CHANNEL ) );
		channel.setVisible( channel.getItemCount() > 2 );
		channelLabel.setVisible( channel.isVisible() );
		fragments.setValue( cleaning.get( SegmentSettings.FRAGMENTS ) );
		holes.setValue( cleaning.get( SegmentSettings.HOLES ) );
		showing = false;
		enable( low.getParent(), s.get( ImageSettings.CONTRAST ) == ContrastMode.PERCENTILE );
	}

	@Override
	public void refresh()
	{
		preview.setSelected( state.previews );
	}
}
