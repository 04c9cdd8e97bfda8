// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.labeling;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.util.AtomicFiles;

/**
 * Reads and writes Labkit's {@code .labeling} files (source of the format: {@code LabelingSerializer} of labkit-ui 0.4.0): JSON with the
 * interval, the pixel sizes, for each label the list of its pixels' coordinates, and colors. Pixels are read and written one by one, so
 * that
 * memory is needed for the labeling only.
 */
public final class LabelingFile {

	/** How names of such files end. */
	public static final String SUFFIX = ".labeling";

	private final String name;
	private long[] min;
	private long[] max;
	private boolean labelsSeen;
	private final List< Double > sizes = new ArrayList<>();
	private final List< String > units = new ArrayList<>();
	private final Map< String, Map< List< Long >, Mask > > labels = new LinkedHashMap<>();
	private final Map< String, Integer > colors = new LinkedHashMap<>();

	private LabelingFile( final String name )
	{
		this.name = name;
	}

	/** Where Labkit keeps the labeling of an image file. */
	public static Path beside( final Path image )
	{
		return image.resolveSibling( image.getFileName() + SUFFIX );
	}

	/**
	 * Reads a file.
	 *
	 * @throws IOException if it cannot be read
	 * @throws IllegalArgumentException if it is no labeling, or is damaged
	 */
	public static Labeling read( final Path file ) throws IOException
	{
		final LabelingFile reader = new LabelingFile( file.getFileName().toString() );
		try (BufferedReader in = new BufferedReader( new InputStreamReader( Files.newInputStream( file ), charset( file ) ) ))
		{
			reader.readAll( new JsonReader( in ) );
		}
		catch ( final EOFException e )
		{
			throw reader.damaged( "it ends too early", e );
		}
		catch ( final MalformedJsonException | IllegalStateException | NumberFormatException e )
		{
			throw reader.damaged( e.getMessage(), e );
		}
		return reader.labeling();
	}

	/** Labkit writes in the charset of its computer: UTF-8 or, mostly on Windows, one with a byte for each character. */
	private static Charset charset( final Path file ) throws IOException
	{
		final char[] some = new char[ 1 << 16 ];
		// NB: such a reader refuses what is not UTF-8.
		try (Reader in = Files.newBufferedReader( file, StandardCharsets.UTF_8 ))
		{
			while ( in.read( some ) >= 0 )
				continue;
			return StandardCharsets.UTF_8;
		}
		catch ( final CharacterCodingException e )
		{
			final Charset here = Charset.defaultCharset();
			final boolean fromElsewhere = here.equals( StandardCharsets.UTF_8 ) || here.equals( StandardCharsets.US_ASCII );
			return fromElsewhere ? Charset.forName( "windows-1252" ) : here;
		}
	}

	private IllegalArgumentException damaged( final String why, final Exception cause )
	{
		return new IllegalArgumentException( "\"" + name + "\" is not a labeling of Labkit, or it is damaged (" + why +
				"). Save the labeling in Labkit again.", cause );
	}

	private void readAll( final JsonReader in ) throws IOException
	{
		in.beginObject();
		while ( in.hasNext() )
			switch ( in.nextName() )
			{
			case "interval":
				readInterval( in );
				break;
			case "pixelSizes":
				readSizes( in );
				break;
			case "labels":
				if ( min == null || max == null || max.length != min.length || min.length < 2 || min.length > 5 )
					throw damaged( "it does not begin with an interval of two to five dimensions", null );
				if ( max[ 0 ] < min[ 0 ] || max[ 1 ] < min[ 1 ] || max[ 0 ] - min[ 0 ] + 1 > Labeling.LARGEST / ( max[ 1 ] - min[ 1 ] +
						1 ) )
					throw damaged( "its interval is empty or too large", null );
				labelsSeen = true;
				in.beginObject();
				while ( in.hasNext() )
				{
					final String label = in.nextName();
					if ( labels.containsKey( label ) )
						throw damaged( "the label \"" + label + "\" is there twice", null );
					labels.put( label, readLabel( label, in ) );
				}
				in.endObject();
				break;
			case "colors":
				in.beginObject();
				while ( in.hasNext() )
					colors.put( in.nextName(), Integer.decode( in.nextString() ) & 0xffffff );
				in.endObject();
				break;
			default:
				in.skipValue();
			}
		in.endObject();
		if ( in.peek() != JsonToken.END_DOCUMENT )
			throw damaged( "something follows its end", null );
		if ( !labelsSeen )
			throw damaged( "it has no labels", null );
	}

	private void readInterval( final JsonReader in ) throws IOException
	{
		in.beginObject();
		while ( in.hasNext() )
			switch ( in.nextName() )
			{
			case "min":
				min = numbers( in );
				break;
			case "max":
				max = numbers( in );
				break;
			default:
				in.skipValue();
			}
		in.endObject();
	}

	private static long[] numbers( final JsonReader in ) throws IOException
	{
		final List< Long > list = new ArrayList<>();
		in.beginArray();
		while ( in.hasNext() )
			list.add( in.nextLong() );
		in.endArray();
		return list.stream().mapToLong( Long::longValue ).toArray();
	}

