// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.roi.RoiGroups;

/** Groups of selections stay what they are on the way from prompts to results. */
public class GroupsTest extends MacroTestBase {

	private static Roi box( final int x, final int y, final int size, final int group )
	{
		final Roi box = new Roi( x, y, size, size );
		box.setName( "box " + group );
		box.setGroup( group );
		return box;
	}

	private static List< Roi > boxes()
	{
		return Arrays.asList( box( 9, 0, 30, 7 ), box( 155, 15, 36, 0 ), box( 60, 30, 30, 2 ) );
	}

	private String path( final String name )
	{
		return folder.resolve( name ).toString().replace( "\\", "/" );
	}

	private JsonObject json( final String name ) throws IOException
	{
		return JsonParser.parseString( new String( Files.readAllBytes( folder.resolve( name ) ), StandardCharsets.UTF_8 ) )
				.getAsJsonObject();
	}

	private String groups( final String zip )
	{
		return RoiFiles.read( new File( path( zip ) ) ).stream().map( r -> r.getGroup() + RoiGroups.objectClass( r ) )
				.collect( Collectors.joining( ", " ) );
	}

	@Test
	public void singleRuns() throws IOException
	{
		final String before = Roi.getGroupNames();
		try
		{
			Roi.setGroupNames( ",mitotic" );
			Files.write( folder.resolve( "boxes.zip" ), RoiFiles.toZip( boxes() ) );
			final String said = LegacyMacros.run( "setBatchMode(true);\nopen(\"" + LegacyMacros.path( "blobs.png" ) +
					"\");\nrun(\"Segment ROIs...\", \"imp=blobs.png file=[" + path( "boxes.zip" ) +
					"] formats=rois,table,coco,geojson folder=[" + path( "out" ) + "]\");", "" );
			assertNull( legacy.thrown, said );
			assertEquals( "7group 7, 0, 2mitotic", groups( "out/blobs-rois.zip" ) );
			final List< String > table = Files.readAllLines( folder.resolve( "out/blobs-table.csv" ) );
			assertTrue( table.get( 0 ).endsWith( ",Class" ) && table.get( 1 ).endsWith( ",group 7" ) && table.get( 2 ).endsWith( "," ) &&
					table.get( 3 ).endsWith( ",mitotic" ), table.toString() );
			assertEquals( "[{\"id\":1,\"name\":\"object\"},{\"id\":2,\"name\":\"group 7\"},{\"id\":3,\"name\":\"mitotic\"}]", json(
					"out/blobs-coco.json" ).getAsJsonArray( "categories" ).toString() );
			final JsonArray features = json( "out/blobs-objects.geojson" ).getAsJsonArray( "features" );
			assertTrue( features.get( 2 ).toString().contains( "\"classification\":{\"name\":\"mitotic\"" ), features.toString() );
			LegacyMacros.run( "setBatchMode(true);\nopen(\"" + LegacyMacros.path( "blobs.png" ) +
					"\");\nrun(\"Import Objects...\", \"imp=blobs.png file=[" + path( "out/blobs-coco.json" ) + "] folder=[" + path(
							"again" ) + "]\");", "" );
			assertEquals( "7group 7, 0, 2mitotic", groups( "again/blobs-rois.zip" ) );
		}
		finally
		{
			Roi.setGroupNames( before );
		}
	}

	@Test
	public void withoutGroupsNothingIsOtherThanBefore()
	{
		final List< Roi > plain = boxes();
		plain.forEach( r -> r.setGroup( 0 ) );
		assertEquals( -1, context.service( EfficientSamService.class ).segment( TestImages.open( "blobs" ) ).rois( plain ).run().table()
				.getColumnIndex( "Class" ) );
	}

	@Test
	public void stacks()
	{
		final ImagePlus blobs = TestImages.open( "blobs" ), stack = IJ.createImage( "two", "8-bit", 256, 254, 2 );
		stack.getStack().setProcessor( blobs.getProcessor(), 1 );
		stack.getStack().setProcessor( blobs.getProcessor().duplicate(), 2 );
		final List< Roi > followed = context.service( EfficientSamService.class ).stack( stack ).rois( boxes() ).run().rois();
		assertEquals( "770022", followed.stream().map( r -> "" + r.getGroup() ).collect( Collectors.joining() ) );
	}

	@Test
	public void batchesJoinImagesWithAndWithoutClasses() throws IOException
	{
		final Path in = Files.createDirectories( folder.resolve( "in" ) );
		for ( final String name : new String[] { "a", "b" } )
			Files.copy( TestImages.file( "blobs.png" ).toPath(), in.resolve( name + ".png" ) );
		final List< Roi > plain = boxes();
		plain.forEach( r -> r.setGroup( 0 ) );
		Files.write( in.resolve( "a.zip" ), RoiFiles.toZip( plain ) );
		Files.write( in.resolve( "b.zip" ), RoiFiles.toZip( boxes() ) );
		LegacyMacros.run( "run(\"Batch...\", \"input=[" + path( "in" ) + "] formats=table folder=[" + path( "out" ) + "]\");", "" );
		assertNull( legacy.thrown );
		final List< String > joined = Files.readAllLines( folder.resolve( "out/batch-objects.csv" ) );
		assertEquals( 7, joined.size() );
		final int columns = joined.get( 0 ).split( ",", -1 ).length;
		assertTrue( joined.get( 0 ).endsWith( ",Class" ) && joined.get( 1 ).endsWith( "," ) && joined.get( 4 ).endsWith( ",group 7" ),
				joined.toString() );
		joined.forEach( line -> assertEquals( columns, line.split( ",", -1 ).length, line ) );
		final JsonObject coco = json( "out/batch-coco.json" );
		assertEquals( 3, coco.getAsJsonArray( "categories" ).size() );
		final StringBuilder categories = new StringBuilder();
		coco.getAsJsonArray( "annotations" ).forEach( a -> categories.append( a.getAsJsonObject().get( "category_id" ).getAsInt() ) );
		assertEquals( "111312", categories.toString() );
	}
}
