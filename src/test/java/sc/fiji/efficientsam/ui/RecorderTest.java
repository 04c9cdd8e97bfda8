// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.frame.Recorder;

import sc.fiji.efficientsam.command.LegacyMacros;

/** What tests of recorded macros share: ImageJ's recorder, and a fresh batch in which a macro is run. */
abstract class RecorderTest extends WindowTest {

	private static LegacyMacros legacy;

	private Recorder recorder;

	@TempDir
	Path folder;

	@BeforeAll
	public static void start()
	{
		legacy = new LegacyMacros( context );
	}

	@AfterAll
	public static void stop()
	{
		if ( legacy != null )
			legacy.close();
	}

	@AfterEach
	public void closeRecorder()
	{
		if ( recorder != null )
			Hand.edt( () -> {
				recorder.close();
				return null;
			} );
	}

	/** Opens the macro recorder. */
	final void record()
	{
		recorder = Hand.edt( () -> new Recorder( true ) );
		// NB: the recorder's window must not cover the image.
		Hand.edt( () -> {
			recorder.setLocation( 700, 900 );
			imp.getWindow().toFront();
			return null;
		} );
		IJ.wait( 300 );
	}

	/** The recorded lines that are the tool's. */
	final String macro()
	{
		final StringBuilder s = new StringBuilder();
		for ( final String line : recorder.getText().split( "\n" ) )
			if ( line.contains( "Label Object..." ) )
				s.append( line ).append( '\n' );
		return s.toString();
	}

	/** Runs a macro on the saved image in a fresh batch; the labels that it makes. */
	final ImagePlus replay( final ImagePlus image, final String macro )
	{
		final String in = folder.resolve( image.getTitle() ).toString().replace( "\\", "/" ),
				out = folder.resolve( "labels.tif" ).toString().replace( "\\", "/" );
		IJ.saveAsTiff( image, in );
		final String said = LegacyMacros.run( "setBatchMode(true);\nopen(\"" + in + "\");\n" + macro + "\nselectImage(\"" +
				tool.state().images().images().name() + "-labels\");\nsaveAs(\"Tiff\", \"" + out + "\");", "" );
		assertTrue( new File( out ).exists(), said + macro );
		return IJ.openImage( out );
	}

	static void assertSame( final ImagePlus expected, final ImagePlus actual )
	{
		assertEquals( expected.getStackSize(), actual.getStackSize() );
		for ( int i = 1; i <= expected.getStackSize(); i++ )
			assertArrayEquals( ( short[] ) expected.getStack().getPixels( i ), ( short[] ) actual.getStack().getPixels( i ) );
	}
}
