// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.batch.BatchMerge;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.Catalog;
import sc.fiji.efficientsam.prompt.PromptText;
import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.SessionState;
import sc.fiji.efficientsam.session.Step;

/** Files that ask for more than they hold, reach out of their folder, or are no good in other ways that {@link Fuzz} has found. */
public class HostileFilesTest {

	private static Lab lab;

	@BeforeAll
	public static void start() throws IOException
	{
		lab = new Lab( Files.createTempDirectory( "hostile" ) );
	}

	@AfterAll
	public static void stop()
	{
		lab.close();
	}

	@BeforeEach
	public void clear() throws IOException
	{
		lab.clear();
	}

	/** Something is refused in words that hold a part, and without taking much memory. */
	private static void assertRefused( final String part, final Executable e ) throws Exception
	{
		ReaderFuzz.frugally( () -> {
			final RuntimeException refusal = assertThrows( RuntimeException.class, e );
			assertTrue( Fuzz.isRefusal( refusal ), () -> Fuzz.trace( refusal ) );
			assertTrue( refusal.getMessage().contains( part ), refusal.getMessage() );
			return null;
		} );
	}

	private static Path write( final String name, final String text ) throws IOException
	{
		return Files.write( lab.folder().resolve( name ), text.getBytes( StandardCharsets.UTF_8 ) );
	}

	// -- Selections --

	/** A selection's file in which one number is another. */
	private static Path lying( final Roi roi, final int offset, final int value ) throws IOException
	{
		roi.setName( "name" );
		final byte[] bytes = RoiEncoder.saveAsByteArray( roi );
		ByteBuffer.wrap( bytes ).putInt( offset < 0 ? ByteBuffer.wrap( bytes ).getInt( RoiDecoder.HEADER2_OFFSET ) - offset : offset,
				value );
		return Files.write( lab.folder().resolve( "a.roi" ), bytes );
	}

	private static PolygonRoi polygon()
	{
		return new PolygonRoi( new int[] { 1, 20, 9 }, new int[] { 1, 2, 30 }, 3, Roi.POLYGON );
	}

	@Test
	public void selectionsTakeNoMoreMemoryThanTheyHave() throws Exception
	{
		final Path outline = lying( polygon(), RoiDecoder.SIZE, Integer.MAX_VALUE );
		final byte[] many = Files.readAllBytes( outline );
		ByteBuffer.wrap( many ).putShort( RoiDecoder.N_COORDINATES, ( short ) 0 );
		Files.write( outline, many );
		assertRefused( "it holds less than it says", () -> RoiFiles.read( outline.toFile() ) );
		for ( final int value : new int[] { Integer.MAX_VALUE, 1 << 29 } )
		{
			final Path composite = lying( new ShapeRoi( polygon() ).or( new ShapeRoi( new Roi( 40, 40, 5, 5 ) ) ),
					RoiDecoder.SHAPE_ROI_SIZE, value );
			assertRefused( "it holds less than it says", () -> RoiFiles.read( composite.toFile() ) );
			final byte[] early = Files.readAllBytes( lying( polygon(), RoiDecoder.HEADER2_OFFSET, 12 ) );
			ByteBuffer.wrap( early ).putInt( 12 + RoiDecoder.NAME_LENGTH, value );
			final Path overlaid = Files.write( lab.folder().resolve( "c.roi" ), early );
			assertRefused( "it holds less than it says", () -> RoiFiles.read( overlaid.toFile() ) );
			for ( final int length : new int[] { RoiDecoder.NAME_LENGTH, RoiDecoder.IMAGE_SIZE, RoiDecoder.ROI_PROPS_LENGTH } )
			{
				final Path named = lying( polygon(), -length, value );
				assertRefused( "it holds less than it says", () -> RoiFiles.read( named.toFile() ) );
			}
			final Path text = lying( new TextRoi( 3, 4, "hello" ), 64 + 12, value );
			assertRefused( "it holds less than it says", () -> RoiFiles.read( text.toFile() ) );
		}
		for ( final Roi good : new Roi[] { polygon(), new ShapeRoi( polygon() ), new OvalRoi( 1, 2, 3, 4 ), new Line( 1.5, 2, 3e6, 4 ) } )
			assertEquals( 1, RoiFiles.read( Files.write( lab.folder().resolve( "b.roi" ), RoiEncoder.saveAsByteArray( good ) ).toFile() )
					.size() );
		Files.write( lab.folder().resolve( "b.roi" ), Arrays.copyOf( RoiEncoder.saveAsByteArray( polygon() ), 30 ) );
		assertRefused( "it ends too early", () -> RoiFiles.read( lab.folder().resolve( "b.roi" ).toFile() ) );
	}

