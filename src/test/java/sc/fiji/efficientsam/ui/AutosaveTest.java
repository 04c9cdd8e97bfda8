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
