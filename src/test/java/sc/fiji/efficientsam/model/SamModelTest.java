// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.inference.InferenceBackend;
import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.inference.OnnxSignature;
import sc.fiji.efficientsam.inference.OnnxWriter;
import sc.fiji.efficientsam.inference.Tensor;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;

/** Compares {@link SamModel} number by number with the known answers of {@link SamGraphs}. */
public class SamModelTest {

	private static final double[] MEAN = { 123.675, 116.28, 103.53 }, STD = { 58.395, 57.12, 57.375 };

	@TempDir
	Path folder;

	private final InferenceBackend backend = new DjlBackend( 1 );

	private PromptableModel open( final int frame, final Path encoder, final Path decoder )
	{
		return new ModelLoader( backend ).open( new ModelInfo( "tiny", "tiny", "none", frame, 50, 50 ), encoder, decoder, Device.CPU );
	}

	private Path file( final String name )
	{
		return folder.resolve( name + ".onnx" );
	}

	/** SAM: one prompt at a time, masks, image size as floats, four candidates, extra output of low resolution. */
	private PromptableModel sam() throws IOException
	{
		return open( 1024, SamGraphs.planarEncoder( file( "e" ), "x", 1024, "image_embeddings" ),
				SamGraphs.decoder( file( "d" ), false, 4, true, OnnxSignature.FLOAT, true, "image_embeddings" ) );
	}

	/** Sides of the frame's image part, filled with a color. */
	private static float[] image( final int frame, final int w, final int h )
	{
		final float[] rgb = new float[ 3 * frame * frame ];
		for ( int c = 0; c < 3; c++ )
			for ( int y = 0; y < h; y++ )
				Arrays.fill( rgb, ( c * frame + y ) * frame, ( c * frame + y ) * frame + w, 0.2f * ( c + 1 ) );
		return rgb;
	}

	/** Mean over colors of the normalized color that {@link #image} has. */
	private static double normalized()
	{
		double sum = 0;
		for ( int c = 0; c < 3; c++ )
			sum += ( 255 * 0.2 * ( c + 1 ) - MEAN[ c ] ) / STD[ c ] / 3;
		return sum;
	}

	private static void assertLogits( final double expected, final MaskCandidates c, final int candidate )
	{
		for ( final int i : new int[] { 0, 100, 255 } )
			assertEquals( expected, c.logit( candidate, i, 255 - i ), 1e-5 * Math.max( 100, Math.abs( expected ) ) );
	}

	@Test
	public void imagesAreNormalizedAndThenPaddedWithZero() throws IOException
	{
		try ( PromptableModel m = sam() )
		{
			final double expected = normalized() * 1024 * 300 / ( 1024 * 1024 );
			assertArrayEquals( new float[] { ( float ) expected },
					Arrays.copyOf( m.encode( image( 1024, 1024, 300 ), 1024, 300 ).values().toFloatArray(), 1 ), 1e-4f );
		}
	}

	@Test
	public void graphsThatNormalizeThemselvesGetRawColorsOfTheImageOnly() throws IOException
	{
		final Path decoder = SamGraphs.decoder( file( "d" ), false, 1, true, OnnxSignature.FLOAT, false, "image_embeddings" );
		try ( PromptableModel free = open( 1024, SamGraphs.interleavedEncoder( file( "free" ), "input_image", -1, "image_embeddings" ),
				decoder );
				PromptableModel fixed = open( 64, SamGraphs.interleavedEncoder( file( "fixed" ), "input_image", 64, "image_embeddings" ),
						decoder ) )
		{
			assertEquals( 255 * 0.4, free.encode( image( 1024, 500, 300 ), 500, 300 ).values().toFloatArray()[ 0 ], 1e-2 );
			final double padding = ( MEAN[ 0 ] + MEAN[ 1 ] + MEAN[ 2 ] ) / 3;
			assertEquals( 255 * 0.4 * 0.25 + padding * 0.75, fixed.encode( image( 64, 32, 32 ), 32, 32 ).values().toFloatArray()[ 0 ],
					1e-2 );
		}
	}