	private void readSizes( final JsonReader in ) throws IOException
	{
		in.beginArray();
		while ( in.hasNext() )
		{
			double size = 1;
			String unit = null;
			in.beginObject();
			while ( in.hasNext() )
				switch ( in.nextName() )
				{
				case "size":
					size = in.nextDouble();
					break;
				case "unit":
					unit = in.nextString();
					break;
				default:
					in.skipValue();
				}
			in.endObject();
			sizes.add( size );
			units.add( unit );
		}
		in.endArray();
	}

	private Map< List< Long >, Mask > readLabel( final String label, final JsonReader in ) throws IOException
	{
		final int width = ( int ) ( max[ 0 ] - min[ 0 ] + 1 ), height = ( int ) ( max[ 1 ] - min[ 1 ] + 1 );
		final Map< List< Long >, BitSet > planes = new LinkedHashMap<>();
		final long[] p = new long[ min.length ];
		in.beginArray();
		while ( in.hasNext() )
		{
			in.beginArray();
			for ( int d = 0; d < p.length; d++ )
			{
				p[ d ] = in.nextLong();
				if ( p[ d ] < min[ d ] || p[ d ] > max[ d ] )
					throw damaged( "the label \"" + label + "\" has pixels outside of the interval", null );
			}
			in.endArray();
			final List< Long > position = new ArrayList<>();
			for ( int d = 2; d < p.length; d++ )
				position.add( p[ d ] );
			planes.computeIfAbsent( position, k -> new BitSet() ).set( ( int ) ( ( p[ 1 ] - min[ 1 ] ) * width + p[ 0 ] - min[ 0 ] ) );
		}
		in.endArray();
		final Map< List< Long >, Mask > masks = new LinkedHashMap<>();
		planes.forEach( ( position, bits ) -> masks.put( position, Mask.of( 0, 0, width, height, bits ) ) );
		return masks;
	}

	private Labeling labeling()
	{
		if ( min == null || max == null || min.length != max.length )
			throw damaged( "it has no interval", null );
		final List< Labeling.Axis > axes = new ArrayList<>();
		for ( int d = 0; d < min.length; d++ )
			axes.add( new Labeling.Axis( min[ d ], max[ d ], d < sizes.size() ? sizes.get( d ) : 1, d < units.size() ? units.get( d ) :
					"pixel" ) );
		return new Labeling( axes, labels, colors );
	}

	/**
	 * Writes a file; one that is there is replaced when the new one is complete.
	 *
	 * @throws IOException if it cannot be written; an older file is unchanged then
	 */
	public static void write( final Labeling labeling, final Path file ) throws IOException
	{
		AtomicFiles.write( file, out -> {
			final Writer writer = new BufferedWriter( new AsciiWriter( out ) );
			write( labeling, new JsonWriter( writer ) );
			writer.flush();
		} );
	}

	private static void write( final Labeling labeling, final JsonWriter out ) throws IOException
	{
		out.beginObject();
		out.name( "interval" ).beginObject();
		out.name( "min" ).beginArray();
		for ( final Labeling.Axis axis : labeling.axes() )
			out.value( axis.min() );
		out.endArray().name( "max" ).beginArray();
		for ( final Labeling.Axis axis : labeling.axes() )
			out.value( axis.max() );
		out.endArray().name( "n" ).value( labeling.axes().size() ).endObject();
		out.name( "pixelSizes" ).beginArray();
		for ( final Labeling.Axis axis : labeling.axes() )
		{
			out.beginObject().name( "size" ).value( axis.pixelSize() );
			if ( axis.unit() != null )
				out.name( "unit" ).value( axis.unit() );
			out.endObject();
		}
		out.endArray().name( "labels" ).beginObject();
		for ( final String label : labeling.names() )
			writeLabel( labeling, label, out );
		out.endObject().name( "colors" ).beginObject();
		for ( final Map.Entry< String, Integer > color : labeling.colors().entrySet() )
			out.name( color.getKey() ).value( String.format( "#%06X", color.getValue() ) );
		out.endObject().endObject();
		out.flush();
	}

	private static void writeLabel( final Labeling labeling, final String label, final JsonWriter out ) throws IOException
	{
		final long x0 = labeling.axes().get( 0 ).min(), y0 = labeling.axes().get( 1 ).min();
		out.name( label ).beginArray();
		for ( final Map.Entry< List< Long >, Mask > plane : labeling.planes( label ).entrySet() )
		{
			final Mask mask = plane.getValue();
			final BitSet bits = mask.bits();
			for ( int i = bits.nextSetBit( 0 ); i >= 0; i = bits.nextSetBit( i + 1 ) )
			{
				out.beginArray().value( x0 + mask.x() + i % mask.width() ).value( y0 + mask.y() + i / mask.width() );
				for ( final long p : plane.getKey() )
					out.value( p );
				out.endArray();
			}
		}
		out.endArray();
	}
}
