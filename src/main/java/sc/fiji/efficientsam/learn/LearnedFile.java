// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import com.google.gson.GsonBuilder;

import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Json;
import sc.fiji.efficientsam.util.Reasons;

/** What was learned, as a small file: JSON with the weights, and where they come from. Immutable. */
public final class LearnedFile {

	/** What was learned. */
	public enum Kind
	{
		/** A {@link PixelClassifier}. */
		PIXEL_CLASSIFIER,
		/** A {@link Lesson}. */
		LESSON
	}

	private static final String FORMAT = "efficientsam-learned";

	private static final int VERSION = 1;

	/** More is no file of ours: they have some thousand numbers. */
	private static final long LARGEST = 16L << 20;

	// NB: the names in the file.
	private final String format;
	private final int version;
	private final Kind kind;
	private final Map< String, String > provenance;
	private final double[][] weights;

	LearnedFile( final Kind kind, final double[][] weights, final Map< String, String > provenance )
	{
		format = FORMAT;
		version = VERSION;
		this.kind = kind;
		this.weights = weights;
		this.provenance = new LinkedHashMap<>( provenance );
	}

	/** What was learned. */
	public Kind kind()
	{
		return kind;
	}

	/** Where it comes from, in words, by name; unmodifiable. */
	public Map< String, String > provenance()
	{
		return Collections.unmodifiableMap( provenance );
	}

	/**
	 * @throws IllegalArgumentException
	 *             if it is something else
	 */
	double[][] weights( final Kind expected )
	{
		if ( kind != expected )
			throw new IllegalArgumentException( "The file holds a " + words( kind ) + ", but a " + words( expected ) +
					" is needed. Choose another file." );
		return weights;
	}

	private static String words( final Kind kind )
	{
		return kind == Kind.LESSON ? "lesson of \"Teach...\"" : "pixel classifier";
	}

	/** Writes it, whole or not at all. */
	public void write( final Path file ) throws IOException
	{
		AtomicFiles.write( file, new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson( this ).getBytes(
				StandardCharsets.UTF_8 ) );
	}

	/**
	 * Reads one.
	 *
	 * @throws IllegalArgumentException
	 *             if it cannot be read, is none, or is broken; the message says what to do
	 */
	public static LearnedFile read( final Path file )
	{
		final LearnedFile read;
		try
		{
			if ( Files.size( file ) > LARGEST )
				throw new IllegalArgumentException( "\"" + file +
						"\" is too large for what was learned from examples. Choose another file." );
			try ( Reader text = Files.newBufferedReader( file, StandardCharsets.UTF_8 ) )
			{
				read = Json.read( text, LearnedFile.class );
			}
		}
		catch ( final IOException e )
		{
			throw new IllegalArgumentException( "\"" + file + "\" cannot be read (" + Reasons.of( e ) + "). Choose another file.", e );
		}
		catch ( final IllegalArgumentException e )
		{
			throw new IllegalArgumentException( "\"" + file + "\" does not hold what was learned from examples, or is damaged (" +
					Reasons.of( e ) + "). Choose another file, or teach again.", e );
		}
		if ( read == null || !FORMAT.equals( read.format ) )
			throw new IllegalArgumentException( "\"" + file + "\" does not hold what was learned from examples. Choose another file." );
		if ( read.version > VERSION )
			throw new IllegalArgumentException( "\"" + file + "\" was written by a newer version of EfficientSAM. Update this one." );
		if ( !read.isWhole() )
			throw new IllegalArgumentException( "\"" + file + "\" is damaged. Choose another file, or teach again." );
		return read;
	}

	private boolean isWhole()
	{
		if ( kind == null || provenance == null || weights == null || weights.length == 0 )
			return false;
		for ( final double[] w : weights )
		{
			if ( w == null || w.length < 2 || w.length != weights[ 0 ].length )
				return false;
			for ( final double v : w )
				if ( Double.isNaN( v ) || Double.isInfinite( v ) )
					return false;
		}
		return true;
	}
}
