// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.InferenceSession;
import sc.fiji.efficientsam.inference.OnnxSignature;
import sc.fiji.efficientsam.inference.Tensor;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * The ONNX contracts of SAM and those of its relatives that kept its decoder:
 * SAM, MobileSAM, micro-sam and EfficientViT-SAM
 * ({@code segment_anything/utils/onnx.py} of facebookresearch/segment-anything,
 * {@code deployment/onnx} of mit-han-lab/efficientvit), and SAM 2 as exported by
 * vietanhdev/samexporter and ryouchinsa/sam-cpp-macos, whose encoder has two
 * more outputs of higher resolution.
 * <p>
 * What a file wants is read from its names and shapes: whether it takes masks,
 * batches, the image's size, and whether normalization and padding are done in
 * the graph. Points are always given in a frame of 16 pixels per cell of the
 * embedding (1024 for all known models), whatever the encoder's input size; the
 * decoder's masks of low resolution are used, which cover the padded frame.
 * </p>
 */
public final class SamModel implements PromptableModel {

	static final String POINTS = "point_coords", LABELS = "point_labels", MASK = "mask_input", HAS_MASK = "has_mask_input",
			SIZE = "orig_im_size";

	static final String MASKS = "masks", IOU = "iou_predictions", LOW_RES = "low_res_masks";

	/** Mean and standard deviation of red, green and blue for values 0..1, with which all of the family were trained. */
	private static final double[] MEAN = { 123.675 / 255, 116.28 / 255, 103.53 / 255 }, STD = { 58.395 / 255, 57.12 / 255, 57.375 / 255 };

	/** Side of a mask prompt. */
	private static final int GRID = 256;

	/** Frame pixels per cell of the embedding. */
	private static final int STRIDE = 16;

	/** The probability that a mask prompt stands for, as micro-sam has it. */
	private static final double CERTAIN = 0.999;

	private static final int BATCH = 16;

	private final ModelInfo info;
	private final InferenceSession encoder;
	private final InferenceSession decoder;
	private final List< String > embeddings;
	private final String image;
	private final double pointFrame;

	/** Takes over the sessions, whose files {@link ModelFamily} has recognized: they are closed with this model. */
	SamModel( final ModelInfo info, final InferenceSession encoder, final InferenceSession decoder )
	{
		this.info = Objects.requireNonNull( info, "info" );
		this.encoder = encoder;
		this.decoder = decoder;
		image = encoder.signature().inputs().keySet().iterator().next();
		embeddings = new ArrayList<>( decoder.signature().inputs().keySet() );
		embeddings.retainAll( encoder.signature().outputs().keySet() );
		final long[] shape = decoder.signature().inputs().get( mainEmbedding() ).shape();
		pointFrame = shape.length == 4 && shape[ 3 ] > 0 ? STRIDE * shape[ 3 ] : 1024;
	}

	/** The embedding of low resolution, which SAM 2 has beside two others. */
	private String mainEmbedding()
	{
		return embeddings.stream().filter( e -> e.startsWith( "image_embed" ) ).findFirst().orElse( embeddings.get( 0 ) );
	}

	@Override
	public ModelInfo info()
	{
		return info;
	}

	@Override
	public Device device()
	{
		return encoder.device();
	}

	@Override
	public int maxPoints()
	{
		return Integer.MAX_VALUE;
	}

	@Override
	public boolean takesNegativePoints()
	{
		return true;
	}

	@Override
	public boolean takesMasks()
	{
		return takes( MASK );
	}

	private boolean takes( final String input )
	{
		return decoder.signature().inputs().containsKey( input );
	}

	// -- Encoding --

	@Override
	public Embedding encode( final float[] rgb, final int width, final int height )
	{
		final long[] shape = encoder.signature().inputs().get( image ).shape();
		final Tensor in = shape.length == 3 ? raw( rgb, width, height, shape[ 0 ] > 0 ) : normalized( rgb, width, height );
		return Embedding.of( encoder.run( Collections.singletonMap( image, in ), embeddings ) );
	}

	/** [1, 3, size, size]. NB: SAM pads with 0 after normalizing, so with the mean color. */
	private Tensor normalized( final float[] rgb, final int width, final int height )
	{
		final int size = info.frameSize();
		final float[] out = new float[ rgb.length ];
		for ( int c = 0; c < 3; c++ )
			for ( int y = 0; y < height; y++ )
				for ( int x = 0; x < width; x++ )
				{
					final int i = ( c * size + y ) * size + x;
					out[ i ] = ( float ) ( ( rgb[ i ] - MEAN[ c ] ) / STD[ c ] );
				}
		return Tensor.of( out, 1, 3, size, size );
	}

	/** [rows, columns, 3], 0..255, for graphs that normalize and pad; padded with the mean color where the size is fixed. */
	private Tensor raw( final float[] rgb, final int width, final int height, final boolean fixed )
	{
		final int size = info.frameSize();
		final int columns = fixed ? size : width, rows = fixed ? size : height;
		final float[] out = new float[ rows * columns * 3 ];
		for ( int y = 0; y < rows; y++ )
			for ( int x = 0; x < columns; x++ )
				for ( int c = 0; c < 3; c++ )
					out[ ( y * columns + x ) * 3 + c ] = ( float ) ( 255 * ( x < width
							&& y < height ? rgb[ ( c * size + y ) * size + x ] : MEAN[ c ] ) );
		return Tensor.of( out, rows, columns, 3 );
	}