	@Test
	public void zipFilesDoNotFillTheMemory() throws Exception
	{
		final Path bomb = lab.folder().resolve( "bomb.zip" );
		try ( OutputStream out = Files.newOutputStream( bomb ); ZipOutputStream zip = new ZipOutputStream( out ) )
		{
			zip.putNextEntry( new ZipEntry( "../../a.roi" ) );
			final byte[] zeros = new byte[ 1 << 20 ];
			for ( int i = 0; i < 300; i++ )
				zip.write( zeros );
			zip.closeEntry();
		}
		assertTrue( Files.size( bomb ) < 1 << 20 );
		assertRefused( "more than 32 MB", () -> RoiFiles.read( bomb.toFile() ) );
		// NB: names of entries are names only, wherever they point to.
		final Path outside = lab.folder().resolve( "outside.zip" );
		try ( OutputStream out = Files.newOutputStream( outside ); ZipOutputStream zip = new ZipOutputStream( out ) )
		{
			zip.putNextEntry( new ZipEntry( "../../evil.roi" ) );
			zip.write( RoiEncoder.saveAsByteArray( polygon() ) );
			zip.closeEntry();
		}
		assertEquals( 1, RoiFiles.read( outside.toFile() ).size() );
		assertEquals( 2, Invariants.files( lab.folder() ).size() );
		assertTrue( Files.notExists( lab.folder().resolve( "../../evil.roi" ) ) );
	}

	@Test
	public void selectionsLargerThanAnyImageAreRefused() throws Exception
	{
		assertRefused( "longer than any image", () -> new RoiPrompts().toPrompts( Collections.singletonList( new Line( 0, 0, 3e9, 5 ) ) ) );
		assertRefused( "too many for the memory", () -> new RoiPrompts()
				.toPrompts( Collections.singletonList( new OvalRoi( 0, 0, 60000, 60000 ) ) ) );
		assertEquals( 1, new RoiPrompts().toPrompts( Collections.singletonList( new Line( 0, 0, 30000, 5 ) ) ).size() );
		final byte[] bytes = RoiEncoder.saveAsByteArray( polygon() );
		ByteBuffer.wrap( bytes ).putShort( RoiDecoder.RIGHT, ( short ) -40 );
		assertEquals( 1, new RoiPrompts().toPrompts( RoiFiles.read( Files.write( lab.folder().resolve( "turned.roi" ), bytes ).toFile() ) )
				.size() );
	}

	// -- Sessions --

	private static ImagePlus image()
	{
		return IJ.createImage( "a", "8-bit ramp", 60, 50, 2 );
	}

	private static String session() throws IOException
	{
		final ImageSession s = lab.sam().session( image() );
		s.run( Step.define( "Cell", 0xff0000 ) );
		s.run( Step.draw( new Plane( 2, 1 ), PromptText.parseMask( "3 4 2 2: 0 4" ), 0, "Cell", Conflict.ALLOW ) );
		s.run( Step.draw( new Plane( 1, 1 ), PromptText.parseMask( "30 40 1 1: 0 1" ), 0, "", Conflict.ALLOW ) );
		s.save( lab.folder().resolve( "good.json" ), SessionSettings.of( "micro" ) );
		return Invariants.text( lab.folder().resolve( "good.json" ) );
	}

