// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.awt.Container;
import java.awt.Frame;

import javax.swing.JEditorPane;
import javax.swing.JTable;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;

import sc.fiji.efficientsam.util.TextTable;

/** Windows of tables and of the help. */
public class TablesWindowTest {

	@BeforeAll
	public static void start()
	{
		VirtualScreen.require();
	}

	private static Frame frame( final String title )
	{
		for ( final Frame frame : Frame.getFrames() )
			if ( frame.isShowing() && frame.getTitle().equals( title ) )
				return frame;
		return null;
	}

	private static < C extends Component > C find( final Container in, final Class< C > type )
	{
		for ( final Component c : in.getComponents() )
		{
			final C found = type.isInstance( c ) ? type.cast( c ) : c instanceof Container ? find( ( Container ) c, type ) : null;
			if ( found != null )
				return found;
		}
		return null;
	}

	@Test
	public void aLongTextBreaksItsLinesAndTheWindowStaysNarrow()
	{
		final StringBuilder text = new StringBuilder();
		for ( int i = 0; i < 60; i++ )
			text.append( "long text " );
		TableWindow.show( "Tables", new TextTable( "Name", "Text" ).add( "one", "short" ).add( "two", text.toString() ), "A note." );
		Hand.await( () -> frame( "Tables" ) != null );
		final JTable table = Hand.edt( () -> find( frame( "Tables" ), JTable.class ) );
		assertEquals( 2, table.getRowCount() );
		assertTrue( table.getRowHeight( 1 ) > 5 * table.getRowHeight( 0 ), "the long text is cut" );
		assertTrue( frame( "Tables" ).getWidth() < 700 );
		TableWindow.show( "Tables", new TextTable( "Name" ).add( "other" ), "" );
		Hand.await( () -> frame( "Tables" ) != null && find( frame( "Tables" ), JTable.class ).getRowCount() == 1 );
		Hand.edt( () -> {
			frame( "Tables" ).dispose();
			return null;
		} );
	}

	@Test
	public void theHelpOpensWithoutANetwork()
	{
		try (Context context = new Context())
		{
			HelpWindow.show( context, "Segment ROIs..." );
			Hand.await( () -> frame( "EfficientSAM Help" ) != null
					&& find( frame( "EfficientSAM Help" ), JEditorPane.class ).getText().contains( "The first five minutes" ) );
			Hand.edt( () -> {
				frame( "EfficientSAM Help" ).dispose();
				return null;
			} );
		}
	}
}
