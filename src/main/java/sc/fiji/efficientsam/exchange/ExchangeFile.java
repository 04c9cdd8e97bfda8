// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.exchange;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

import sc.fiji.efficientsam.util.Reasons;

/** What a file says about the objects of an image. Immutable once read. */
public final class ExchangeFile {

	/** What Gson advises programmers to do. */
	private static final String LENIENT = "Use JsonReader.setLenient(true) to accept ";

	final List< ExchangeObject > objects = new ArrayList<>();

	/** What was left out, by reason. */
	private final Map< String, Integer > leftOut = new LinkedHashMap<>();

	ExchangeFile()
	{}

	/**
	 * Reads the objects of a GeoJSON or COCO file, or of the labels of an OME-Zarr folder, that belong to an image; the form is
	 * told by the content.
	 *
	 * @throws IllegalArgumentException
	 *             if the file cannot be read, is none of them or broken, or its objects belong to another image; the message
	 *             says what to do
	 */
	public static ExchangeFile read( final File file, final ExchangeImage image )
	{
		if ( file == null || file.getPath().isEmpty() )
			throw new IllegalArgumentException( "Which file? Use file=... for a GeoJSON or COCO file, or a folder of OME-Zarr." );
		final Path zarr = ZarrLabels.folder( file.toPath() );
		if ( zarr != null )
			return readZarr( zarr, image );
		if ( !file.isFile() )
			throw new IllegalArgumentException( "The file \"" + file + "\" does not exist. Check the path." );
		try
		{
			final ExchangeFile found = new ExchangeFile();
			if ( isCoco( file ) )
				CocoReader.read( file, image, found );
			else
				GeoJsonReader.read( file, image, found );
			return found;
		}
		catch ( final NumberFormatException e )
		{
			throw broken( file, e );
		}
		catch ( final IllegalArgumentException e )
		{
			throw e;
		}
		// NB: Gson tells of an array where an object should be, for example, by runtime exceptions of several kinds.
		catch ( final IOException | RuntimeException | StackOverflowError e )
		{
			throw broken( file, e );
		}
	}

	private static ExchangeFile readZarr( final Path folder, final ExchangeImage image )
	{
		final ExchangeFile found = new ExchangeFile();
		try
		{
			ZarrLabels.read( folder, image, found );
			return found;
		}
		catch ( final IllegalArgumentException e )
		{
			throw e;
		}
		catch ( final IOException | RuntimeException | OutOfMemoryError e )
		{
			throw new IllegalArgumentException( "\"" + folder + "\" cannot be read as labels of OME-Zarr: " + Reasons.of( e ) + ".", e );
		}
	}

	private static IllegalArgumentException broken( final File file, final Throwable e )
	{
		return new IllegalArgumentException( "\"" + file + "\" cannot be read as GeoJSON or COCO (" +
				( e instanceof StackOverflowError ? "it is nested too deeply" : Reasons.of( e ).replace( LENIENT, "" ) ) +
				"). Export it again.", e );
	}

	/** NB: without a mark of their own: COCO's annotations are a list beside others, GeoJSON tells its type. */
	private static boolean isCoco( final File file ) throws IOException
	{
		try ( JsonReader json = json( file ) )
		{
			if ( json.peek() != JsonToken.BEGIN_OBJECT )
				return false;
			json.beginObject();
			while ( json.hasNext() )
			{
				final String name = json.nextName();
				if ( name.equals( "annotations" ) || name.equals( "images" ) || name.equals( "categories" ) )
					return true;
				if ( name.equals( "features" ) || name.equals( "geometry" ) || name.equals( "coordinates" ) )
					return false;
				json.skipValue();
			}
			return false;
		}
	}

	/** NB: not decoded in silence: bytes that are no UTF-8 are an error. */
	static JsonReader json( final File file ) throws IOException
	{
		final BufferedReader text = Files.newBufferedReader( file.toPath(), StandardCharsets.UTF_8 );
		text.mark( 1 );
		if ( text.read() != '\ufeff' )
			text.reset();
		return new JsonReader( text );
	}

	/** The objects, in the order of the file. */
	public List< ExchangeObject > objects()
	{
		return Collections.unmodifiableList( objects );
	}

	void leaveOut( final String reason )
	{
		leftOut.merge( reason, 1, Integer::sum );
	}

	/** One sentence for each reason why something of the file is no object here, or is another than the file says. */
	public List< String > notes()
	{
		final List< String > notes = new ArrayList<>();
		leftOut.forEach( ( reason, n ) -> notes.add( reason + ": " + n + ( n == 1 ? " object." : " objects." ) ) );
		return notes;
	}
}
