// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.inference.InferenceSession;
import sc.fiji.efficientsam.inference.OnnxSignature;

/**
 * The kinds of models that can be used. Which one two files are is read from the
 * names and shapes of their inputs and outputs, never from file names.
 */
public enum ModelFamily
{
	/** {@link EfficientSamModel} */
	EFFICIENTSAM( "efficientsam", "EfficientSAM", EfficientSamModel.EMBEDDINGS, EfficientSamModel.COORDS, EfficientSamModel.LABELS,
			EfficientSamModel.SIZE ),
	/** {@link SamModel} */
	SAM( "sam", "SAM, MobileSAM or micro-sam", "image_embeddings", SamModel.POINTS, SamModel.LABELS, SamModel.MASK, SamModel.HAS_MASK,
			SamModel.SIZE ),
	/** {@link SamModel} */
	EFFICIENTVIT_SAM( "efficientvit-sam", "EfficientViT-SAM", "image_embeddings", SamModel.POINTS, SamModel.LABELS ),
	/** {@link SamModel} */
	SAM2( "sam2", "SAM 2 (samexporter)", "image_embed", "high_res_feats_0", "high_res_feats_1", SamModel.POINTS, SamModel.LABELS,
			SamModel.MASK, SamModel.HAS_MASK ),
	/** {@link SamModel} */
	SAM2_CPP( "sam2-cpp", "SAM 2 (sam-cpp-macos, osam)", "image_embeddings", "high_res_features1", "high_res_features2", SamModel.POINTS,
			SamModel.LABELS, SamModel.MASK, SamModel.HAS_MASK, SamModel.SIZE );

	private static final int DEFAULT_FRAME = 1024;

	private final String id;
	private final String title;
	private final Set< String > decoderInputs;

	ModelFamily( final String id, final String title, final String... decoderInputs )
	{
		this.id = id;
		this.title = title;
		this.decoderInputs = new HashSet<>( Arrays.asList( decoderInputs ) );
	}

	/** Name in catalogs. */
	public String id()
	{
		return id;
	}

	/** Name for people. */
	public String title()
	{
		return title;
	}

	/**
	 * @throws IllegalArgumentException
	 *             if there is no family of that name
	 */
	public static ModelFamily of( final String id )
	{
		for ( final ModelFamily f : values() )
			if ( f.id.equals( id ) )
				return f;
		throw new IllegalArgumentException( "unknown family \"" + id + "\"; known are " +
				Arrays.stream( values() ).map( ModelFamily::id ).collect( Collectors.joining( ", " ) ) );
	}

	/** Whether a file with these inputs and outputs is the decoder of any family. */
	static boolean isDecoder( final OnnxSignature file )
	{
		return Arrays.stream( values() ).anyMatch( f -> f.hasDecoder( file ) );
	}

	/** Whether a file with these inputs and outputs is a mask decoder that sees windows of the embedding; see {@link WindowDecoder}. */
	static boolean isWindowDecoder( final OnnxSignature file )
	{
		return file.inputs().keySet().equals( WindowDecoder.INPUTS ) && file.outputs().keySet().containsAll( WindowDecoder.OUTPUTS );
	}

	/** Whether a file with these inputs and outputs is an instance head; see {@link InstanceMap}. */
	static boolean isInstanceHead( final OnnxSignature file )
	{
		if ( !file.inputs().keySet().equals( Collections.singleton( EfficientSamModel.EMBEDDINGS ) )
				|| !file.outputs().keySet().equals( Collections.singleton( EfficientSamModel.INSTANCES ) ) )
			return false;
		final long[] maps = file.outputs().get( EfficientSamModel.INSTANCES ).shape();
		return maps.length == 4 && maps[ 1 ] == InstanceMap.Channel.values().length;
	}

	/**
	 * Which family two files are.
	 *
	 * @throws InferenceException
	 *             if they are of none; the message names what was found and what
	 *             was expected
	 */
	public static ModelFamily of( final OnnxSignature encoder, final OnnxSignature decoder )
	{
		for ( final ModelFamily f : values() )
			if ( f.hasDecoder( decoder ) )
			{
				if ( f.hasEncoder( encoder ) )
					return f;
				throw new InferenceException( "The decoder is one of " + f.title +
						", but the encoder does not belong to it: it should take one image of a fixed or free square size (" +
						"[1, 3, size, size] or [rows, columns, 3], float32) and give " + f.embeddings() + ", but has " + encoder +
								". Choose the two files of one model." );
			}
		throw new InferenceException( "These are not the two files of a known model. The decoder has " + decoder +
				". Expected is one of: " +
				Arrays.stream( values() ).map( f -> f.title + " with the inputs " + sorted( f.decoderInputs ) )
						.collect( Collectors.joining( "; " ) ) +
				". Choose an encoder and its decoder, exported as two ONNX files." );
	}

