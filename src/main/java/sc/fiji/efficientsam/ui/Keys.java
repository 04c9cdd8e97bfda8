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

import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;

/** What keys do in the image's window and in the tool's. */
final class Keys {

	/** For people. */
	static final String HELP = "click: point, Alt-click: not this, drag: box, Shift: add | Enter or right-click: accept, Esc: drop, Tab: other mask | " +
			"Ctrl-click: select, Del: delete, M: merge, E: edit, N: next, H: preview, 1-9: class | Ctrl-Z, Ctrl-Y: undo, redo";

	private final Interactive tool;

	Keys( final Interactive tool )
	{
		this.tool = tool;
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
		final boolean control = ( e.getModifiers() & Toolkit.getDefaultToolkit().getMenuShortcutKeyMask() ) != 0;
		if ( control )
			return control( code, e.isShiftDown() );
		if ( e.isAltDown() )
			return null;
		if ( code == KeyEvent.VK_ENTER )
			return tool.objects()::accept;
		if ( code == KeyEvent.VK_ESCAPE )
			return tool.prompting().here() == null ? null : tool.prompting()::discard;
		if ( code == KeyEvent.VK_TAB && inImage )
			return () -> tool.prompting().cycle( e.isShiftDown() ? -1 : 1 );
		// NB: while another tool is selected, letters and Delete belong to ImageJ.
		return inImage && !InteractiveTool.isSelected() ? null : letter( code );
	}

	/** NB: where the tool has nothing to undo, ImageJ may have. */
	private Runnable control( final int code, final boolean shift )
	{
		if ( code == KeyEvent.VK_Z && !shift )
			return tool.session().canUndo() ? tool.objects()::undo : null;
		return ( code == KeyEvent.VK_Y || code == KeyEvent.VK_Z ) && tool.session().canRedo() ? tool.objects()::redo : null;
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
		default:
			final List< String > classes = new ArrayList<>( tool.state().classes().keySet() );
			final int n = code - KeyEvent.VK_1;
			return n >= 0 && n < Math.min( 9, classes.size() ) ? () -> tool.window().chooseClass( classes.get( n ) ) : null;
		}
	}
}
