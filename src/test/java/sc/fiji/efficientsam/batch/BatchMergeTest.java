// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.util.Csv;

/** Tests {@link BatchMerge} with many results, in little memory. */
public class BatchMergeTest {

	@TempDir
	Path temp;

	private static long lines( final Path file ) throws IOException
	{
		try ( Stream< String > lines = Files.lines( file ) )
		{
			return lines.count();
		}
	}

	/** NB: 60000 objects, of which each took 2 kB when all were in memory: 120 MB, and their file again. */
	@Test
	public void aLargeBatchIsJoinedInLittleMemory() throws IOException, InterruptedException
	{
		final Path folder = temp.resolve( "batch" );
		MergeMemory.make( folder, 300, 200 );
		final Process p = new ProcessBuilder( Paths.get( System.getProperty( "java.home" ), "bin", "java" ).toString(), "-Xmx40m", "-cp",
				System.getProperty( "java.class.path" ), MergeMemory.class.getName(), folder.toString() )
				.redirectErrorStream( true ).redirectOutput( temp.resolve( "log" ).toFile() ).start();
		assertEquals( 0, p.waitFor(), () -> new File( temp.toFile(), "log" ) + ": " + read( temp.resolve( "log" ) ) );
		assertEquals( 301, lines( folder.resolve( BatchMerge.IMAGES ) ) );
		assertEquals( 301, lines( folder.resolve( BatchMerge.SETTINGS ) ) );
		assertEquals( 60001, lines( folder.resolve( BatchMerge.OBJECTS ) ) );
		try ( Reader reader = Files.newBufferedReader( folder.resolve( BatchMerge.COCO ), StandardCharsets.UTF_8 ) )
		{
			final JsonObject coco = new Gson().fromJson( reader, JsonObject.class );
			assertEquals( 300, coco.getAsJsonArray( "images" ).size() );
			assertEquals( 60000, coco.getAsJsonArray( "annotations" ).size() );
			final JsonObject last = coco.getAsJsonArray( "annotations" ).get( 59999 ).getAsJsonObject();
			assertEquals( "60000 300 200", last.get( "id" ).getAsInt() + " " + last.get( "image_id" ).getAsInt() + " " +
					last.get( "label" ).getAsInt() );
		}
	}

	private static String read( final Path file )
	{
		try
		{
			return new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 );
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( e );
		}
	}

	@Test
	public void cellsAreCopiedAsTheyAre() throws IOException
	{
		MergeMemory.make( temp, 2, 1 );
		Files.write( temp.resolve( "set1/image00001-table.csv" ),
				( Csv.row( "Label", "Name", "Prompt", "Pixels", "Area", "Mean" ) + Csv.row( 1, "two\nlines, \"so\"", "=1", 2, 3, "NaN" ) )
				.getBytes( StandardCharsets.UTF_8 ) );
		assertEquals( 2, BatchMerge.merge( temp.toFile() ) );
		try ( Csv.Table table = Csv.open( temp.resolve( BatchMerge.OBJECTS ) ) )
		{
			assertEquals( "[Image, Label, Name, Prompt, Pixels, Area, Mean]", table.next().cells().toString() );
			assertEquals( "cell, 1", table.next().cells().get( 2 ) );
			final Csv.Row second = table.next();
			assertEquals( "set1/image00001|1|two\nlines, \"so\"|=1|2|3|NaN", String.join( "|", second.cells() ) );
		}
	}

	@Test
	public void tablesOfOtherColumnsAreRefusedAndNothingIsHalfWritten() throws IOException
	{
		MergeMemory.make( temp, 2, 1 );
		Files.write( temp.resolve( "set1/image00001-table.csv" ), "Label,Other\n1,2\n".getBytes( StandardCharsets.UTF_8 ) );
		assertTrue( assertThrows( UncheckedIOException.class, () -> BatchMerge.merge( temp.toFile() ) ).getMessage()
				.contains( "set1/image00001-table.csv has other columns" ) );
		try ( Stream< Path > all = Files.list( temp ) )
		{
			assertTrue( all.noneMatch( f -> f.toString().endsWith( ".part" ) || f.endsWith( BatchMerge.OBJECTS ) ) );
		}
	}
}
