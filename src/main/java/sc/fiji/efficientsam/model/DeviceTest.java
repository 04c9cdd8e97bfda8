// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * Compares what a model computes on a device with what the CPU computes: on a drawn image with nine objects, each asked
 * for by its box or by a point, the masks have to agree by an IoU of {@value #AGREEMENT}, and so has the foreground of an instance head.
 * Cards that are in use round otherwise, but drivers and libraries that compute something else are found out.
 */
final class DeviceTest {

	/** Least IoU. */
	static final double AGREEMENT = 0.99;

	/** Objects per side. */
	private static final int SIDE = 3;

	/** Foreground from which on a cell is of an object. */
	private static final double INSIDE = 0.5;

	private DeviceTest()
	{}

	/**
	 * @param device
	 *            the model on the device in question
	 * @param cpu
	 *            the same model on the CPU
	 * @throws InferenceException
	 *             if they do not agree, or a computation fails; the message says what
	 */
	static void run( final PromptableModel device, final PromptableModel cpu )
	{
		final int size = cpu.info().frameSize();
		final List< Prompt > prompts = prompts( size );
		final Embedding theirs = device.encode( image( size ) ), ours = cpu.encode( image( size ) );
		double least = 1;
		for ( final Prompt p : prompts )
		{
			// NB: one by one, as not all models take both kinds in one batch.
			final List< Prompt > one = Collections.singletonList( p );
			final MaskCandidates a = device.decode( theirs, one ).get( 0 ), b = cpu.decode( ours, one ).get( 0 );
			least = Math.min( least, iou( a, b, b.best() ) );
		}
		if ( cpu.mapsInstances() )
			least = Math.min( least, iou( device.mapInstances( theirs ), cpu.mapInstances( ours ) ) );
		if ( !( least >= AGREEMENT ) )
			throw new InferenceException( String.format( Locale.ROOT, "its masks are not the CPU's: on a test image they agree by an " +
					"IoU of %.2f only, and %.2f is needed", least, AGREEMENT ) );
	}

	private static double iou( final MaskCandidates a, final MaskCandidates b, final int candidate )
	{
		if ( a.grid() != b.grid() || a.size() != b.size() || a.x() != b.x() || a.y() != b.y() )
			return 0;
		final float[] p = a.logits( candidate ), q = b.logits( candidate );
		return iou( p, q, 0 );
	}

	private static double iou( final InstanceMap a, final InstanceMap b )
	{
		final int n = b.grid() * b.grid();
		final float[] p = new float[ n ], q = new float[ n ];
		for ( int i = 0; a.grid() == b.grid() && i < n; i++ )
		{
			p[ i ] = a.cell( InstanceMap.Channel.FOREGROUND, i );
			q[ i ] = b.cell( InstanceMap.Channel.FOREGROUND, i );
		}
		return a.grid() == b.grid() ? iou( p, q, INSIDE ) : 0;
	}

	/** 0 where a number is none. */
	private static double iou( final float[] a, final float[] b, final double threshold )
	{
		int both = 0, any = 0;
		for ( int i = 0; i < a.length; i++ )
		{
			if ( Float.isNaN( a[ i ] ) || Float.isInfinite( a[ i ] ) )
				return 0;
			both += a[ i ] > threshold && b[ i ] > threshold ? 1 : 0;
			any += a[ i ] > threshold || b[ i ] > threshold ? 1 : 0;
		}
		return any == 0 ? 1 : ( double ) both / any;
	}

	/** Bright ellipses of several sizes on a dark ground, with some texture; planar RGB, 0..1. */
	private static float[] image( final int size )
	{
		final float[] rgb = new float[ 3 * size * size ];
		for ( int y = 0; y < size; y++ )
			for ( int x = 0; x < size; x++ )
			{
				double v = 0.2 + 0.04 * Math.sin( x / 3.0 ) * Math.cos( y / 4.0 );
				for ( int i = 0; i < SIDE * SIDE; i++ )
				{
					final double[] e = ellipse( i, size );
					final double r = Math.hypot( ( x - e[ 0 ] ) / e[ 2 ], ( y - e[ 1 ] ) / e[ 3 ] );
					v += 0.55 / ( 1 + Math.exp( 12 * ( r - 1 ) ) );
				}
				for ( int c = 0; c < 3; c++ )
					rgb[ ( c * size + y ) * size + x ] = ( float ) Math.min( 1, v * ( 1 - 0.1 * c ) );
			}
		return rgb;
	}

	/** Center and half axes. */
	private static double[] ellipse( final int index, final int size )
	{
		final double cell = ( double ) size / SIDE;
		return new double[] { ( index % SIDE + 0.5 ) * cell, ( index / SIDE + 0.5 ) * cell, cell * ( 0.12 + 0.03 * ( index % 4 ) ),
				cell * ( 0.3 - 0.03 * ( index % 5 ) ) };
	}

	private static List< Prompt > prompts( final int size )
	{
		final List< Prompt > prompts = new ArrayList<>();
		for ( int i = 0; i < SIDE * SIDE; i++ )
		{
			final double[] e = ellipse( i, size );
			prompts.add( i % 3 == 2 ? Prompt.point( Math.rint( e[ 0 ] ), Math.rint( e[ 1 ] ) )
					: Prompt.box( Math.rint( e[ 0 ] - e[ 2 ] ), Math.rint( e[ 1 ] - e[ 3 ] ), Math.rint( 2 * e[ 2 ] ),
							Math.rint( 2 * e[ 3 ] ) ) );
		}
		return prompts;
	}
}
