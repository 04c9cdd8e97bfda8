/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.batch;

import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.label.Outlines;
import sc.fiji.efficientsam.segment.SegmentedObject;

/**
 * Objects as GeoJSON (RFC 7946) as QuPath reads it (File &gt; Import objects from
 * file): one annotation per object, in pixels of the image with integers at pixel
 * corners, holes included.
 */
final class GeoJson {

	private GeoJson()
	{}

	static String of( final Segmentation result )
	{
		final JsonArray features = new JsonArray();
		for ( int i = 0; i < result.objects().size(); i++ )
			if ( result.objects().get( i ).isFound() )
				features.add( feature( result.objects().get( i ), result.label( i ) ) );
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
