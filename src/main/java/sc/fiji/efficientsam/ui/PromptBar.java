// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;
import java.awt.event.InputEvent;
import java.util.EnumMap;
import java.util.Map;

import javax.swing.AbstractButton;
import javax.swing.ButtonGroup;
import javax.swing.JPanel;

/** What one needs for a click: what it means, other masks, accept, drop, undo, redo; and the keys. */
final class PromptBar extends JPanel {

	private static final long serialVersionUID = 1L;

	private final Map< Mode, AbstractButton > modes = new EnumMap<>( Mode.class );
	private final transient Interactive tool;
	private final AbstractButton accept;
	private final AbstractButton drop;
	private final AbstractButton other;
	private final AbstractButton undo;
	private final AbstractButton redo;
	private Mode mode = Mode.INCLUDE;

	PromptBar( final Interactive tool )
	{
		super( new BorderLayout() );
		this.tool = tool;
		setOpaque( false );
		final Buttons make = new Buttons( tool );
		modes.put( Mode.INCLUDE, make.toggle( "Include", Icons.INCLUDE, "Include: a click is on the object, a drag is a box round it; with Shift it is added to the present object", () -> set( Mode.INCLUDE ) ) );
		modes.put( Mode.EXCLUDE, make.toggle( "Exclude", Icons.EXCLUDE, "Exclude: a click is on what does not belong to the object (X; or middle click, Alt-click)", () -> set( Mode.EXCLUDE ) ) );
		modes.put( Mode.BOX, make.toggle( "Box", Icons.BOX, "Box: two clicks are its corners (B; or drag at any time)", () -> set( Mode.BOX ) ) );
		final ButtonGroup group = new ButtonGroup();
		modes.values().forEach( group::add );
		modes.get( mode ).setSelected( true );
		accept = make.icon( "Accept", Icons.ACCEPT, "Accept the object (Enter, or right click)", () -> tool.objects().accept() );
		drop = make.icon( "Drop", Icons.DROP, "Drop the object (Esc)", () -> tool.prompting().discard() );
		other = make.icon( "Other mask", Icons.OTHER, "Another of the model's masks (Tab, Shift-Tab)", () -> tool.prompting().cycle( 1 ) );
		undo = make.icon( "Undo", Icons.UNDO, "Undo (" + shortcut( "Z" ) + ")", () -> tool.objects().undo() );
		redo = make.icon( "Redo", Icons.REDO, "Redo (" + shortcut( "Y" ) + ")", () -> tool.objects().redo() );
		final AbstractButton keys = make.icon( "Keys", Icons.KEYS, "Mouse and keys", () -> {} );
		keys.addActionListener( e -> {
			final KeysPopup popup = new KeysPopup();
			popup.show( keys, keys.getWidth() - popup.getPreferredSize().width, keys.getHeight() );
		} );
		add( Buttons.bar( modes.get( Mode.INCLUDE ), modes.get( Mode.EXCLUDE ), modes.get( Mode.BOX ), null, other, accept, drop, null, undo, redo ), BorderLayout.CENTER );
		add( Buttons.bar( keys ), BorderLayout.LINE_END );
	}

	/** A key with the key of menus held down, as people call it. */
	@SuppressWarnings( "deprecation" )
	static String shortcut( final String key )
	{
		return ( java.awt.Toolkit.getDefaultToolkit().getMenuShortcutKeyMask() == InputEvent.META_MASK ? "Cmd-" : "Ctrl-" ) + key;
	}

	Mode mode()
	{
		return mode;
	}

	/** Changes what clicks mean. */
	void set( final Mode changed )
	{
		if ( mode == changed )
			return;
		mode = changed;
		modes.get( mode ).setSelected( true );
		tool.prompting().modeChanged();
	}

	/** Shows what can be done now. */
	void refresh( final boolean draft, final boolean prompted )
	{
		accept.setEnabled( draft );
		drop.setEnabled( draft );
		other.setEnabled( prompted );
		undo.setEnabled( tool.session().canUndo() );
		redo.setEnabled( tool.session().canRedo() );
	}
}
