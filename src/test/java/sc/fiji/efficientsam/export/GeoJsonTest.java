// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Collections;

import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.mask.MaskTest;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.SegmentedObject;

/** Tests {@link GeoJson}. */
public class GeoJsonTest {

	private static SegmentedObject object( final String name, final Mask mask )
	{
		return new SegmentedObject( Prompt.point( 1, 1 ).withName( name ), mask, 0.75, 0.5 );
	}

	private static JsonObject feature( final String name, final Mask mask )
	{
		final String json = GeoJson.of( Collections.singletonList( object( name, mask ) ), i -> 7 );
		return new JsonParser().parse( json ).getAsJsonObject().getAsJsonArray( "features" ).get( 0 ).getAsJsonObject();
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
		assertEquals( "{\"type\":\"Polygon\",\"coordinates\":[[[10,20],[13,20],[13,23],[10,23],[10,20]],[[11,21],[11,22],[12,22],[12,21],[11,21]]]}", geometry( "###", "#.#", "###" ) );
	}

	@Test
	public void severalConnectedComponentsAreOneObject()
	{
		assertEquals( "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[10,20],[11,20],[11,21],[10,21],[10,20]]],[[[12,20],[13,20],[13,21],[12,21],[12,20]]]]}", geometry( "#.#" ) );
	}

	@Test
	public void featuresSayWhatQuPathReads()
	{
		final JsonObject named = feature( "nucleus \"3\"", MaskTest.mask( 0, 0, "#" ) );
		assertEquals( "Feature", named.get( "type" ).getAsString() );
		assertEquals( "{\"objectType\":\"annotation\",\"name\":\"nucleus \\\"3\\\"\",\"measurements\":{\"Label\":7,\"Predicted IoU\":0.75,\"Stability\":0.5}}", named.get( "properties" ).toString() );
		assertEquals( "label 7", feature( "", MaskTest.mask( 0, 0, "#" ) ).getAsJsonObject( "properties" ).get( "name" ).getAsString() );
	}

	@Test
	public void objectsThatWereNotFoundAreLeftOutAndTheOthersKeepTheirLabels()
	{
		final Mask pixel = MaskTest.mask( 0, 0, "#" );
		final JsonObject all = new JsonParser().parse( GeoJson.of( Arrays.asList( object( "a", pixel ), object( "b", Mask.EMPTY ), object( "c", pixel ) ), i -> 10 + i ) ).getAsJsonObject();
		assertEquals( "FeatureCollection", all.get( "type" ).getAsString() );
		assertEquals( 2, all.getAsJsonArray( "features" ).size() );
		final JsonObject last = all.getAsJsonArray( "features" ).get( 1 ).getAsJsonObject().getAsJsonObject( "properties" );
		assertEquals( "c", last.get( "name" ).getAsString() );
		assertEquals( 12, last.getAsJsonObject( "measurements" ).get( "Label" ).getAsInt() );
		assertEquals( "{\"type\":\"FeatureCollection\",\"features\":[]}", GeoJson.of( Collections.emptyList(), i -> i ) );
	}
}
