// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.util.List;
import java.util.function.IntUnaryOperator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import sc.fiji.efficientsam.mask.Outlines;
import sc.fiji.efficientsam.segment.SegmentedObject;

/**
 * Objects as GeoJSON (RFC 7946) as QuPath reads it (File &gt; Import objects from
 * file): one annotation per object, in pixels of the image with integers at pixel
 * corners, holes included.
 */
public final class GeoJson {

	private GeoJson()
	{}

	/**
	 * @param label
	 *            the label of object i
	 * @return a feature collection of those objects that were found
	 */
	public static String of( final List< SegmentedObject > objects, final IntUnaryOperator label )
	{
		final JsonArray features = new JsonArray();
		for ( int i = 0; i < objects.size(); i++ )
			if ( objects.get( i ).isFound() )
				features.add( feature( objects.get( i ), label.applyAsInt( i ) ) );
		final JsonObject all = new JsonObject();
		all.addProperty( "type", "FeatureCollection" );
		all.add( "features", features );
		return all.toString();
	}

	private static JsonObject feature( final SegmentedObject object, final int label )
	{
		final JsonObject measurements = new JsonObject();
		measurements.addProperty( "Label", label );
		measurements.addProperty( "Predicted IoU", object.score() );
		measurements.addProperty( "Stability", object.stability() );
		final JsonObject properties = new JsonObject();
		properties.addProperty( "objectType", "annotation" );
		properties.addProperty( "name", object.prompt().name().isEmpty() ? "label " + label : object.prompt().name() );
		properties.add( "measurements", measurements );
		final JsonObject feature = new JsonObject();
		feature.addProperty( "type", "Feature" );
		feature.add( "geometry", geometry( Outlines.of( object.mask() ) ) );
		feature.add( "properties", properties );
		return feature;
	}

	private static JsonObject geometry( final List< List< List< int[] > > > polygons )
	{
		final JsonArray all = new JsonArray();
		for ( final List< List< int[] > > polygon : polygons )
		{
			final JsonArray rings = new JsonArray();
			for ( final List< int[] > ring : polygon )
				rings.add( ring( ring ) );
			all.add( rings );
		}
		final JsonObject geometry = new JsonObject();
		geometry.addProperty( "type", all.size() == 1 ? "Polygon" : "MultiPolygon" );
		geometry.add( "coordinates", all.size() == 1 ? all.get( 0 ) : all );
		return geometry;
	}

	/** NB: GeoJSON repeats a ring's first corner at its end. */
	private static JsonArray ring( final List< int[] > corners )
	{
		final JsonArray ring = new JsonArray();
		for ( int i = 0; i <= corners.size(); i++ )
		{
			final JsonArray corner = new JsonArray();
			corner.add( corners.get( i % corners.size() )[ 0 ] );
			corner.add( corners.get( i % corners.size() )[ 1 ] );
			ring.add( corner );
		}
		return ring;
	}
}