	@Test
	public void samGetsPointsInItsFrameOf1024AndPaddingWithoutABox() throws IOException
	{
		try ( PromptableModel m = sam() )
		{
			assertTrue( m.takesNegativePoints() && m.takesMasks() );
			final Embedding e = m.encode( image( 1024, 1024, 1024 ) );
			final List< MaskCandidates > out = m.decode( e, Arrays.asList( Prompt.point( 10, 20 ), Prompt.box( 2, 4, 8, 16 ),
					Prompt.box( 2, 4, 8, 16 ).withPoint( 4, 6 ).withNegative( 1, 1 ) ) );
			final double rest = normalized() + 3 * 256 / 1024.0;
			assertEquals( 3, out.get( 0 ).size() );
			for ( int c = 0; c < 3; c++ )
				assertLogits( 1 + c + 10 + 200 + 100 * ( 1 - 1 ) + rest, out.get( 0 ), c );
			assertEquals( 0.9f, out.get( 0 ).score( 0 ) );
			assertEquals( 1, out.get( 1 ).size() );
			final double corners = 1.5 + 35 + 9.5 + 195;
			assertLogits( corners + 500 + rest, out.get( 1 ), 0 );
			assertLogits( corners + 4 + 60 + 1 + 10 + 600 + rest, out.get( 2 ), 0 );
			assertEquals( 0.1f, out.get( 1 ).score( 0 ) );
		}
	}

	@Test
	public void maskPromptsBecomeLogitsOfTheirShare() throws IOException
	{
		try ( PromptableModel m = sam() )
		{
			final Embedding e = m.encode( image( 1024, 1024, 1024 ) );
			final BitSet bits = new BitSet();
			bits.set( 0, 64 * 30 );
			// 64 x 30 pixels: 16 x 7 whole cells of 4 x 4 pixels, and 16 cells of which half is covered, which has logit 0
			final Prompt p = Prompt.mask( Mask.of( 4, 8, 64, 30, bits ) );
			final double certain = Math.log( 999 );
			final MaskCandidates c = m.decode( e, Collections.singletonList( p ) ).get( 0 );
			assertEquals( 1, c.size() );
			assertLogits( -100 + certain + 16 * 7 * certain + normalized() + 3 * 256 / 1024.0, c, 0 );
		}
	}

	@Test
	public void efficientVitTakesBatchesAndPointsOfAFrameTwiceItsOwn() throws IOException
	{
		try ( PromptableModel m = open( 512, SamGraphs.planarEncoder( file( "e" ), "input_image", 512, "image_embeddings" ),
				SamGraphs.decoder( file( "d" ), true, 4, false, 0, false, "image_embeddings" ) ) )
		{
			assertFalse( m.takesMasks() );
			final Embedding e = m.encode( image( 512, 512, 512 ) );
			final List< Prompt > prompts = new ArrayList<>();
			for ( int i = 0; i < 40; i++ )
				prompts.add( i % 2 == 0 ? Prompt.point( i, 3 ) : Prompt.box( i, 5, 10, 20 ) );
			final List< MaskCandidates > out = m.decode( e, prompts );
			for ( int i = 0; i < 40; i++ )
				if ( i % 2 == 0 )
					assertLogits( 1 + ( 2 * i + 0.5 ) + 65 + 0 + normalized(), out.get( i ), 0 );
				else
					assertLogits( 2 * ( 2 * ( i + 4.5 ) + 0.5 ) + 10 * 2 * ( 2 * 14.5 + 0.5 ) + 500 + normalized(), out.get( i ), 0 );
			assertThrows( IllegalArgumentException.class, () -> m.decode( e,
					Collections.singletonList( Prompt.mask( Mask.of( 0, 0, 1, 1, BitSet.valueOf( new long[] { 1 } ) ) ) ) ) );
		}
	}