	// -- Decoding --

	@Override
	public List< MaskCandidates > decode( final Embedding embedding, final List< Prompt > prompts )
	{
		for ( final Prompt p : prompts )
			if ( p.hasMask() && !takesMasks() )
				throw new IllegalArgumentException( "The model " + info.id() + " takes no masks as prompts." );
		final MaskCandidates[] all = new MaskCandidates[ prompts.size() ];
		final int batch = decoder.signature().inputs().get( POINTS ).shape()[ 0 ] == 1 ? 1 : BATCH;
		// NB: whether there is a mask is one number for a whole batch: those with one are decoded apart.
		PromptSlots.group( prompts, p -> 2 * slots( p ) + ( p.hasMask() ? 1 : 0 ) ).forEach( ( key, indices ) -> {
			for ( int i = 0; i < indices.size(); i += batch )
				decodeBatch( embedding, prompts, indices.subList( i, Math.min( i + batch, indices.size() ) ), key / 2, all );
		} );
		return Arrays.asList( all );
	}

	/** NB: SAM wants one slot of padding where there is no box; graphs of SAM 2 add it themselves. */
	private int slots( final Prompt prompt )
	{
		final int padding = prompt.hasBox() || embeddings.size() > 1 && PromptSlots.count( prompt ) > 0 ? 0 : 1;
		return PromptSlots.count( prompt ) + padding;
	}

	/** Decodes the prompts of the given indices, which all have the same number of slots, into {@code all}. */
	private void decodeBatch( final Embedding embedding, final List< Prompt > prompts, final List< Integer > indices, final int slots,
			final MaskCandidates[] all )
	{
		final int queries = indices.size();
		final double scale = pointFrame / info.frameSize();
		final PromptSlots points = new PromptSlots( queries, slots, scale, 0.5 * scale - 0.5 );
		for ( int q = 0; q < queries; q++ )
			points.set( q, prompts.get( indices.get( q ) ) );
		final Map< String, Tensor > in = new LinkedHashMap<>( embedding.parts() );
		in.put( POINTS, points.coords( 0 ) );
		in.put( LABELS, points.labels( 0 ) );
		if ( takesMasks() )
		{
			in.put( MASK, maskInput( prompts, indices ) );
			in.put( HAS_MASK, Tensor.of( new float[] { prompts.get( indices.get( 0 ) ).hasMask() ? 1 : 0 }, 1 ) );
		}
		if ( takes( SIZE ) )
			in.put( SIZE, decoder.signature().inputs().get( SIZE ).type() == OnnxSignature.INT64
					? Tensor.ofLongs( new long[] { GRID, GRID }, 2 ) : Tensor.of( new float[] { GRID, GRID }, 2 ) );
		final String masks = decoder.signature().outputs().containsKey( LOW_RES ) ? LOW_RES : MASKS;
		final Map< String, Tensor > out = decoder.run( in, Arrays.asList( masks, IOU ) );
		final List< MaskCandidates > candidates = MaskCandidates.split( out.get( masks ), out.get( IOU ), queries );
		for ( int q = 0; q < queries; q++ )
			all[ indices.get( q ) ] = select( candidates.get( q ), prompts.get( indices.get( q ) ) );
	}

	/**
	 * Of four candidates the first is SAM's answer to a clear prompt, and the
	 * others are those for a single point, which may mean a part or a whole
	 * (Kirillov et al., arXiv 2304.02643, appendix A).
	 */
	private static MaskCandidates select( final MaskCandidates candidates, final Prompt prompt )
	{
		if ( candidates.size() != 4 )
			return candidates;
		return PromptSlots.count( prompt ) == 1 && !prompt.hasMask() ? candidates.range( 1, 3 ) : candidates.range( 0, 1 );
	}

	/** [queries, 1, GRID, GRID]: the logit of each cell's share of mask pixels, held away from certainty. */
	private Tensor maskInput( final List< Prompt > prompts, final List< Integer > indices )
	{
		final float[] out = new float[ indices.size() * GRID * GRID ];
		for ( int q = 0; q < indices.size(); q++ )
			if ( prompts.get( indices.get( q ) ).hasMask() )
				fill( out, q * GRID * GRID, prompts.get( indices.get( q ) ).mask() );
		return Tensor.of( out, indices.size(), 1, GRID, GRID );
	}

	private void fill( final float[] out, final int start, final Mask mask )
	{
		final double cell = ( double ) info.frameSize() / GRID;
		for ( int row = 0; row < GRID; row++ )
			for ( int col = 0; col < GRID; col++ )
			{
				int inside = 0, pixels = 0;
				for ( int y = ( int ) ( row * cell ); y < Math.max( ( row + 1 ) * cell, ( int ) ( row * cell ) + 1 ); y++ )
					for ( int x = ( int ) ( col * cell ); x < Math.max( ( col + 1 ) * cell, ( int ) ( col * cell ) + 1 ); x++, pixels++ )
						inside += mask.contains( x, y ) ? 1 : 0;
				final double p = Math.max( 1 - CERTAIN, Math.min( CERTAIN, ( double ) inside / pixels ) );
				out[ start + row * GRID + col ] = ( float ) Math.log( p / ( 1 - p ) );
			}
	}

	@Override
	public void close()
	{
		encoder.close();
		decoder.close();
	}
}
