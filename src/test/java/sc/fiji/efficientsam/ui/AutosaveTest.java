// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;

import sc.fiji.efficientsam.session.SessionFile;

public class AutosaveTest {

	@TempDir
	Path folder;

	/** Who saves and quits ImageJ in the same moment finds what was saved. */
	@Test
	public void whatIsBeingSavedWhenTheProgramEndsIsSaved() throws Exception
	{
		final Path json = folder.resolve( "mine.session.json" ), out = folder.resolve( "out" );
		final Process p = new ProcessBuilder( Paths.get( System.getProperty( "java.home" ), "bin", "java" ).toString(), "-Xmx600m", "-Djava.awt.headless=true",
				"-Defficientsam.home=" + folder.resolve( "home" ), "-cp", System.getProperty( "java.class.path" ), SaveAndExit.class.getName(), json.toString() ).redirectErrorStream( true ).redirectOutput( out.toFile() ).start();
		try
		{
			assertTrue( p.waitFor( 2, TimeUnit.MINUTES ) );
			final String said = new String( Files.readAllBytes( out ), StandardCharsets.UTF_8 );
			assertEquals( 0, p.exitValue(), said );
			assertTrue( Files.exists( json ), said );
			assertEquals( 1, SessionFile.read( json ).state().objects().size() );
			assertEquals( 3, IJ.openImage( new File( folder.toFile(), "mine-labels.tif" ).getPath() ).getStackSize() );
		}
		finally
		{
			p.destroyForcibly();
		}
	}
}
