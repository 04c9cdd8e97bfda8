// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;

/** What keys do in the image's window and in the tool's. */
final class Keys {

	/** Mouse and keys, and what they do, for people; empty lines between groups. */
	static final String[][] HELP = {
			{ "Click", "Point on the object" }, { "Middle click, Alt-click", "Point that does not belong to it" }, { "X", "Clicks exclude, until pressed again or while held down" }, { "Drag", "Box round the object" },
			{ "B", "Box by two clicks" }, { "Shift-click, Shift-drag", "Add to the present object" }, { "H", "Preview under the mouse" },
			{ "", "" },
			{ "Enter, right click", "Accept the object" }, { "Esc", "Drop the object" }, { "Tab, Shift-Tab", "Another mask" }, { "N", "Next unlabelled object" },
			{ "", "" },
			{ PromptBar.shortcut( "click" ), "Select an accepted object" }, { "Del", "Delete the selected objects, or the one under the mouse" }, { "M", "Merge the selected objects" }, { "E", "Edit the mask with ImageJ's tools" },
			{ "1 - 9, 0", "Class of new and selected objects; 0: none" },
			{ "", "" },
			{ PromptBar.shortcut( "Z" ), "Undo" }, { PromptBar.shortcut( "Y" ), "Redo" } };

	private final Interactive tool;
	private final HoldKey exclude;

	Keys( final Interactive tool )
	{
		this.tool = tool;
		exclude = new HoldKey( () -> tool.prompting().exclusions(), () -> toggle( Mode.EXCLUDE ) );
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
			return tool.objects()::accept;
		if ( code == KeyEvent.VK_ESCAPE )
			return tool.prompting().here() == null && tool.prompting().corner() == null ? null : tool.prompting()::discard;
		if ( code == KeyEvent.VK_TAB && inImage )
			return () -> tool.prompting().cycle( e.isShiftDown() ? -1 : 1 );
		return mine ? letter( code ) : null;
	}

	/** NB: where the tool has nothing to undo, ImageJ may have. */
	private Runnable control( final int code, final boolean shift, final boolean mine )
	{
		if ( code == KeyEvent.VK_Z && !shift )
			return tool.session().canUndo() || mine && !ImageUndo.isPossible( tool.image() ) ? tool.objects()::undo : null;
		return ( code == KeyEvent.VK_Y || code == KeyEvent.VK_Z ) && ( mine || tool.session().canRedo() ) ? tool.objects()::redo : null;
	}

	private Runnable letter( final int code )
	{
		switch ( code )
		{
		case KeyEvent.VK_DELETE:
		case KeyEvent.VK_BACK_SPACE:
			return tool.objects()::delete;
		case KeyEvent.VK_M:
			return tool.objects()::merge;
		case KeyEvent.VK_E:
			return tool.objects()::edit;
		case KeyEvent.VK_N:
			return tool.unlabelled()::next;
		case KeyEvent.VK_H:
			return tool.window()::togglePreviews;
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
		tool.window().setMode( tool.window().mode() == mode ? Mode.INCLUDE : mode );
	}

	/** NB: also numbers without a class are the tool's: to ImageJ they mean its gel analyzer. */
	private void choose( final int number )
	{
		final List< String > classes = new ArrayList<>( tool.state().classes().keySet() );
		if ( number > classes.size() )
			tool.window().message( "There is no class " + number + " yet. Make it with \"New class...\" (the plus beside Class).", false );
		else
			tool.window().chooseClass( number == 0 ? "" : classes.get( number - 1 ) );
	}
}
