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

import java.awt.GridLayout;
import java.util.List;

import javax.swing.BorderFactory;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSpinner;
import javax.swing.SpinnerNumberModel;
import javax.swing.Timer;

import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.SessionSettings;

/** What the user sets: model, object size, contrast, what happens on overlaps, and how the tool behaves. */
final class SettingsPanel extends JPanel {

	private static final long serialVersionUID = 1L;

	private static final String[] CONFLICTS = { "stay with the first", "go to the new one", "belong to both" };

	private final Interactive tool;
	private final JComboBox< String > model;
	private final JSpinner objectSize;
	private final JComboBox< String > contrast = new JComboBox<>( new String[] { "percentile", "display", "full" } );
	private final JComboBox< String > conflict = new JComboBox<>( CONFLICTS );
	private final JCheckBox preview = new JCheckBox( "Preview under the mouse (H)" );
	private final JCheckBox selections = new JCheckBox( "Selections are prompts", true );
	private final JCheckBox acceptOnClick = new JCheckBox( "Next click accepts" );

	SettingsPanel( final Interactive tool, final List< String > models )
	{
		super( new GridLayout( 0, 2, 4, 2 ) );
		this.tool = tool;
		final SessionSettings s = tool.settings();
		model = new JComboBox<>( models.toArray( new String[ 0 ] ) );
		model.setSelectedItem( s.model() );
		objectSize = new JSpinner( new SpinnerNumberModel( s.segment().objectSize(), 0, 100000, 5 ) );
		contrast.setSelectedItem( s.contrast() );
		setBorder( BorderFactory.createEmptyBorder( 4, 6, 4, 6 ) );
		add( "Model", model, "model" );
		add( "Object size in pixels (0: unknown)", objectSize, "objectsize" );
		add( "Contrast", contrast, "contrast" );
		add( "Shared pixels", conflict, "overlap" );
		add( preview );
		add( selections );
		add( acceptOnClick );
		preview.setName( "preview" );
		selections.setName( "selections" );
		acceptOnClick.setName( "acceptonclick" );
		// NB: spinners tell of every step, and each would begin to encode.
		final Timer settled = new Timer( 400, e -> apply() );
		settled.setRepeats( false );
		objectSize.addChangeListener( e -> settled.restart() );
		model.addActionListener( e -> apply() );
		contrast.addActionListener( e -> apply() );
	}

	private void add( final String label, final JComponent c, final String name )
	{
		c.setName( name );
		add( new JLabel( label ) );
		add( c );
	}

	private void apply()
	{
		tool.set( tool.settings().with( "model", ( String ) model.getSelectedItem() ).with( "objectsize", objectSize.getValue().toString() ).with( "contrast", ( String ) contrast.getSelectedItem() ) );
	}

	/** Shows settings that came from elsewhere. */
	void show( final SessionSettings s )
	{
		model.setSelectedItem( s.model() );
		contrast.setSelectedItem( s.contrast() );
		objectSize.setValue( s.segment().objectSize() );
	}

	boolean previews()
	{
		return preview.isSelected();
	}

	void togglePreviews()
	{
		preview.setSelected( !preview.isSelected() );
	}

	boolean takesSelections()
	{
		return selections.isSelected();
	}

	boolean acceptsOnClick()
	{
		return acceptOnClick.isSelected();
	}

	Conflict conflict()
	{
		return Conflict.values()[ conflict.getSelectedIndex() ];
	}
}
