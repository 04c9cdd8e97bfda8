// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.exchange;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.mask.Polygons;

/**
 * Reads objects from GeoJSON (RFC 7946) as QuPath writes it (File &gt; Export objects as GeoJSON): a feature collection, a
 * list of features, or one of them. Coordinates are pixels of the image with integers at pixel corners; "plane" counts
 * slices and frames from 0. Feature by feature, so that large files need little memory.
 */
final class GeoJsonReader {

	static final String NO_AREA = "Left out, as points, lines and empty outlines have no area";

	static final String OUTSIDE = "Left out, as they lie outside of the image";

	private final ExchangeImage image;
	private final ExchangeFile found;

	private GeoJsonReader( final ExchangeImage image, final ExchangeFile found )
	{
		this.image = image;
		this.found = found;
	}

	static void read( final File file, final ExchangeImage image, final ExchangeFile found ) throws IOException
	{
		try ( JsonReader json = ExchangeFile.json( file ) )
		{
			new GeoJsonReader( image, found ).read( json );
		}
	}

	private void read( final JsonReader json ) throws IOException
	{
		if ( json.peek() == JsonToken.BEGIN_ARRAY )
		{
			features( json );
			return;
		}
		final JsonObject single = new JsonObject();
		boolean collection = false;
		json.beginObject();
		while ( json.hasNext() )
		{
			final String name = json.nextName();
			if ( name.equals( "features" ) )
			{
				collection = true;
				features( json );
			}
			else
				single.add( name, JsonParser.parseReader( json ) );
		}
		json.endObject();
		if ( !collection )
			feature( single );
	}

	private void features( final JsonReader json ) throws IOException
	{
		json.beginArray();
		while ( json.hasNext() )
			feature( JsonParser.parseReader( json ).getAsJsonObject() );
		json.endArray();
	}

	private void feature( final JsonObject feature )
	{
		final boolean bare = !feature.has( "geometry" );
		if ( bare && !feature.has( "coordinates" ) && !feature.has( "geometries" ) )
			throw new BrokenFileException( "there is no geometry in it" );
		final JsonObject geometry = bare ? feature : JsonValues.object( feature, "geometry" );
		final List< List< List< double[] > > > polygons = new ArrayList<>();
		collect( geometry, polygons );
		Mask mask = Mask.EMPTY;
		for ( final List< List< double[] > > p : polygons )
			mask = mask.union( Polygons.fill( p, image.width(), image.height() ) );
		if ( mask.isEmpty() )
		{
			found.leaveOut( polygons.isEmpty() || polygons.stream().allMatch( this::isInside ) ? NO_AREA : OUTSIDE );
			return;
		}
		final ExchangeObject o = new ExchangeObject();
		o.mask = mask;
		final JsonObject plane = JsonValues.object( geometry, "plane" );
		o.z = JsonValues.whole( JsonValues.number( plane, "z" ) + 1 );
		o.t = JsonValues.whole( JsonValues.number( plane, "t" ) + 1 );
		describe( o, JsonValues.object( feature, "properties" ) );
		found.objects.add( o );
	}

	/** Whether the first corner is in the image. */
	private boolean isInside( final List< List< double[] > > polygon )
	{
		if ( polygon.isEmpty() || polygon.get( 0 ).isEmpty() )
			return true;
		final double x = polygon.get( 0 ).get( 0 )[ 0 ], y = polygon.get( 0 ).get( 0 )[ 1 ];
		return x >= 0 && y >= 0 && x < image.width() && y < image.height();
	}

	private static void collect( final JsonObject geometry, final List< List< List< double[] > > > polygons )
	{
		switch ( JsonValues.text( geometry, "type" ) )
		{
		case "Polygon":
			polygons.add( polygon( geometry.getAsJsonArray( "coordinates" ) ) );
			break;
		case "MultiPolygon":
			for ( final JsonElement p : geometry.getAsJsonArray( "coordinates" ) )
				polygons.add( polygon( p.getAsJsonArray() ) );
			break;
		case "GeometryCollection":
			for ( final JsonElement g : geometry.getAsJsonArray( "geometries" ) )
				collect( g.getAsJsonObject(), polygons );
			break;
		case "Point":
		case "MultiPoint":
		case "LineString":
		case "MultiLineString":
		case "":
			// NB: without an area, or null where a feature has no place at all.
			break;
		default:
			throw new BrokenFileException( "\"" + JsonValues.text( geometry, "type" ) + "\" is no type of geometry" );
		}
	}

	private static List< List< double[] > > polygon( final JsonArray rings )
	{
		final List< List< double[] > > polygon = new ArrayList<>();
		for ( final JsonElement ring : rings )
			polygon.add( JsonValues.ring( ring.getAsJsonArray() ) );
		return polygon;
	}

	private static void describe( final ExchangeObject o, final JsonObject properties )
	{
		o.name = JsonValues.text( properties, "name" );
		final JsonObject c = JsonValues.object( properties, "classification" );
		o.objectClass = JsonValues.text( c, "name" );
		if ( c.has( "color" ) && c.get( "color" ).isJsonArray() && c.getAsJsonArray( "color" ).size() >= 3 )
			o.color = rgb( c.getAsJsonArray( "color" ) );
		else if ( !Double.isNaN( JsonValues.number( c, "colorRGB" ) ) )
			o.color = ( int ) JsonValues.number( c, "colorRGB" ) & 0xffffff;
		o.label = JsonValues.whole( measurement( properties, "Label" ) );
		o.score = measurement( properties, "Predicted IoU" );
		o.stability = measurement( properties, "Stability" );
	}

	private static int rgb( final JsonArray color )
	{
		int rgb = 0;
		for ( int i = 0; i < 3; i++ )
			rgb = rgb << 8 | ( int ) JsonValues.number( color.get( i ) ) & 0xff;
		return rgb;
	}

	/** NB: older versions of QuPath write a list of names and values. */
	private static double measurement( final JsonObject properties, final String name )
	{
		final JsonElement all = properties.get( "measurements" );
		if ( all == null || !all.isJsonArray() )
			return JsonValues.number( JsonValues.object( properties, "measurements" ), name );
		for ( final JsonElement m : all.getAsJsonArray() )
			if ( m.isJsonObject() && name.equals( JsonValues.text( m.getAsJsonObject(), "name" ) ) )
				return JsonValues.number( m.getAsJsonObject(), "value" );
		return Double.NaN;
	}
}