	private boolean hasDecoder( final OnnxSignature file )
	{
		if ( !file.inputs().keySet().equals( decoderInputs ) )
			return false;
		return file.outputs().containsKey( SamModel.IOU ) && ( this == EFFICIENTSAM ? file.outputs().containsKey( EfficientSamModel.MASKS )
				: file.outputs().containsKey( SamModel.MASKS ) || file.outputs().containsKey( SamModel.LOW_RES ) );
	}

	private boolean hasEncoder( final OnnxSignature file )
	{
		if ( file.inputs().size() != 1 || !file.outputs().keySet().containsAll( embeddings() ) )
			return false;
		if ( this == EFFICIENTSAM && !file.inputs().containsKey( EfficientSamModel.IMAGES ) )
			return false;
		final OnnxSignature.Value image = file.inputs().values().iterator().next();
		final long[] s = image.shape();
		final boolean planar = s.length == 4 && ( s[ 1 ] == 3 || s[ 1 ] < 0 ) && s[ 2 ] == s[ 3 ];
		final boolean interleaved = s.length == 3 && ( s[ 2 ] == 3 || s[ 2 ] < 0 ) && s[ 0 ] == s[ 1 ] && this != EFFICIENTSAM;
		return image.type() == OnnxSignature.FLOAT && ( planar || interleaved );
	}

	/** What the decoder takes from the encoder. */
	private List< String > embeddings()
	{
		return decoderInputs.stream().filter( n -> n.startsWith( "image_embed" ) || n.startsWith( "high_res" ) ).sorted()
				.collect( Collectors.toList() );
	}

	private static List< String > sorted( final Set< String > names )
	{
		return names.stream().sorted().collect( Collectors.toList() );
	}

	/** Whether an encoder's input says how large the square is that it takes. */
	static boolean hasFixedFrame( final OnnxSignature encoder )
	{
		final long[] s = encoder.inputs().values().iterator().next().shape();
		return s[ s.length == 4 ? 2 : 0 ] > 0;
	}

	/**
	 * Side in pixels of the square that an encoder takes: what its input says, or 1024, which all models with free
	 * input were trained on.
	 */
	public static int frame( final OnnxSignature encoder )
	{
		final long[] s = encoder.inputs().values().iterator().next().shape();
		final long side = s.length == 4 ? s[ 2 ] : s[ 0 ];
		return side > 0 ? ( int ) side : DEFAULT_FRAME;
	}

	/**
	 * Makes a model of its sessions, which are closed with it.
	 *
	 * @param windowDecoder
	 *            a decoder for windows of the embedding, or null
	 * @param head
	 *            the instance head, or null
	 * @throws InferenceException
	 *             if the files are of no known family
	 */
	static PromptableModel model( final ModelInfo info, final InferenceSession encoder, final InferenceSession decoder,
			final InferenceSession windowDecoder, final InferenceSession head )
	{
		final ModelFamily family = of( encoder.signature(), decoder.signature() );
		if ( hasFixedFrame( encoder.signature() ) && frame( encoder.signature() ) != info.frameSize() )
			throw new InferenceException( "The encoder of " + info.id() + " takes images of " + frame( encoder.signature() ) +
					" pixels, but the catalog says " +
					info.frameSize() + ". Correct its entry." );
		if ( windowDecoder != null && !isWindowDecoder( windowDecoder.signature() ) || head != null && !isInstanceHead( head.signature() ) )
			throw new InferenceException( "The further files of " + info.id() + " are no decoder for windows with " + WindowDecoder.INPUTS +
					" or no instance head with the output " + EfficientSamModel.INSTANCES +
					", but have " + ( windowDecoder == null ? "" : windowDecoder.signature() + " " ) +
							( head == null ? "" : head.signature() ) + ". Use the files of one model." );
		return family == EFFICIENTSAM ? new EfficientSamModel( info, encoder, decoder, windowDecoder, head ) : new SamModel( info, encoder,
				decoder );
	}
}
