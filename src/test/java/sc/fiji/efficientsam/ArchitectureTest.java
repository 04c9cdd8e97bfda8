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
package sc.fiji.efficientsam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Holds the source to what CONTRIBUTING.md promises. */
public class ArchitectureTest {

	/** What each package of the core may use of the others; nothing goes in circles. */
	private static final Map< String, List< String > > CORE = new HashMap<>();

	static
	{
		CORE.put( "util", Arrays.asList() );
		CORE.put( "prompt", Arrays.asList( "util" ) );
		CORE.put( "gpu", Arrays.asList( "download", "util" ) );
		CORE.put( "inference", Arrays.asList( "gpu" ) );
		CORE.put( "image", Arrays.asList( "prompt", "util" ) );
		CORE.put( "download", Arrays.asList( "util" ) );
		CORE.put( "model", Arrays.asList( "download", "inference", "prompt", "util" ) );
		CORE.put( "segment", Arrays.asList( "image", "inference", "model", "prompt", "util" ) );
		CORE.put( "everything", Arrays.asList( "image", "model", "prompt", "segment", "util" ) );
		CORE.put( "refine", Arrays.asList( "prompt", "segment", "util" ) );
		CORE.put( "label", Arrays.asList( "prompt", "segment" ) );
		CORE.put( "evaluate", Arrays.asList( "label", "prompt", "segment", "util" ) );
		CORE.put( "session", Arrays.asList( "prompt", "segment", "util" ) );
		CORE.put( "track", Arrays.asList( "image", "label", "model", "prompt", "segment", "util" ) );
	}

	private static final Pattern OWN_IMPORT = Pattern.compile( "import (?:static )?sc\\.fiji\\.efficientsam\\.([a-z]+)\\..*" );

	private static List< Path > sources( final String root ) throws IOException
	{
		try ( Stream< Path > files = Files.walk( Paths.get( root ) ) )
		{
			return files.filter( f -> f.toString().endsWith( ".java" ) ).collect( Collectors.toList() );
		}
	}

	@Test
	public void theCoreKnowsNeitherImageJNorSciJava() throws IOException
	{
		int checked = 0;
		for ( final Path file : sources( "src/main/java" ) )
		{
			final String name = file.getParent().getFileName().toString();
			if ( !CORE.containsKey( name ) )
				continue;
			checked++;
			for ( final String line : Files.readAllLines( file ) )
			{
				assertFalse( line.matches( "import (static )?(ij|org\\.scijava)\\..*" ), file + ": " + line );
				final Matcher own = OWN_IMPORT.matcher( line );
				if ( own.matches() )
					assertTrue( CORE.get( name ).contains( own.group( 1 ) ), file + ": " + line );
			}
		}
		assertTrue( checked > 20 );
	}

	@Test
	public void onlyInferenceKnowsDjlAndOnnxRuntime() throws IOException
	{
		for ( final Path file : sources( "src/main/java" ) )
			if ( !file.getParent().getFileName().toString().equals( "inference" ) )
				for ( final String line : Files.readAllLines( file ) )
					assertFalse( line.startsWith( "import ai." ), file + ": " + line );
	}

	@Test
	public void filesAreShortAndLicensed() throws IOException
	{
		final List< Path > all = new ArrayList<>( sources( "src/main/java" ) );
		all.addAll( sources( "src/test/java" ) );
		for ( final Path file : all )
		{
			final List< String > lines = Files.readAllLines( file );
			assertTrue( lines.size() <= 400, file + " has " + lines.size() + " lines" );
			assertEquals( " * #%" + "L", lines.get( 1 ), file + " has no licence header: run mvn license:update-file-header" );
		}
	}
}
