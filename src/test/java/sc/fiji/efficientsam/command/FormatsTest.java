// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.Step;

/** Every kind of run saves the files that are asked for, in macros without a screen. */
public class FormatsTest extends MacroTestBase {

	private static final String OPEN = "geojson,coco";

	@BeforeEach
	public void clear()
	{
		legacy.thrown = null;
	}

	private String path( final String name )
	{
		return folder.resolve( name ).toString().replace( "\\", "/" );
	}

	/** Runs a command on the blobs; what it said. */
	private String run( final String command, final String options )
	{
		return LegacyMacros.run( "setBatchMode(true);\nopen(\"" + LegacyMacros.path( "blobs.png" ) + "\");\nrun(\"" + command + "\", \"" +
				options + " folder=[" + path( "out" ) + "]\");", "" );
	}

	private String files() throws IOException
	{
		if ( !Files.exists( folder.resolve( "out" ) ) )
			return "";
		try ( Stream< Path > all = Files.list( folder.resolve( "out" ) ) )
		{
			return all.map( f -> f.getFileName().toString() ).sorted().collect( Collectors.joining( " " ) );
		}
	}

	private JsonObject json( final String name ) throws IOException
	{
		return JsonParser.parseString( new String( Files.readAllBytes( folder.resolve( "out" ).resolve( name ) ), StandardCharsets.UTF_8 ) )
				.getAsJsonObject();
	}

	private void assertObjects( final int n, final String begin ) throws IOException
	{
		assertEquals( n, json( begin + "-objects.geojson" ).getAsJsonArray( "features" ).size() );
		assertEquals( n, json( begin + "-coco.json" ).getAsJsonArray( "annotations" ).size() );
	}

	@Test
	public void singleRuns() throws IOException
	{
		final String said = run( "Segment ROIs...", "imp=blobs.png file=[" + LegacyMacros.path( "blobs-boxes.zip" ) + "] formats=" + OPEN );
		assertNull( legacy.thrown, said );
		assertEquals( "blobs-coco.json blobs-objects.geojson", files() );
		assertObjects( 63, "blobs" );
		run( "Segment Everything...", "imp=blobs.png objectsize=28 spacing=40 formats=[rois, usual]" );
		assertEquals( "blobs-coco.json blobs-labels.tif blobs-objects.geojson blobs-overlay.png blobs-rois.zip blobs-settings.csv " +
				"blobs-table.csv", files() );
	}

	@Test
	public void stacks() throws IOException
	{
		final ImagePlus blobs = TestImages.open( "blobs" );
		final ImagePlus stack = IJ.createImage( "two", "8-bit", blobs.getWidth(), blobs.getHeight(), 2 );
		stack.getStack().setProcessor( blobs.getProcessor(), 1 );
		stack.getStack().setProcessor( blobs.getProcessor().duplicate(), 2 );
		IJ.saveAsTiff( stack, path( "two.tif" ) );
		LegacyMacros.run( "setBatchMode(true);\nopen(\"" + path( "two.tif" ) +
				"\");\nmakeRectangle(9, 0, 28, 31);\nrun(\"Segment Stack...\", \"imp=two.tif formats=usual,geojson,coco folder=[" +
				path( "out" ) + "]\");", "" );
		assertNull( legacy.thrown );
		assertEquals( "two-stack-coco.json two-stack-labels.tif two-stack-objects.geojson two-stack-res_track.txt two-stack-rois.zip " +
				"two-stack-settings.csv two-stack-table.csv two-stack-tracks.csv", files() );
		assertObjects( 2, "two-stack" );
		assertEquals( 2, json( "two-stack-coco.json" ).getAsJsonArray( "images" ).size() );
		assertTrue( json( "two-stack-objects.geojson" ).toString().contains( "\"plane\":{\"c\":-1,\"z\":1,\"t\":0}" ) );
	}

	@Test
	public void sessions() throws IOException
	{
		final ImageSession session = context.service( EfficientSamService.class ).session( TestImages.open( "blobs" ) );
		session.run( Step.accept( Plane.FIRST, Prompt.box( 9, 0, 28, 31 ), 0, 0, "", Conflict.FIRST, SessionSettings.of( "micro" ) ) );
		session.save( folder.resolve( "s.json" ), SessionSettings.of( "micro" ) );
		run( "Replay Session...", "imp=blobs.png session=[" + path( "s.json" ) + "] mode=saved formats=" + OPEN );
		assertNull( legacy.thrown );
		assertEquals( "blobs-coco.json blobs-objects.geojson", files() );
		assertObjects( 1, "blobs" );
		assertEquals( "[]", session.export( folder.resolve( "scripted" ).toFile(), "classes" ).toString(), "there are no classes" );
	}

	@Test
	public void batchesMakeImagesAgainThatLackAFormat() throws IOException
	{
		Files.createDirectories( folder.resolve( "in" ) );
		Files.copy( TestImages.file( "blobs.png" ).toPath(), folder.resolve( "in/blobs.png" ) );
		Files.write( folder.resolve( "in/blobs.csv" ), Collections.singletonList( "x,y\n100,100" ) );
		final String batch = "input=[" + path( "in" ) + "] shard=1/2 formats=";
		run( "Batch...", batch + "labels,table" );
		assertNull( legacy.thrown );
		assertEquals( "blobs-labels.tif blobs-record.json blobs-table.csv", files() );
		run( "Batch...", batch + "usual,coco" );
		final String all = "blobs-coco.json blobs-labels.tif blobs-objects.geojson blobs-overlay.png blobs-record.json blobs-rois.zip " +
				"blobs-settings.csv blobs-table.csv";
		assertEquals( all, files() );
		assertObjects( 1, "blobs" );
		final Path record = folder.resolve( "out/blobs-record.json" );
		final byte[] done = Files.readAllBytes( record );
		run( "Batch...", batch + "usual" );
		assertEquals( new String( done, StandardCharsets.UTF_8 ), new String( Files.readAllBytes( record ), StandardCharsets.UTF_8 ),
				"what is wanted is there" );
	}

	@Test
	public void misspelledWordsFailBeforeTheWork() throws IOException
	{
		for ( final String line : new String[] { "Segment ROIs...|imp=blobs.png file=[" + LegacyMacros.path( "blobs-boxes.zip" ) + "]",
				"Segment Stack...|imp=blobs.png", "Batch...|input=[" + path( "" ) + "]" } )
		{
			legacy.thrown = null;
			final String said = run( line.split( "\\|", -1 )[ 0 ], line.split( "\\|", -1 )[ 1 ] + " formats=geojsn" );
			assertTrue( ( said + legacy.thrown ).contains( "\"geojsn\" is no value for formats. Use one of: usual, labels, rois, table" ),
					said + legacy.thrown );
			assertEquals( "", files() );
		}
	}
}
