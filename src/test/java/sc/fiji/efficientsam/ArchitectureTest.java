// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Holds the source to what CONTRIBUTING.md promises. */
public class ArchitectureTest {

	/** What each package may use of the others. */
	private static final Map< String, List< String > > USES = new LinkedHashMap<>();

	/** Packages that know neither ImageJ nor SciJava. */
	private static final List< String > CORE = Arrays.asList( "util", "mask", "prompt", "image", "download", "inference", "model",
			"segment", "everything", "learn", "track", "session", "evaluate", "labeling",
			"zarr", "exchange" );

	private static final String ROOT = "";

	static
	{
		uses( "util" );
		uses( "mask", "util" );
		uses( "prompt", "mask", "util" );
		uses( "image", "mask", "prompt", "util" );
		uses( "download", "util" );
		uses( "inference", "download", "util" );
		uses( "model", "download", "inference", "mask", "prompt", "util" );
		uses( "segment", "image", "inference", "mask", "model", "prompt", "util" );
		uses( "everything", "image", "mask", "model", "prompt", "segment", "util" );
		uses( "learn", "everything", "image", "inference", "mask", "model", "prompt", "segment", "util" );
		uses( "track", "everything", "image", "mask", "model", "prompt", "segment", "util" );
		uses( "session", "everything", "image", "inference", "learn", "mask", "prompt", "segment", "util" );
		uses( "evaluate", "mask", "prompt", "segment", "util" );
		uses( "labeling", "mask", "prompt", "util" );
		uses( "zarr" );
		uses( "exchange", "mask", "util", "zarr" );
		uses( "source", "evaluate", "image", "mask", "prompt", "segment", "track", "util" );
		uses( "roi", "mask", "prompt", "source", "track", "util" );
		uses( "export", "evaluate", "exchange", "image", "labeling", "mask", "prompt", "roi", "segment", "session", "source", "track",
				"util", "zarr" );
		uses( ROOT, "download", "everything", "exchange", "export", "image", "inference", "learn", "mask", "model", "prompt", "roi",
				"segment", "session", "source", "track", "util" );
		uses( "batch", ROOT, "export", "image", "mask", "segment", "source", "util" );
		uses( "report", ROOT, "evaluate", "export", "image", "inference", "mask", "prompt", "source", "util" );
		uses( "ui", ROOT, "everything", "export", "image", "inference", "learn", "mask", "prompt", "roi", "segment", "session",
				"source", "util" );
		uses( "dialog", ROOT, "source", "ui", "util" );
		uses( "command", ROOT, "batch", "dialog", "download", "evaluate", "everything", "export", "image", "inference", "labeling", "learn",
				"mask", "model", "prompt", "report", "roi", "segment", "session", "source", "track", "ui", "util" );
		uses( "cli", ROOT, "command", "export", "mask", "prompt", "segment", "source", "util" );
	}

	/** NB: only packages that are there already may be used, so that nothing goes in circles. */
	private static void uses( final String name, final String... others )
	{
		for ( final String o : others )
			if ( !USES.containsKey( o ) )
				throw new AssertionError( name + " and " + o + " use each other, perhaps by way of others" );
		USES.put( name, Arrays.asList( others ) );
	}

	private static String packageOf( final Path file )
	{
		final String name = file.getParent().getFileName().toString();
		return name.equals( "efficientsam" ) ? ROOT : name;
	}

	private static final Pattern OWN_IMPORT = Pattern.compile( "import (?:static )?sc\\.fiji\\.efficientsam\\.((?:[a-z]+(?=\\.))?).*" );

	private static List< Path > sources( final String root ) throws IOException
	{
		try ( Stream< Path > files = Files.walk( Paths.get( root ) ) )
		{
			return files.filter( f -> f.toString().endsWith( ".java" ) ).collect( Collectors.toList() );
		}
	}

	@Test
	public void packagesUseWhatTheyMay() throws IOException
	{
		for ( final Path file : sources( "src/main/java" ) )
		{
			final String name = packageOf( file );
			assertTrue( USES.containsKey( name ), "new package: " + name );
			for ( final String line : Files.readAllLines( file ) )
			{
				assertFalse( CORE.contains( name ) && line.matches( "import (static )?(ij|org\\.scijava)\\..*" ), file + ": " + line );
				final Matcher own = OWN_IMPORT.matcher( line );
				if ( own.matches() && !own.group( 1 ).equals( name ) )
					assertTrue( USES.get( name ).contains( own.group( 1 ) ), file + ": " + line );
			}
		}
	}

	@Test
	public void packagesSayWhatTheyAreFor()
	{
		for ( final String name : USES.keySet() )
			assertTrue( Files.exists( Paths.get( "src/main/java/sc/fiji/efficientsam", name, "package-info.java" ) ), name );
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
			for ( int i = 0; i < lines.size(); i++ )
				assertTrue( lines.get( i ).replace( "\t", "    " ).length() <= 140, file + " is too wide in line " + ( i + 1 ) );
			assertEquals( Arrays.asList( "// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers",
					"// SPDX-License-Identifier: Apache-2.0" ), lines.subList( 0, 2 ), file + " has no license header" );
		}
	}
}
