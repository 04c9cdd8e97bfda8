// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import sc.fiji.efficientsam.mask.Outlines;

/**
 * Objects as GeoJSON (RFC 7946) as QuPath reads it (File &gt; Import objects from
 * file): one annotation per object, in pixels of the image with integers at pixel
 * corners, holes included. On other planes than the first one, QuPath's "plane" (counted from 0)
 * says which; classes are QuPath's classifications.
 */
final class GeoJson {

	private GeoJson()
	{}

	/** A feature collection; classes are written with their colors (RGB). */
	static String of( final List< Annotation > annotations, final Map< String, Integer > classColors )
	{
		final JsonArray features = new JsonArray();
		for ( final Annotation a : annotations )
			features.add( feature( a, classColors.get( a.objectClass() ) ) );
		final JsonObject all = new JsonObject();
		all.addProperty( "type", "FeatureCollection" );
		all.add( "features", features );
		return all.toString();
	}

	private static JsonObject feature( final Annotation a, final Integer color )
	{
		final JsonObject properties = new JsonObject();
		properties.addProperty( "objectType", "annotation" );
		properties.addProperty( "name", a.name() );
		if ( color != null )
			properties.add( "classification", classification( a.objectClass(), color ) );
		properties.add( "measurements", measurements( a ) );
		final JsonObject feature = new JsonObject();
		feature.addProperty( "type", "Feature" );
		feature.add( "geometry", geometry( Outlines.of( a.mask() ) ) );
		if ( a.z() > 1 || a.t() > 1 )
			feature.getAsJsonObject( "geometry" ).add( "plane", plane( a ) );
		feature.add( "properties", properties );
		return feature;
	}

	/** NB: JSON has no NaN. */
	private static JsonObject measurements( final Annotation a )
	{
		final JsonObject measurements = new JsonObject();
		measurements.addProperty( "Label", a.label() );
		if ( !Double.isNaN( a.score() ) )
			measurements.addProperty( "Predicted IoU", a.score() );
		if ( !Double.isNaN( a.stability() ) )
			measurements.addProperty( "Stability", a.stability() );
		return measurements;
	}

	private static JsonObject classification( final String name, final int rgb )
	{
		final JsonArray color = new JsonArray();
		for ( int shift = 16; shift >= 0; shift -= 8 )
			color.add( rgb >> shift & 0xff );
		final JsonObject classification = new JsonObject();
		classification.addProperty( "name", name );
		classification.add( "color", color );
		return classification;
	}

	private static JsonObject plane( final Annotation a )
	{
		final JsonObject plane = new JsonObject();
		plane.addProperty( "c", -1 );
		plane.addProperty( "z", a.z() - 1 );
		plane.addProperty( "t", a.t() - 1 );
		return plane;
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
