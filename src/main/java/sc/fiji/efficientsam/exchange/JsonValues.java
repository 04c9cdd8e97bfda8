// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.exchange;

import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Values of JSON that may be missing or of another type. */
final class JsonValues {

	private JsonValues()
	{}

	/** The object in a member, or an empty one. */
	static JsonObject object( final JsonObject in, final String name )
	{
		final JsonElement e = in.get( name );
		return e != null && e.isJsonObject() ? e.getAsJsonObject() : new JsonObject();
	}

	/** The text in a member, or "". */
	static String text( final JsonObject in, final String name )
	{
		final JsonElement e = in.get( name );
		return e != null && e.isJsonPrimitive() ? e.getAsString() : "";
	}

	/** The number in a member; NaN if there is none. */
	static double number( final JsonObject in, final String name )
	{
		return number( in.get( name ) );
	}

	/** A number; NaN if it is none. */
	static double number( final JsonElement e )
	{
		return e != null && e.isJsonPrimitive() && e.getAsJsonPrimitive().isNumber() ? e.getAsDouble() : Double.NaN;
	}

	/** A whole number from 1 on; 0 if it is none. */
	static int whole( final double value )
	{
		return value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint( value ) ? ( int ) value : 0;
	}

	/** A corner {x, y}; further coordinates are not looked at. */
	static double[] corner( final JsonElement x, final JsonElement y )
	{
		final double[] corner = { number( x ), number( y ) };
		if ( Double.isNaN( corner[ 0 ] + corner[ 1 ] ) || Double.isInfinite( corner[ 0 ] + corner[ 1 ] ) )
			throw new BrokenFileException( "a corner is " + x + ", " + y + ", which are no coordinates" );
		return corner;
	}

	/** A ring of corners from GeoJSON's lists of two numbers. */
	static List< double[] > ring( final JsonArray corners )
	{
		final List< double[] > ring = new ArrayList<>();
		for ( final JsonElement c : corners )
			ring.add( corner( c.getAsJsonArray().get( 0 ), c.getAsJsonArray().get( 1 ) ) );
		return ring;
	}
}
