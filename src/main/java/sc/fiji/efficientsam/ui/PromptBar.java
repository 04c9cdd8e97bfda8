// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;
import java.util.EnumMap;
import java.util.Map;

import javax.swing.AbstractButton;
import javax.swing.ButtonGroup;
import javax.swing.JPanel;

import sc.fiji.efficientsam.session.Draft;

/** What one needs for a click: what it means, other masks, accept, drop, undo, redo; and the keys. */
final class PromptBar extends JPanel implements ToolState.Observer {

	private static final long serialVersionUID = 1L;

	private final Map< Mode, AbstractButton > modes = new EnumMap<>( Mode.class );
	private final Map< Action, AbstractButton > buttons = new EnumMap<>( Action.class );
	private final transient ToolState state;

	PromptBar( final ToolState state, final Actions actions )
	{
		super( new BorderLayout() );
		this.state = state;
		state.observe( this );
		setOpaque( false );
		final Buttons make = new Buttons( actions );
		modes.put( Mode.INCLUDE, make.toggle( "Include", Icons.INCLUDE,
				"Include: a click is on the object, a drag is a box round it; with Shift it is added to the present object",
				() -> state.setMode( Mode.INCLUDE ) ) );
		modes.put( Mode.EXCLUDE, make.toggle( "Exclude", Icons.EXCLUDE,
				"Exclude: a click is on what does not belong to the object (X; or middle click, Alt-click)",
				() -> state.setMode( Mode.EXCLUDE ) ) );
		modes.put( Mode.BOX, make.toggle( "Box", Icons.BOX, "Box: two clicks are its corners (B; or drag at any time)",
				() -> state.setMode( Mode.BOX ) ) );
		final ButtonGroup group = new ButtonGroup();
		modes.values().forEach( group::add );
		modes.get( state.mode() ).setSelected( true );
		for ( final Action a : new Action[] { Action.OTHER, Action.ACCEPT, Action.DROP, Action.UNDO, Action.REDO } )
			buttons.put( a, make.icon( a ) );
		final AbstractButton keys = make.icon( "Keys", Icons.KEYS, "Mouse and keys", () -> {} );
		keys.addActionListener( e -> {
			final KeysPopup popup = new KeysPopup();
			popup.show( keys, keys.getWidth() - popup.getPreferredSize().width, keys.getHeight() );
		} );
		add( Buttons.bar( modes.get( Mode.INCLUDE ), modes.get( Mode.EXCLUDE ), modes.get( Mode.BOX ), null, buttons.get( Action.OTHER ),
				buttons.get( Action.ACCEPT ), buttons.get( Action.DROP ), null,
				buttons.get( Action.UNDO ), buttons.get( Action.REDO ) ), BorderLayout.CENTER );
		add( Buttons.bar( keys ), BorderLayout.LINE_END );
	}

	/** Shows what can be done now. */
	@Override
	public void refresh()
	{
		final Draft d = state.draft();
		modes.get( state.mode() ).setSelected( true );
		buttons.get( Action.ACCEPT ).setEnabled( d != null );
		buttons.get( Action.DROP ).setEnabled( d != null );
		buttons.get( Action.OTHER ).setEnabled( d != null && d.prompt() != null );
		buttons.get( Action.UNDO ).setEnabled( state.session().canUndo() );
		buttons.get( Action.REDO ).setEnabled( state.session().canRedo() );
	}
}
