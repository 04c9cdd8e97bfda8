// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Color;
import java.awt.Component;
import java.awt.KeyboardFocusManager;
import java.awt.Window;
import java.io.File;

import javax.swing.JColorChooser;
import javax.swing.JOptionPane;

import ij.ImagePlus;
import ij.io.OpenDialog;
import ij.io.SaveDialog;

/** Asks by dialogs; files by those of ImageJ, which know the user's folders. */
final class SwingAsker implements Asker {

	private static final String TITLE = "EfficientSAM";

	private final Window window;
	private final ImagePlus imp;

	/**
	 * @param window
	 *            the tool's
	 */
	SwingAsker( final Window window, final ImagePlus imp )
	{
		this.window = window;
		this.imp = imp;
	}

	/** NB: a dialog that belongs to the tool's window would open behind the image's while that one is in front. */
	private Component parent()
	{
		final Window active = KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow();
		return active != null && active == imp.getWindow() ? active : window;
	}

	@Override
	public int choose( final String question, final String... options )
	{
		return JOptionPane.showOptionDialog( parent(), question, TITLE, JOptionPane.DEFAULT_OPTION, JOptionPane.QUESTION_MESSAGE, null,
				options, options[ 0 ] );
	}

	@Override
	public String text( final String question, final String proposal )
	{
		return ( String ) JOptionPane.showInputDialog( parent(), question, TITLE, JOptionPane.QUESTION_MESSAGE, null, null, proposal );
	}

	@Override
	public Color color( final String question, final Color proposal )
	{
		return JColorChooser.showDialog( parent(), question, proposal );
	}

	@Override
	public File save( final String question, final String proposal )
	{
		final SaveDialog d = new SaveDialog( question, proposal, ".json" );
		return d.getFileName() == null ? null : new File( d.getDirectory(), d.getFileName() );
	}

	@Override
	public File open( final String question )
	{
		final OpenDialog d = new OpenDialog( question );
		return d.getFileName() == null ? null : new File( d.getDirectory(), d.getFileName() );
	}
}
