// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.Arrays;
import java.util.Map;

import sc.fiji.efficientsam.everything.EverythingSettings;
import sc.fiji.efficientsam.model.FeatureMap;
import sc.fiji.efficientsam.model.InstanceMap;
import sc.fiji.efficientsam.model.InstanceMap.Channel;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.util.Hashes;

/**
 * What objects look like in images of one kind, as told by examples: it corrects the maps of a model's instance head, from
 * which all objects are found. The foreground is told anew; the distance to the border and the closeness to the center get a correction.
 * It fits the weights of the model that it was learned with, and no others. Immutable and safe for use by several threads.
 */
public final class Lesson {

	/** Maps that are corrected, in the order of the functions. */
	static final Channel[] CORRECTED = { Channel.FOREGROUND, Channel.BORDER, Channel.CENTER };

	/** Provenance that work by a lesson needs: the typical long side of the objects in pixels, and the hash of the model's weights. */
	public static final String OBJECT_SIZE = "objectsize", WEIGHTS = "weights";

	/** Letters of a {@link #hash()}. */
	private static final int HASH = 12;

	private final LinearFunction[] functions;
	private final Map< String, String > provenance;

	Lesson( final LinearFunction[] functions, final Map< String, String > provenance )
	{
		this.functions = functions;
		this.provenance = provenance;
	}

	/**
	 * One that was saved.
	 *
	 * @throws IllegalArgumentException
	 *             if the file holds something else
	 */
	public static Lesson of( final LearnedFile file )
	{
		final double[][] weights = file.weights( LearnedFile.Kind.LESSON );
		if ( weights.length != CORRECTED.length || !file.provenance().containsKey( WEIGHTS ) || !( objectSize( file.provenance() ) >= 0 ) )
			throw new IllegalArgumentException( "The lesson is damaged. Teach again." );
		final LinearFunction[] functions = new LinearFunction[ weights.length ];
		for ( int i = 0; i < weights.length; i++ )
			functions[ i ] = new LinearFunction( weights[ i ] );
		return new Lesson( functions, file.provenance() );
	}

	/** What is saved. */
	public LearnedFile toFile()
	{
		final double[][] weights = new double[ functions.length ][];
		for ( int i = 0; i < weights.length; i++ )
			weights[ i ] = functions[ i ].weights();
		return new LearnedFile( LearnedFile.Kind.LESSON, weights, provenance );
	}

	/** Where it comes from, in words, by name. */
	public Map< String, String > provenance()
	{
		return provenance;
	}

	/** Typical long side of the objects, in pixels of their images; 0 where each image tells it by itself. */
	public double objectSize()
	{
		return objectSize( provenance );
	}

	private static double objectSize( final Map< String, String > provenance )
	{
		try
		{
			return Double.parseDouble( provenance.getOrDefault( OBJECT_SIZE, "0" ) );
		}
		catch ( final NumberFormatException e )
		{
			return -1;
		}
	}

	/** A hash of what it tells, to know it again. */
	public String hash()
	{
		return Hashes.sha256( Arrays.deepToString( toFile().weights( LearnedFile.Kind.LESSON ) ) + objectSize() ).substring( 0, HASH );
	}

	/**
	 * The size at which objects are to be looked for: where none is told, the lesson's, or else the one that the image seems to have.
	 *
	 * @param image
	 *            with the model as it is untaught
	 */
	public EverythingSettings sized( final EverythingSettings settings, final EmbeddedImage image )
	{
		return settings.objectSize() > 0 ? settings
				: settings.with( EverythingSettings.OBJECT_SIZE, objectSize() > 0 ? objectSize() : image.likelySize( 0 ) );
	}

	/**
	 * Fails if it was not learned with a model's weights.
	 *
	 * @param hash
	 *            of the model's weights
	 * @throws IllegalArgumentException
	 *             if it was learned with others
	 */
	public void requireWeights( final String hash )
	{
		if ( !hash.equals( provenance.get( WEIGHTS ) ) )
			throw new IllegalArgumentException( "The lesson was taught with the model " + provenance.get( "model" ) + " (weights " +
					provenance.get( WEIGHTS ) + "), but objects are found by other weights (" + hash + "). Teach again with this model." );
	}

	/** Length of the features that it takes. */
	int features()
	{
		return functions[ 0 ].weights().length - 1;
	}

	/**
	 * Corrects what an instance head sees in a frame.
	 *
	 * @param frameSize
	 *            side of the model's input in pixels
	 */
	InstanceMap correct( final FeatureMap features, final InstanceMap maps, final int frameSize )
	{
		final int grid = maps.grid(), n = features.channels();
		final float[][] out = new float[ Channel.values().length ][ grid * grid ];
		final float[] f = new float[ n + out.length ];
		final double pixels = ( double ) frameSize / grid;
		for ( int i = 0; i < grid * grid; i++ )
		{
			final double x = ( i % grid + 0.5 ) * pixels - 0.5, y = ( i / grid + 0.5 ) * pixels - 0.5;
			features.at( x, y, f );
			PixelFeatures.fill( maps, x, y, frameSize, f, n );
			for ( final Channel c : Channel.values() )
				out[ c.ordinal() ][ i ] = maps.cell( c, i );
			for ( int k = 0; k < CORRECTED.length; k++ )
				out[ CORRECTED[ k ].ordinal() ][ i ] = corrected( k, out[ CORRECTED[ k ].ordinal() ][ i ], f );
		}
		return InstanceMap.of( out, grid );
	}

	private float corrected( final int k, final float seen, final float[] f )
	{
		final double told = functions[ k ].of( f );
		return ( float ) ( CORRECTED[ k ] == Channel.FOREGROUND ? LinearFunction.sigmoid( told )
				: Math.max( 0, Math.min( 1, seen + told ) ) );
	}
}
