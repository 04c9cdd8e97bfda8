// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ij.ImagePlus;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.Step;
import sc.fiji.efficientsam.util.ProgressListener;

/** Tests {@link DisplayRanges}, and that sessions hold them. */
public class DisplayRangesTest {

	@TempDir
	Path folder;

	@Test
	public void rangesAreReadAsTheyWereWritten()
	{
		assertTrue( DisplayRanges.parse( "" ).isEmpty() );
		assertEquals( "0.1 3.0E7", DisplayRanges.toText( DisplayRanges.parse( " 0.1  30000000 " ) ) );
		final Map< Integer, double[] > two = DisplayRanges.parse( "2 3 200, 1 -1.5 90" );
		assertEquals( "1 -1.5 90.0, 2 3.0 200.0", DisplayRanges.toText( two ) );
		assertArrayEquals( new double[] { 3, 200 }, two.get( 2 ) );
	}

	@Test
	public void textsThatAreNoRangesAreRefusedInWords()
	{
		for ( final String bad : new String[] { "3", "a b", "1 2 3 4", "0 NaN", "1 2,", "1 2, 3 4", "0 Infinity", "1.5 2 3" } )
			assertTrue( assertThrows( IllegalArgumentException.class, () -> DisplayRanges.parse( bad ),
					bad ).getMessage().contains( "such as \"3 200\"" ) );
	}

	@Test
	public void aSessionIsReplayedInTheContrastThatItWasMadeIn()
	{
		final ImageProcessor pixels = TestImages.open( "blobs" ).getProcessor().convertToShort( false );
		pixels.multiply( 100 );
		final ImagePlus imp = new ImagePlus( "contrast.tif", pixels );
		try ( Context context = new Context() )
		{
			final ImageSession session = context.service( EfficientSamService.class ).session( imp );
			final SessionSettings settings = SessionSettings.of( "micro" ).with( "contrast", "display" );
			final Mask dim = accept( session, settings.with( SessionSettings.DISPLAY, "0 25500" ) );
			final Mask harsh = accept( session, settings.with( SessionSettings.DISPLAY, "12000 14000" ) );
			assertNotEquals( dim, harsh );
			imp.setDisplayRange( 12000, 14000 );
			assertEquals( harsh, accept( session, settings ), "what is not told is as it is displayed" );
			session.session().undo();
			session.save( folder.resolve( "s.json" ), settings );
			imp.setDisplayRange( 0, 40000 );
			session.replay( SessionFile.read( folder.resolve( "s.json" ) ), ProgressListener.NONE );
			assertEquals( dim, session.state().object( 1 ).mask() );
			assertEquals( harsh, session.state().object( 2 ).mask() );
		}
	}

	private static Mask accept( final ImageSession session, final SessionSettings settings )
	{
		session.run( Step.accept( Plane.FIRST, Prompt.point( 73, 41 ), 0, 0, "", Conflict.ALLOW, settings ) );
		return session.state().object( session.state().lastId() ).mask();
	}
}
