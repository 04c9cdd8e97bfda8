// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Dialog.ModalExclusionType;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Locale;

import javax.swing.JEditorPane;
import javax.swing.JFrame;
import javax.swing.JScrollPane;
import javax.swing.event.HyperlinkEvent;

import org.scijava.Context;
import org.scijava.platform.PlatformService;

/** A short help for all commands, which needs no network; its links open in a browser. */
public final class HelpWindow {

	/** Where the manual is. */
	public static final String MANUAL = "https://imagej.net/plugins/efficientsam";

	private static JFrame open;

	private HelpWindow()
	{}

	/** The help as HTML. */
	public static URL page()
	{
		return HelpWindow.class.getResource( "help.html" );
	}

	/** A command's place in the help: {@code segment-rois} for "Segment ROIs...". */
	public static String anchor( final String command )
	{
		return command.toLowerCase( Locale.ROOT ).replaceAll( "[^a-z]+", "-" ).replaceAll( "^-|-$", "" );
	}

	/**
	 * Shows the help.
	 *
	 * @param command
	 *            the menu label of the command to begin with; "" for the beginning
	 */
	public static void show( final Context context, final String command )
	{
		if ( !EventQueue.isDispatchThread() )
		{
			EventQueue.invokeLater( () -> show( context, command ) );
			return;
		}
		final JEditorPane text = new JEditorPane();
		text.addPropertyChangeListener( "page", e -> EventQueue.invokeLater( () -> text.scrollToReference( anchor( command ) ) ) );
		try
		{
			text.setContentType( "text/html" );
			text.putClientProperty( JEditorPane.HONOR_DISPLAY_PROPERTIES, Boolean.TRUE );
			text.setPage( page() );
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( e );
		}
		text.setEditable( false );
		text.addHyperlinkListener( e -> {
			if ( e.getEventType() == HyperlinkEvent.EventType.ACTIVATED )
				browse( context, e.getURL(), text );
		} );
		if ( open != null )
			open.dispose();
		open = new JFrame( "EfficientSAM Help" );
		// NB: it has to be readable while a dialog waits.
		open.setModalExclusionType( ModalExclusionType.APPLICATION_EXCLUDE );
		open.setDefaultCloseOperation( JFrame.DISPOSE_ON_CLOSE );
		final JScrollPane scroll = new JScrollPane( text );
		scroll.setPreferredSize( new Dimension( 560, 600 ) );
		open.add( scroll );
		open.pack();
		open.setLocationByPlatform( true );
		open.setVisible( true );
	}

	private static void browse( final Context context, final URL url, final JEditorPane text )
	{
		if ( url.sameFile( page() ) )
		{
			text.scrollToReference( url.getRef() );
			return;
		}
		try
		{
			context.service( PlatformService.class ).open( url );
		}
		catch ( final IOException e )
		{
			text.setToolTipText( "No browser could be opened. The address is " + url );
		}
	}
}
