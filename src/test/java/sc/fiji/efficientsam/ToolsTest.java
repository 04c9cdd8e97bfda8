// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@link Tools}, from outside. */
public class ToolsTest {

	/** Programs that tests start, and the list itself. */
	private static final List< String > NO_TOOLS = Arrays.asList( "Tools", "ToolsTest", "MemoryTest", "SaveAndExit", "FijiClassPathTest",
			"Victim", "EndlessRuns", "EverythingMemoryTest" );

	@TempDir
	Path folder;

	/** What it said last. */
	private String said;

	private int run( final String... args ) throws IOException, InterruptedException
	{
		final List< String > command = new ArrayList<>( Arrays.asList( Paths.get( System.getProperty( "java.home" ), "bin",
				"java" ).toString(),
				"-cp", System.getProperty( "java.class.path" ), Tools.class.getName() ) );
		command.addAll( Arrays.asList( args ) );
		final Path out = folder.resolve( "out" );
		final int code = new ProcessBuilder( command ).redirectErrorStream( true ).redirectOutput( out.toFile() ).start().waitFor();
		said = new String( Files.readAllBytes( out ), StandardCharsets.UTF_8 );
		return code;
	}

	@Test
	public void everyProgramAmongTheTestsIsListed() throws IOException
	{
		final TreeSet< String > programs = new TreeSet<>();
		try ( Stream< Path > files = Files.walk( Paths.get( "src/test/java" ) ) )
		{
			for ( final Path f : files.filter( f -> f.toString().endsWith( ".java" ) ).collect( Collectors.toList() ) )
				if ( Files.readAllLines( f ).stream().anyMatch( l -> l.contains( "public static void main(" ) ) )
					programs.add( f.getFileName().toString().replace( ".java", "" ) );
		}
		programs.removeAll( NO_TOOLS );
		final TreeSet< String > listed = new TreeSet<>();
		Tools.all().values().forEach( c -> listed.add( c.getSimpleName() ) );
		assertEquals( listed, programs );
	}

	@Test
	public void contributorsAreToldOfAllOfThem() throws IOException
	{
		final String text = new String( Files.readAllBytes( Paths.get( "CONTRIBUTING.md" ) ), StandardCharsets.UTF_8 );
		for ( final String name : Tools.all().keySet() )
			assertTrue( Pattern.compile( "-Dtool=(\"([^\"`]* )?)?" + name + "[\"` ]" ).matcher( text ).find(),
					"CONTRIBUTING.md does not say how to run " + name );
	}

	@Test
	public void withoutArgumentsItListsThem() throws Exception
	{
		assertEquals( 0, run() );
		for ( final String name : Tools.all().keySet() )
			assertTrue( said.contains( "\n" + name ), said );
	}

	@Test
	public void wrongCallsAreAnsweredWithWhatIsRight() throws Exception
	{
		assertEquals( Tools.USAGE, run( "fuz" ) );
		assertTrue( said.startsWith( "There is no tool \"fuz\". Choose one of: benchmark, " ), said );
		assertEquals( Tools.USAGE, run( "merge-memory", "x" ) );
		assertTrue( said.startsWith( "\"merge-memory\" needs 3 argument(s), but got 1.\nmerge-memory <new folder> <images> " ), said );
		assertEquals( Tools.USAGE, run( "-Xmx1g" ) );
		assertEquals( 0, run( "fuzz", "--help" ) );
		assertTrue( said.startsWith( "fuzz <cases> [<first seed> [<part of a kind's name>]]\n" ), said );
		assertEquals( Collections.emptyList(), Arrays.asList( folder.toFile().list( ( f, n ) -> !n.equals( "out" ) ) ) );
	}

	@Test
	public void aToolRunsWithItsArgumentsAndOptionsAndItsExitCodeIsPassedOn() throws Exception
	{
		assertEquals( 0, run( "-Xmx100m", "merge-memory", folder.resolve( "new" ).toString(), "3", "2" ) );
		assertTrue( said.matches( "(?s)3 images joined in \\d+ s with at most (9\\d|100|10\\d) MB\\s*" ), said );
		assertEquals( 1, run( "merge-memory", folder.resolve( "new2" ).toString(), "three", "2" ) );
		assertTrue( said.contains( "NumberFormatException" ), said );
	}
}
