// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.Step;
import sc.fiji.efficientsam.zarr.ZarrArray;

/** Images and labels as OME-Zarr, and back. */
public class OmeZarrTest {

	private static Context context;

	private static EfficientSamService sam;

	@TempDir
	Path folder;

	@BeforeAll
	public static void start()
	{
		context = new Context();
		sam = context.service( EfficientSamService.class );
	}

	@AfterAll
	public static void stop()
	{
		context.dispose();
	}

	/** 16 bit, 2 channels, 3 slices, 2 frames of 30 x 20 pixels, all different. */
	private static ImagePlus image()
	{
		final ImagePlus imp = IJ.createHyperStack( "five", 30, 20, 2, 3, 2, 16 );
		for ( int i = 1; i <= 12; i++ )
		{
			final ImageProcessor ip = imp.getStack().getProcessor( i );
			for ( int p = 0; p < 600; p++ )
				ip.set( p, 5000 * i + p );
		}
		imp.getCalibration().setUnit( "\u00b5m" );
		imp.getCalibration().pixelWidth = imp.getCalibration().pixelHeight = 0.25;
		imp.getCalibration().pixelDepth = 2;
		imp.getCalibration().frameInterval = 30;
		return new CompositeImage( imp );
	}

	private static ImageSession session()
	{
		final ImageSession s = sam.session( image() );
		final BitSet bits = new BitSet();
		bits.set( 0, 10 );
		s.run( Step.define( "red", 0xff0000 ) );
		s.run( Step.draw( new Plane( 1, 1 ), Mask.of( 2, 3, 5, 2, bits ), 0, "", Conflict.FIRST ) );
		s.run( Step.draw( new Plane( 3, 2 ), Mask.of( 20, 10, 5, 2, bits ), 0, "red", Conflict.FIRST ) );
		return s;
	}