	@Test
	public void sam2GetsItsFeaturesOfHighResolutionInBothNamings() throws IOException
	{
		final Path[] encoders = { SamGraphs.planarEncoder( file( "e1" ), "image", 1024, "high_res_feats_0", "high_res_feats_1",
				"image_embed" ),
				SamGraphs.planarEncoder( file( "e2" ), "input", 1024, "image_embeddings", "high_res_features1", "high_res_features2" ) };
		final Path[] decoders = { SamGraphs.decoder( file( "d1" ), true, 3, true, 0, false, "image_embed", "high_res_feats_0",
				"high_res_feats_1" ),
				SamGraphs.decoder( file( "d2" ), true, 3, true, OnnxSignature.INT64, true, "image_embeddings", "high_res_features1",
						"high_res_features2" ) };
		for ( int k = 0; k < 2; k++ )
			try ( PromptableModel m = open( 1024, encoders[ k ], decoders[ k ] ) )
			{
				final Embedding e = m.encode( image( 1024, 1024, 1024 ) );
				assertEquals( 3, e.parts().size() );
				assertEquals( 3 * 4 * 64 * 64, e.bytes() );
				double features = 0;
				for ( final Tensor part : e.parts().values() )
					features += part.toFloatArray()[ 0 ];
				// NB: the mean of three million floats is good to three digits only.
				assertEquals( 6 * normalized(), features, 0.02 );
				final double rest = features + ( k == 0 ? 0 : 3 * 256 / 1024.0 );
				final BitSet pixel = BitSet.valueOf( new long[] { 1 } );
				final List< MaskCandidates > out = m.decode( e,
						Arrays.asList( Prompt.point( 7, 8 ), Prompt.point( 9, 1 ).withMask( Mask.of( 0, 0, 1, 1, pixel ) ),
						Prompt.point( 2, 3 ), Prompt.mask( Mask.of( 0, 0, 1, 1, pixel ) ) ) );
				for ( int c = 0; c < 3; c++ )
				{
					// no padding: the graph adds it
					assertLogits( c + 7 + 80 + 100 + rest, out.get( 0 ), c );
					assertLogits( c + 2 + 30 + 100 + rest, out.get( 2 ), c );
					final double cell = Math.log( 1 / 15.0 );
					assertLogits( c + 9 + 10 + 100 + rest + cell, out.get( 1 ), c );
					assertLogits( c - 100 + rest + cell, out.get( 3 ), c );
				}
			}
	}

	@Test
	public void whatIsOfNoFamilyIsRefusedWithWhatWasFound() throws IOException
	{
		final Path encoder = SamGraphs.planarEncoder( file( "e" ), "x", 1024, "image_embeddings" );
		final Path decoder = SamGraphs.decoder( file( "d" ), false, 1, true, OnnxSignature.FLOAT, false, "image_embeddings" );
		final Path other = SamGraphs.decoder( file( "o" ), false, 1, false, 0, false, "features" );
		final Path wide = new OnnxWriter().input( "x", OnnxSignature.FLOAT, 684, 1024, 3 ).node( "Identity", new String[] { "x" },
				"image_embeddings" )
				.output( "image_embeddings", OnnxSignature.FLOAT, 684, 1024, 3 ).write( file( "w" ) );
		assertTrue( assertThrows( InferenceException.class, () -> open( 1024, encoder, other ) ).getMessage().contains( "features" ) );
		assertTrue( assertThrows( InferenceException.class, () -> open( 1024, decoder, decoder ) ).getMessage()
				.contains( "the encoder does not belong to it" ) );
		assertTrue( assertThrows( InferenceException.class, () -> open( 1024, wide, decoder ) ).getMessage().contains( "684" ) );
		assertTrue( assertThrows( InferenceException.class, () -> open( 512, encoder, decoder ) ).getMessage()
				.contains( "takes images of 1024 pixels" ) );
	}
}