	@Test
	public void damagedSessionsAreRefused() throws Exception
	{
		final String good = session();
		final Path file = lab.folder().resolve( "s.json" );
		Files.write( file, good.getBytes( StandardCharsets.UTF_8 ) );
		assertEquals( 2, SessionFile.read( file ).state().objects().size() );
		for ( final String[] change : new String[][] { { "\"mask\": \"30 40 1 1: 0 1\"", "\"mask\": \"60 40 1 1: 0 1\"",
				"does not lie in the image" }, { "\"mask\": \"30 40 1 1: 0 1\"", "\"mask\": \"-1 40 1 1: 0 1\"",
				"does not lie in the image" },
				{ "\"mask\": \"30 40 1 1: 0 1\"", "\"mask\": \"30 40 1 1: 1\"", "does not lie in the image" },
						{ "\"mask\": \"30 40 1 1: 0 1\"", "\"mask\": \"0 0 2147483647 1: 0 2147483647\"", "is no mask" },
				{ "\"mask\": \"30 40 1 1: 0 1\"", "\"mask\": \"0 0 1 1: 0 2147483647\"", "is no mask" },
						{ "\"slice\": 2", "\"slice\": 3", "does not lie in the image" }, { "\"id\": 2", "\"id\": 1", "different numbers" },
						{ "\"id\": 2", "\"id\": 0", "different numbers" },
				{ "\"lastid\": 2", "\"lastid\": 1", "different numbers" }, { "\"width\": \"60\"", "\"width\": \"wide\"", "width" },
						{ "\"width\": \"60\"", "\"width\": null", "lacks a value" },
						{ "\"model\": \"micro\"", "\"model\": null", "lacks a value" },
				{ "\"Cell\": \"#ff0000\"", "\"Cell\": null", "lacks a value" },
						{ "\"Cell\": \"#ff0000\"", "\"Other\": \"#ff0000\"", "class that is not there" },
						{ "\"overlap\": \"allow\"", "\"overlap\": null", "lacks a value" }, { "\"id\": 2", "\"id\": []", "damaged" },
				{ "\"objects\": [", "\"objects\": [ null,", "different numbers" },
						{ "\"steps\": [", "\"steps\": [ null,", "lacks a value" } } )
		{
			assertTrue( good.contains( change[ 0 ] ), change[ 0 ] );
			Files.write( file, good.replace( change[ 0 ], change[ 1 ] ).getBytes( StandardCharsets.UTF_8 ) );
			assertRefused( change[ 2 ], () -> SessionFile.read( file ) );
		}
	}

	@Test
	public void masksAreDrawnOnPlanesThatThereAre()
	{
		final ImageSession s = lab.sam().session( image() );
		final SessionState before = s.state();
		final Mask mask = PromptText.parseMask( "3 4 2 2: 0 4" );
		final String message = assertThrows( IllegalArgumentException.class,
				() -> s.run( Step.draw( new Plane( 6, 5 ), mask, 0, "", Conflict.FIRST ) ) ).getMessage();
		assertTrue( message.contains( "has no slice 6 of frame 5" ), message );
		assertSame( before, s.state() );
		assertEquals( 2, s.labels().getStackSize() );
	}

	// -- Records of batches --