	private static JsonObject json( final Path file ) throws IOException
	{
		return JsonParser.parseString( new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 ) ).getAsJsonObject();
	}

	@Test
	public void fiveDimensionsAreWrittenAndRead() throws IOException
	{
		final ImageSession session = session();
		for ( int again = 0; again < 2; again++ )
			assertEquals( 2, session.export( folder.toFile(), "zarr,zarr3" ).size() );
		assertArrayEquals( new String[] { "five-stack-labels-v3.ome.zarr", "five-stack-labels.ome.zarr" }, Arrays.stream( folder.toFile()
				.list() ).sorted().toArray(), "nothing else is left" );
		for ( final String name : new String[] { "five-stack-labels.ome.zarr", "five-stack-labels-v3.ome.zarr" } )
		{
			final Path root = folder.resolve( name );
			final ZarrArray pixels = ZarrArray.open( root.resolve( "0" ) );
			assertArrayEquals( new long[] { 2, 2, 3, 20, 30 }, pixels.shape() );
			for ( int i = 0; i < 12; i++ )
				assertEquals( 5000 * ( i + 1 ) + 599, pixels.plane( i / 6, i % 2, i / 2 % 3 )[ 599 ] );
			final ImportedObjects read = sam.importObjects( image(), root.toFile() );
			final ImagePlus expected = session.labels(), actual = read.labels();
			for ( int i = 1; i <= 6; i++ )
				assertArrayEquals( ( short[] ) expected.getStack().getPixels( i ), ( short[] ) actual.getStack().getPixels( i ) );
			assertEquals( "label 2 red, red", read.annotations().get( 1 ).name() + ", " + read.annotations().get( 1 ).objectClass() );
			assertEquals( 2, sam.importObjects( image(), root.resolve( "labels" ).toFile() ).annotations().size() );
			assertEquals( 2, sam.importObjects( image(), root.resolve( "labels/objects/0" ).toFile() ).annotations().size() );
		}
		final JsonObject scales = json( folder.resolve( "five-stack-labels.ome.zarr/.zattrs" ) ).getAsJsonArray( "multiscales" ).get( 0 )
				.getAsJsonObject();
		assertTrue( scales.toString().contains( "\"scale\":[30.0,1.0,2.0,0.25,0.25]" ), scales.toString() );
		assertTrue( scales.toString().contains( "{\"name\":\"x\",\"type\":\"space\",\"unit\":\"micrometer\"}" ), scales.toString() );
		assertTrue( json( folder.resolve( "five-stack-labels-v3.ome.zarr/zarr.json" ) ).getAsJsonObject( "attributes" ).getAsJsonObject(
				"ome" ).has( "multiscales" ) );
	}

	@Test
	public void colorsAreThreeChannels() throws IOException
	{
		final ImagePlus rgb = IJ.createImage( "rgb", "RGB", 8, 6, 1 );
		rgb.getProcessor().set( 3, 2, 0x102030 );
		final GivenResult result = new GivenResult( rgb, ResultKind.IMAGE );
		result.labels = IJ.createImage( "labels", "32-bit", 8, 6, 1 );
		result.labels.getProcessor().setf( 3, 2, 70000 );
		OmeZarr.write( result, folder.resolve( "rgb.zarr" ), "0.4" );
		final ZarrArray pixels = ZarrArray.open( folder.resolve( "rgb.zarr/0" ) );
		for ( int c = 0; c < 3; c++ )
			assertEquals( 16 * ( c + 1 ), pixels.plane( 0, c, 0 )[ 19 ] );
		assertEquals( 70000, ZarrArray.open( folder.resolve( "rgb.zarr/labels/objects/0" ) ).plane( 0, 0, 0 )[ 19 ] );
	}

	@Test
	public void whatCannotBeWrittenLeavesTheOldFolder() throws IOException
	{
		final GivenResult result = new GivenResult( IJ.createImage( "a", "8-bit", 8, 6, 1 ), ResultKind.IMAGE );
		result.labels = IJ.createImage( "labels", "16-bit", 8, 6, 1 );
		OmeZarr.write( result, folder.resolve( "a.zarr" ), "0.5" );
		result.labels = IJ.createImage( "too small", "16-bit", 2, 2, 1 );
		assertThrows( RuntimeException.class, () -> OmeZarr.write( result, folder.resolve( "a.zarr" ), "0.5" ) );
		assertArrayEquals( new String[] { "a.zarr" }, folder.toFile().list() );
		assertFalse( new File( folder.toFile(), "a.zarr/labels/zarr.json" ).length() == 0 );
	}

	private void assertRefused( final String words, final Path path )
	{
		final String said = assertThrows( IllegalArgumentException.class, () -> sam.importObjects( image(), path.toFile() ) ).getMessage();
		assertTrue( said.contains( words ) && said.contains( folder.toString() ), said );
	}

	@Test
	public void whatIsNoLabelImageOfThisImageIsRefused() throws IOException
	{
		session().export( folder.toFile(), "zarr" );
		final Path root = folder.resolve( "five-stack-labels.ome.zarr" ), names = root.resolve( "labels/.zattrs" );
		Files.write( names, "{\"labels\":[\"objects\",\"nuclei\"]}".getBytes( StandardCharsets.UTF_8 ) );
		assertRefused( "several label images: [\"objects\",\"nuclei\"]. Choose one by its folder", root );
		Files.write( names, "{\"labels\":[\"../../..\"]}".getBytes( StandardCharsets.UTF_8 ) );
		assertRefused( "is not in it", root );
		Files.delete( names );
		assertRefused( "there are no labels in it", root );
		assertRefused( "2 channels in the place of one", root.resolve( "0" ) );
		assertRefused( "there are no labels in it", folder );
		final String wrong = assertThrows( IllegalArgumentException.class, () -> sam.importObjects( IJ.createImage( "x", 30, 20, 1, 8 ),
				root.resolve( "labels/objects" ).toFile() ) ).getMessage();
		assertTrue( wrong.contains( "30 x 20 pixels, 3 slice(s) and 2 frame(s), but \"x\" has 30 x 20 pixels" ), wrong );
	}
}
