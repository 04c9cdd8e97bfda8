// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;
import java.awt.Dialog.ModalExclusionType;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.GraphicsEnvironment;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;

import org.scijava.Context;
import org.scijava.prefs.PrefService;

import sc.fiji.efficientsam.Preferences;

/** What somebody wants to know who uses the plugin for the first time; a window that waits for nobody and takes no focus. */
public final class Welcome {

	static final String TITLE = "Welcome to EfficientSAM";

	private static final String KEY = "welcomed";

	private static final String TEXT = "<html><body style='width: 300px'>" +
			"<p><b>Nothing is to be set up.</b> The model is inside the plugin: nothing is downloaded, and no image leaves this " +
			"computer.</p><br>" +
			"<p><b>To try it:</b> File &gt; Open Samples &gt; EfficientSAM, then Plugins &gt; EfficientSAM &gt; Interactive..., " +
			"and click on an object.</p><br>" +
			"<p><b>Larger models</b> can be downloaded, if you wish: Plugins &gt; EfficientSAM &gt; Models...</p></body></html>";

	private Welcome()
	{}

	/**
	 * Shows it, if it was never shown to this user and there is a screen. May be called from any thread.
	 *
	 * @return whether it is shown
	 */
	public static boolean once( final Context context )
	{
		final PrefService prefs = context.getService( PrefService.class );
		if ( GraphicsEnvironment.isHeadless() || prefs == null || prefs.getBoolean( Preferences.class, KEY, false ) )
			return false;
		prefs.put( Preferences.class, KEY, true );
		EventQueue.invokeLater( () -> show( context ) );
		return true;
	}

	/** As if it had never been shown. */
	static void forget( final PrefService prefs )
	{
		prefs.remove( Preferences.class, KEY );
	}

	private static void show( final Context context )
	{
		final JFrame frame = new JFrame( TITLE );
		// NB: it has to be readable while a dialog waits.
		frame.setModalExclusionType( ModalExclusionType.APPLICATION_EXCLUDE );
		frame.setDefaultCloseOperation( JFrame.DISPOSE_ON_CLOSE );
		frame.setAutoRequestFocus( false );
		final JLabel text = new JLabel( TEXT );
		text.setBorder( BorderFactory.createEmptyBorder( 12, 16, 4, 16 ) );
		final JPanel buttons = new JPanel( new FlowLayout( FlowLayout.RIGHT ) );
		buttons.add( button( "Help", () -> HelpWindow.show( context, "" ) ) );
		buttons.add( button( "Close", frame::dispose ) );
		frame.add( text );
		frame.add( buttons, BorderLayout.SOUTH );
		frame.pack();
		frame.setLocation( frame.getGraphicsConfiguration().getBounds().x + 40, frame.getGraphicsConfiguration().getBounds().y + 160 );
		frame.setVisible( true );
	}

	private static JButton button( final String name, final Runnable action )
	{
		final JButton button = new JButton( name );
		button.setName( name );
		button.addActionListener( e -> action.run() );
		return button;
	}
}
