// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;

/** What keys do in the image's window and in the tool's. */
final class Keys {

	/** Mouse and keys, and what they do, for people; empty lines between groups. */
	static final String[][] HELP = {
			{ "Click", "Point on the object" }, { "Middle click, Alt-click", "Point that does not belong to it" },
					{ "X", "Clicks exclude, until pressed again or while held down" }, { "Drag", "Box round the object" },
			{ "B", "Box by two clicks" }, { "Shift-click, Shift-drag", "Add to the present object" }, { "H", "Preview under the mouse" },
			{ "", "" },
			{ "Enter, right click", "Accept the object" }, { "Esc", "Drop the object" }, { "Tab, Shift-Tab", "Another mask" },
					{ "N", "Next unlabeled object" },
			{ "", "" },
			{ "F", "Find all objects: proposals, of which a click accepts one" }, { "L", "Find what is like the selected or last objects" },
					{ "Alt-click", "on such a proposal: its kind is not meant" }, { "Shift-Enter", "Accept all proposals" },
					{ "Esc", "Dismiss the proposals, where there is no object to drop" },
			{ "", "" },
			{ shortcut( "click" ), "Select an accepted object" }, { "Del", "Delete the selected objects, or the one under the mouse" },
					{ "M", "Merge the selected objects" }, { "E", "Edit the mask with ImageJ's tools" },
			{ "1 - 9, 0", "Class of new and selected objects; 0: none" },
			{ "", "" },
			{ shortcut( "Z" ), "Undo" }, { shortcut( "Y" ), "Redo" } };

	private final ToolState state;
	private final Actions actions;
	private final HoldKey exclude;

	Keys( final ToolState state, final Actions actions )
	{
		this.state = state;
		this.actions = actions;
		exclude = new HoldKey( () -> state.exclusions, () -> toggle( Mode.EXCLUDE ) );
	}

	/** A key with the key of menus held down, as people call it. */
	@SuppressWarnings( "deprecation" )
	static String shortcut( final String key )
	{
		return ( Toolkit.getDefaultToolkit().getMenuShortcutKeyMask() == InputEvent.META_MASK ? "Cmd-" : "Ctrl-" ) + key;
	}

	/** A key was released. */
	void released( final KeyEvent e )
	{
		if ( e.getKeyCode() == KeyEvent.VK_X )
			exclude.released();
	}

	/**
	 * What a key does; null if it is none of the tool's.
	 *
	 * @param inImage
	 *            whether the image's window has the focus, whose other keys belong to
	 *            ImageJ
	 */
	@SuppressWarnings( "deprecation" )
	Runnable action( final KeyEvent e, final boolean inImage )
	{
		final int code = e.getKeyCode();
		// NB: while another tool is selected, letters and Delete belong to ImageJ.
		final boolean mine = !inImage || InteractiveTool.isSelected();
		final boolean control = ( e.getModifiers() & Toolkit.getDefaultToolkit().getMenuShortcutKeyMask() ) != 0;
		if ( control )
			return control( code, e.isShiftDown(), mine );
		if ( e.isAltDown() )
			return null;
		if ( code == KeyEvent.VK_ENTER )
			return () -> actions.run( e.isShiftDown() && state.draft() == null ? Action.ACCEPT_ALL : Action.ACCEPT );
		if ( code == KeyEvent.VK_ESCAPE )
			return escape();
		if ( code == KeyEvent.VK_TAB && inImage )
			return () -> actions.run( e.isShiftDown() ? Action.OTHER_BACK : Action.OTHER );
		return mine ? letter( code ) : null;
	}

	/** NB: where the tool has nothing to undo, ImageJ may have. */
	private Runnable control( final int code, final boolean shift, final boolean mine )
	{
		if ( code == KeyEvent.VK_Z && !shift )
			return state.session().canUndo() || mine && !ImageUndo.isPossible( state.image ) ? () -> actions.run( Action.UNDO ) : null;
		return ( code == KeyEvent.VK_Y || code == KeyEvent.VK_Z ) && ( mine || state.session().canRedo() )
				? () -> actions.run( Action.REDO ) : null;
	}

	/** NB: first what was begun last, and nothing but ImageJ's own where nothing was. */
	private Runnable escape()
	{
		final Action action = state.draft() != null || state.corner != null ? Action.DROP : state.found.isThere() ? Action.DISMISS : null;
		return action == null ? null : () -> actions.run( action );
	}

	private Runnable letter( final int code )
	{
		switch ( code )
		{
		case KeyEvent.VK_DELETE:
		case KeyEvent.VK_BACK_SPACE:
			return () -> actions.run( Action.DELETE );
		case KeyEvent.VK_M:
			return () -> actions.run( Action.MERGE );
		case KeyEvent.VK_E:
			return () -> actions.run( Action.EDIT );
		case KeyEvent.VK_N:
			return () -> actions.run( Action.NEXT );
		case KeyEvent.VK_F:
			return () -> actions.run( Action.FIND_ALL );
		case KeyEvent.VK_L:
			return () -> actions.run( Action.FIND_SIMILAR );
		case KeyEvent.VK_H:
			return () -> actions.run( Action.PREVIEW );
		case KeyEvent.VK_X:
			return exclude::pressed;
		case KeyEvent.VK_B:
			return () -> toggle( Mode.BOX );
		default:
			return code >= KeyEvent.VK_0 && code <= KeyEvent.VK_9 ? () -> choose( code - KeyEvent.VK_0 ) : null;
		}
	}

	private void toggle( final Mode mode )
	{
		state.setMode( state.mode() == mode ? Mode.INCLUDE : mode );
	}

	/** NB: also numbers without a class are the tool's: to ImageJ they mean its gel analyzer. */
	private void choose( final int number )
	{
		final List< String > classes = new ArrayList<>( state.accepted().classes().keySet() );
		if ( number > classes.size() )
			state.say( "There is no class " + number + " yet. Make it with \"New class...\" (the plus beside Class).", false );
		else
			actions.classify( number == 0 ? "" : classes.get( number - 1 ) );
	}
}