	@Test
	public void recordsOfBatchesLeadNowhereElse() throws Exception
	{
		final String good =
				"{\"image\":\"a\",\"inputs\":\"x\",\"seconds\":1.5,\"slices\":[{\"name\":\"a\",\"width\":60,\"height\":50,\"prompts\":1," +
				"\"found\":1," +
				"\"files\":[\"a-table.csv\"],\"annotations\":[{\"label\":1,\"area\":2,\"bbox\":[0,0,2,1],\"counts\":[0,1,49,1,2949]," +
						"\"score\":0.5}]}]}";
		final Path out = Files.createDirectories( lab.folder().resolve( "out" ) );
		write( "secret-table.csv", "Label,Name\n1,secret\n" );
		write( "out/b-table.csv", "Label,Name\n1,x\n" );
		write( "out/b-record.json", good.replace( "\"a", "\"b" ) );
		for ( final String[] change : new String[][] { { "a-table.csv", "../secret-table.csv" },
				{ "a-table.csv", lab.folder().resolve( "secret-table.csv" ).toString() }, { "0.5", "NaN" }, { "[0,0,2,1]", "null" },
				{ "[0,1,49,1,2949]", "[null]" },
				{ "[\"a-table.csv\"]", "null" }, { "[{\"label\"", "[null,{\"label\"" }, { "0.5", "\"high\"" }, { "60", "99999999999" } } )
		{
			write( "out/a-record.json", good.replace( change[ 0 ], change[ 1 ] ) );
			assertEquals( 1, BatchMerge.merge( out.toFile() ), change[ 1 ] );
			assertEquals( "Image,Label,Name\nb,1,x\n", Invariants.text( out.resolve( BatchMerge.OBJECTS ) ) );
		}
	}

	// -- Models --

	private static String catalog( final String hash )
	{
		final String file = "{ \"name\": \"e.onnx\", \"size\": 5, \"locations\": [ { \"url\": \"https://example.org/e\", \"sha256\": \"" +
				hash + "\" } ] }";
		return "{ \"models\": [ { \"id\": \"mine\", \"family\": \"sam\", \"license\": \"MIT\", \"frame\": 1024, \"boxSize\": 300, " +
				"\"pointSize\": 200, \"encoder\": " + file + ", \"decoder\": " + file + " } ] }";
	}

	@Test
	public void catalogsWithWrongEntriesAreRefused() throws Exception
	{
		final String hash = "61570e217e60689da56afc1abbbc1a2e60037480f8b0efc4556f4527d8f3e1a2", good = catalog( hash );
		assertEquals( "mine", Catalog.read( write( "models.json", good ) ).entries().get( "mine" ).info().title() );
		for ( final String[] change : new String[][] { { hash, "/../../../../a", "hash" }, { hash, "abc", "hash" },
				{ "e.onnx", "../e.onnx", "file name" }, { "\"mine\"", "\"../mine\"", "id" }, { "1024", "1000000", "frame" },
				{ "1024", "-1", "frame" },
				{ "\"models\": [", "\"models\": [ null, ", "empty entry" },
						{ "\"url\": \"https://example.org/e\"", "\"url\": null", "lacks its url" },
						{ "\"locations\": [", "\"locations\": [ null, ", "lacks its url" },
				{ "\"license\": \"MIT\"", "\"license\": \"MIT\", \"prompts\": [ \"word\" ]", "is no value for prompts" },
						{ "\"license\": \"MIT\"", "\"license\": \"MIT\", \"prompts\": [ null ]", "is no value for prompts" },
						{ "300", "[]", "Expected a double" } } )
		{
			assertTrue( good.contains( change[ 0 ] ), change[ 0 ] );
			assertRefused( change[ 2 ], () -> Catalog.read( write( "models.json", good.replace( change[ 0 ], change[ 1 ] ) ) ) );
		}
	}

	@Test
	public void importsDoNotMakeRoomForWhatIsSaidOnly() throws Exception
	{
		final Path folder = DiscModel.write( lab.folder().resolve( "my model" ) );
		for ( final String[] change : new String[][] { { "128", "2000000000", "frame" }, { "128", "99999", "frame" },
				{ "128", "\"wide\"", "is not valid" }, { "40", "1e400", "fit into it" },
				{ "\"disc\"", "\"../disc\"", "cannot name a model" }, { "\"disc\"", "[]", "is not valid" } } )
		{
			Files.write( folder.resolve( "model.json" ), DiscModel.json().replace( change[ 0 ],
					change[ 1 ] ).getBytes( StandardCharsets.UTF_8 ) );
			assertRefused( change[ 2 ], () -> lab.sam().store().importModel( folder, "", "", lab.sam().loader() ) );
		}
		assertNull( lab.sam().store().entries().get( "my-model" ) );
	}
}
