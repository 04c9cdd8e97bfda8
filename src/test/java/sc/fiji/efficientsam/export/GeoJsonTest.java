// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Collections;

import org.junit.jupiter.api.Test;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.mask.MaskTest;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.SegmentedObject;

/** Tests {@link GeoJson}. */
public class GeoJsonTest {

	private static Annotation object( final int label, final String name, final Mask mask )
	{
		return new Annotation( label, name, new SegmentedObject( Prompt.point( 1, 1 ), mask, 0.75, 0.5 ), 1, 1, "" );
	}

	private static JsonObject feature( final String name, final Mask mask )
	{
		final String json = GeoJson.of( Collections.singletonList( object( 7, name, mask ) ), Collections.emptyMap() );
		return JsonParser.parseString( json ).getAsJsonObject().getAsJsonArray( "features" ).get( 0 ).getAsJsonObject();
	}

	private static String geometry( final String... rows )
	{
		return feature( "", MaskTest.mask( 10, 20, rows ) ).get( "geometry" ).toString();
	}

	@Test
	public void onePixelIsASquareThatCloses()
	{
		assertEquals( "{\"type\":\"Polygon\",\"coordinates\":[[[10,20],[11,20],[11,21],[10,21],[10,20]]]}", geometry( "#" ) );
	}

	@Test
	public void holesAreRingsOfTheirOwn()
	{
		assertEquals( "{\"type\":\"Polygon\",\"coordinates\":[[[10,20],[13,20],[13,23],[10,23],[10,20]],[[11,21],[11,22],[12,22],[12,21]," +
				"[11,21]]]}", geometry( "###", "#.#", "###" ) );
	}

	@Test
	public void severalConnectedComponentsAreOneObject()
	{
		assertEquals( "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[10,20],[11,20],[11,21],[10,21],[10,20]]],[[[12,20],[13,20],[13,21]," +
				"[12,21],[12,20]]]]}", geometry( "#.#" ) );
	}

	@Test
	public void featuresSayWhatQuPathReads()
	{
		final JsonObject named = feature( "nucleus \"3\"", MaskTest.mask( 0, 0, "#" ) );
		assertEquals( "Feature", named.get( "type" ).getAsString() );
		assertEquals( "{\"objectType\":\"annotation\",\"name\":\"nucleus \\\"3\\\"\",\"measurements\":{\"Label\":7,\"Predicted " +
				"IoU\":0.75,\"Stability\":0.5}}", named.get( "properties" ).toString() );
	}

	@Test
	public void objectsKeepTheirLabelsAndClassesTheirColors()
	{
		final Mask pixel = MaskTest.mask( 0, 0, "#" );
		final Annotation inClass = new Annotation( 12, "c", new SegmentedObject( Prompt.point( 0, 0 ), pixel, Double.NaN, Double.NaN ), 2,
				3, "tumor" );
		final JsonArray all = JsonParser.parseString( GeoJson.of( Arrays.asList( object( 10, "a", pixel ), inClass ),
				Collections.singletonMap( "tumor", 0x0102ff ) ) )
				.getAsJsonObject().getAsJsonArray( "features" );
		assertEquals( 2, all.size() );
		final JsonObject first = all.get( 0 ).getAsJsonObject().getAsJsonObject( "properties" ),
				last = all.get( 1 ).getAsJsonObject().getAsJsonObject( "properties" );
		assertEquals( 10, first.getAsJsonObject( "measurements" ).get( "Label" ).getAsInt() );
		assertFalse( first.has( "classification" ) );
		assertEquals( "{\"Label\":12}", last.get( "measurements" ).toString() );
		assertEquals( "tumor", last.getAsJsonObject( "classification" ).get( "name" ).getAsString() );
		assertEquals( "{\"type\":\"FeatureCollection\",\"features\":[]}", GeoJson.of( Collections.emptyList(), Collections.emptyMap() ) );
	}
}
