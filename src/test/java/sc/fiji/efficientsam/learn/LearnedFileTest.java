// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@link LearnedFile}, and {@link Lesson} and {@link PixelClassifier} in files. */
public class LearnedFileTest {

	@TempDir
	public Path folder;

	private static Lesson lesson()
	{
		final Map< String, String > p = new LinkedHashMap<>();
		p.put( "model", "micro" );
		p.put( Lesson.WEIGHTS, "0123abcd" );
		p.put( Lesson.OBJECT_SIZE, "31.5" );
		final LinearFunction f = new LinearFunction( 0.1, -2e-9, 1 / 3.0 );
		return new Lesson( new LinearFunction[] { f, f.plus( 1 ), f }, p );
	}

	@Test
	public void whatIsReadIsWhatWasWritten() throws IOException
	{
		final Path file = folder.resolve( "Zell\u00e4 1.json" );
		lesson().toFile().write( file );
		final LearnedFile read = LearnedFile.read( file );
		assertEquals( LearnedFile.Kind.LESSON, read.kind() );
		final Lesson again = Lesson.of( read );
		assertEquals( lesson().hash(), again.hash() );
		assertEquals( 31.5, again.objectSize() );
		assertEquals( lesson().provenance(), again.provenance() );
		final PixelClassifier c = new PixelClassifier( new LinearFunction( 1, 2, 3 ), new LinearFunction( 0.1, 0.2, 0.3 ),
				new LinearFunction( -1, 0, 1 ) );
		c.toFile( Collections.singletonMap( "image", "a \"b\" <c>" ) ).write( file );
		final PixelClassifier same = PixelClassifier.of( LearnedFile.read( file ) );
		assertArrayEquals( c.probabilities( new float[] { 0.3f, 0.7f } ), same.probabilities( new float[] { 0.3f, 0.7f } ), 0 );
		assertEquals( "a \"b\" <c>", LearnedFile.read( file ).provenance().get( "image" ) );
	}

	@Test
	public void somethingElseIsRefusedWithTheReason() throws IOException
	{
		final Path file = folder.resolve( "a.json" );
		lesson().toFile().write( file );
		final String good = new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 );
		assertReason( "needed", () -> PixelClassifier.of( LearnedFile.read( file ) ) );
		assertReason( "damaged", () -> read( good.substring( 0, good.length() / 2 ) ) );
		assertReason( "damaged", () -> read( good.replaceFirst( "0\\.1", "NaN" ) ) );
		assertReason( "damaged", () -> read( good.replaceFirst( "0\\.1,", "" ) ) );
		assertReason( "damaged", () -> read( good.replace( "LESSON", "SOMETHING" ) ) );
		assertReason( "does not hold", () -> read( "{}" ) );
		assertReason( "does not hold", () -> read( "" ) );
		assertReason( "does not hold", () -> read( "[1, 2]" ) );
		assertReason( "newer version", () -> read( good.replace( "\"version\": 1", "\"version\": 2" ) ) );
		assertReason( "cannot be read", () -> LearnedFile.read( folder.resolve( "missing.json" ) ) );
		assertReason( "Teach again", () -> Lesson.of( read( good.replace( "31.5", "x" ) ) ) );
		assertReason( "Teach again", () -> Lesson.of( read( good.replace( "\"weights\": \"", "\"other\": \"" ) ) ) );
	}

	private LearnedFile read( final String text ) throws IOException
	{
		final Path file = folder.resolve( "b.json" );
		Files.write( file, text.getBytes( StandardCharsets.UTF_8 ) );
		return LearnedFile.read( file );
	}

	private static void assertReason( final String part, final org.junit.jupiter.api.function.Executable e )
	{
		final String reason = assertThrows( IllegalArgumentException.class, e ).getMessage();
		assertTrue( reason.contains( part ), reason );
	}

	@Test
	public void aLessonBelongsToItsWeights()
	{
		lesson().requireWeights( "0123abcd" );
		assertReason( "Teach again", () -> lesson().requireWeights( "4567" ) );
		assertFalse( lesson().hash().isEmpty() );
	}

	@Test
	public void lessonsAreFoundByTheirNames()
	{
		final String home = System.getProperty( "efficientsam.home" );
		System.setProperty( "efficientsam.home", folder.resolve( "home with spaces" ).toString() );
		try
		{
			assertTrue( Lessons.names().isEmpty() );
			assertReason( "Teach...", () -> Lessons.read( "my cells" ) );
			Lessons.save( "my cells", lesson() );
			Lessons.save( "A", lesson() );
			assertEquals( "[A, my cells]", Lessons.names().toString() );
			assertEquals( lesson().hash(), Lessons.read( "my cells" ).hash() );
			assertReason( "A, my cells", () -> Lessons.read( "my cell" ) );
			for ( final String bad : new String[] { "", "../a", "a/b", "a\\b", ".a", "a.", "CON:", "a " } )
				assertReason( "cannot be the name", () -> Lessons.file( bad ) );
			final Path elsewhere = folder.resolve( "elsewhere.json" );
			Lessons.save( elsewhere.toString(), lesson() );
			assertEquals( lesson().hash(), Lessons.read( elsewhere.toString() ).hash() );
		}
		finally
		{
			if ( home == null )
				System.clearProperty( "efficientsam.home" );
			else
				System.setProperty( "efficientsam.home", home );
		}
	}
}
