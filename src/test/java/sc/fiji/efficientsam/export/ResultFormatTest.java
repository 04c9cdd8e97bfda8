// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;

import ij.IJ;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.SegmentedObject;

/** Tests {@link ResultFormat}, {@link ResultKind}, {@link GeoJson} and {@link Coco}. */
public class ResultFormatTest {

	@TempDir
	Path folder;

	private static Annotation annotation( final int label, final String name, final double score, final int z, final int t,
			final String objectClass )
	{
		final Mask mask = Mask.of( 2, 3, 2, 2, BitSet.valueOf( new long[] { 0b0111 } ) );
		return new Annotation( label, name, new SegmentedObject( Prompt.point( 2, 3 ), mask, score, score ), z, t, objectClass );
	}

	/** A session on two slices and three frames: a mask that the model made on the first plane, and one that was drawn on the last. */
	private static GivenResult session()
	{
		final GivenResult result = new GivenResult( IJ.createHyperStack( "cells.tif", 12, 10, 1, 2, 3, 8 ), ResultKind.SESSION );
		result.annotations = Arrays.asList( annotation( 1, "one", 0.5, 1, 1, "" ), annotation( 7, "seven", Double.NaN, 2, 3, "nucleus" ) );
		result.classColors = Collections.singletonMap( "nucleus", 0x0102ff );
		return result;
	}

	/** NB: strict, unlike Gson's parser by itself, which takes NaN. */
	private JsonObject json( final Path file ) throws IOException
	{
		final String text = new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 );
		assertFalse( text.contains( "NaN" ), text );
		return JsonParser.parseReader( new JsonReader( Files.newBufferedReader( file ) ) ).getAsJsonObject();
	}

	@Test
	public void wordsNameFormats()
	{
		assertEquals( "[LABELS, ROIS, TABLE, SETTINGS, PICTURE]", ResultKind.IMAGE.formats( null ).toString() );
		assertEquals( "[LABELS, ROIS, TABLE, SETTINGS, GEOJSON, PICTURE]", ResultKind.BATCH.formats( " " ).toString() );
		assertEquals( "[LABELS, ROIS, SETTINGS, TABLE, TRACKS, CTC]", ResultKind.STACK.formats( "usual" ).toString() );
		assertEquals( "[LABELS, ROIS, TABLE, CLASSES, COCO]", ResultKind.SESSION.formats( "Usual,coco, labels" ).toString() );
		assertEquals( "[GEOJSON, LABELS]", ResultKind.IMAGE.formats( "geojson labels" ).toString() );
	}

	@Test
	public void wrongWordsAreRefusedWithAllThatThereAre()
	{
		final String message = assertThrows( IllegalArgumentException.class, () -> ResultKind.IMAGE.formats( "labels,geojsn" ) )
				.getMessage();
		assertEquals( "\"geojsn\" is no value for formats. Use one of: usual, labels, rois, table, settings, geojson, " +
				"coco, labeling, zarr, zarr3, " +
				"picture.", message );
		assertThrows( IllegalArgumentException.class, () -> ResultKind.IMAGE.formats( "tracks" ), "one plane has no tracks" );
		assertThrows( IllegalArgumentException.class, () -> ResultKind.STACK.formats( "picture" ) );
	}

	@Test
	public void formatsHaveFilesOfTheirOwnAndEveryKindHasTheOpenOnes()
	{
		final Set< String > suffixes = new LinkedHashSet<>();
		for ( final ResultFormat f : ResultFormat.values() )
			assertTrue( suffixes.add( f.suffix() ) && ResultFormat.isResult( "A" + f.suffix() ), f.suffix() );
		for ( final ResultKind kind : ResultKind.values() )
			assertEquals( "[GEOJSON, COCO]", kind.formats( "geojson,coco" ).toString() );
	}

	@Test
	public void geoJsonTellsPlaneAndClassAsQuPathReadsThem() throws IOException
	{
		final JsonObject all = json( session().write( ResultFormat.GEOJSON, folder.toFile() ) );
		final JsonObject first = all.getAsJsonArray( "features" ).get( 0 ).getAsJsonObject(),
				last = all.getAsJsonArray( "features" ).get( 1 ).getAsJsonObject();
		assertNull( first.getAsJsonObject( "geometry" ).get( "plane" ), "the first plane is QuPath's default" );
		assertEquals( "{\"c\":-1,\"z\":1,\"t\":2}", last.getAsJsonObject( "geometry" ).get( "plane" ).toString() );
		assertEquals( "{\"objectType\":\"annotation\",\"name\":\"one\",\"measurements\":{\"Label\":1,\"Predicted " +
				"IoU\":0.5,\"Stability\":0.5}}", first.get( "properties" ).toString() );
		assertEquals( "{\"objectType\":\"annotation\",\"name\":\"seven\",\"classification\":{\"name\":\"nucleus\",\"color\":[1,2,255]}," +
				"\"measurements\":{\"Label\":7}}", last.get( "properties" ).toString() );
	}

	@Test
	public void cocoHasAnImageForEachPlaneAndACategoryForEachClass() throws IOException
	{
		final Path file = session().write( ResultFormat.COCO, folder.toFile() );
		assertEquals( "cells-stack-coco.json", file.getFileName().toString() );
		final JsonObject all = json( file );
		assertEquals( 6, all.getAsJsonArray( "images" ).size() );
		assertEquals( "{\"id\":6,\"file_name\":\"cells-slice2-frame3\",\"width\":12,\"height\":10}",
				all.getAsJsonArray( "images" ).get( 5 ).toString() );
		assertEquals( "[{\"id\":1,\"name\":\"object\"},{\"id\":2,\"name\":\"nucleus\"}]", all.get( "categories" ).toString() );
		final JsonObject one = all.getAsJsonArray( "annotations" ).get( 0 ).getAsJsonObject(),
				seven = all.getAsJsonArray( "annotations" ).get( 1 ).getAsJsonObject();
		assertEquals( "1 1 0.5 [2,3,2,2]", one.get( "image_id" ) + " " + one.get( "category_id" ) + " " + one.get( "score" ) + " " +
				one.get( "bbox" ) );
		assertEquals( "6 2 null 7", seven.get( "image_id" ) + " " + seven.get( "category_id" ) + " " + seven.get( "score" ) + " " +
				seven.get( "label" ) );
		// column 2: rows 3 and 4; column 3: row 3
		assertEquals( "{\"size\":[10,12],\"counts\":[23,2,8,1,86]}", one.get( "segmentation" ).toString() );
	}

	@Test
	public void whatHasNothingToSayIsLeftOut()
	{
		final GivenResult empty = new GivenResult( IJ.createImage( "x", "8-bit", 4, 4, 1 ), ResultKind.SESSION );
		empty.export( folder.toFile(), "usual" );
		assertEquals( "[x-labels.tif, x-table.csv]", Arrays.stream( folder.toFile().list() ).sorted().collect( Collectors.toList() )
				.toString() );
	}
}
