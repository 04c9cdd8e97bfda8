// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.InferenceSession;
import sc.fiji.efficientsam.inference.Tensor;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * The contract of EfficientSAM's ONNX export (yformer/EfficientSAM,
 * {@code export_to_onnx.py}; method: Xiong et al., arXiv 2312.00863).
 * <p>
 * Official decoders have their number of queries fixed at 1, drop points beyond
 * the sixth in silence, and never saw a negative point; that is recognized from
 * the shape of {@code batched_point_coords}. Decoders with a free number of
 * queries, as the bundled one, take batches, negative points and any number of
 * points.
 * </p>
 */
public final class EfficientSamModel implements PromptableModel {

	static final String IMAGES = "batched_images", EMBEDDINGS = "image_embeddings";

	static final String COORDS = "batched_point_coords", LABELS = "batched_point_labels", SIZE = "orig_im_size";

	static final String MASKS = "output_masks", IOU = "iou_predictions";

	/** Output of an instance head. */
	static final String INSTANCES = "instance_maps";

	/**
	 * Point slots with which EfficientSAM is trained ({@code decoder_max_num_input_points}). Unused slots hold padding; NB: a mask
	 * depends a little on the number of padded slots, so it must not depend on what else is in the batch.
	 */
	private static final int SLOTS = 6;

	/** Cells per side of the grid on which masks are asked for: the resolution of SAM's mask decoder, so that the graph need not resize. */
	static final int GRID = 256;

	/** Pixels per side of the encoder's patches, each of which becomes a cell of the embedding. */
	static final int PATCH = 16;

	/** Prompts per run. NB: 64 prompts at once are no faster than four times 16, and need 100 MB of masks instead of 25. */
	private static final int BATCH = 16;

	/** Channels of the maps in the bundled model's embedding, and by how much each is finer than it. */
	private static final int[][] FOLDED = { { 128, 1 }, { 32, 2 }, { 16, 4 } };

	private final ModelInfo info;
	private final InferenceSession encoder;
	private final InferenceSession decoder;
	private final InferenceSession head;
	private final WindowDecoder windows;
	private final boolean official;

	/**
	 * Takes over the sessions, whose files {@link ModelFamily#EFFICIENTSAM} has
	 * recognized: they are closed with this model.
	 *
	 * @param windowDecoder
	 *            a decoder that sees windows of the embedding, which is used instead of the other one; or null
	 * @param head
	 *            the instance head, or null
	 */
	EfficientSamModel( final ModelInfo info, final InferenceSession encoder, final InferenceSession decoder,
			final InferenceSession windowDecoder, final InferenceSession head )
	{
		this.head = head;
		windows = windowDecoder == null ? null : new WindowDecoder( windowDecoder, info.frameSize() );
		this.info = Objects.requireNonNull( info, "info" );
		this.encoder = encoder;
		this.decoder = decoder;
		final long[] coords = decoder.signature().inputs().get( COORDS ).shape();
		official = coords.length == 4 && coords[ 1 ] == 1;
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
		return official ? SLOTS : Integer.MAX_VALUE;
	}

	@Override
	public boolean takesNegativePoints()
	{
		return !official;
	}

	@Override
	public Embedding encode( final float[] rgb, final int width, final int height )
	{
		final int size = info.frameSize();
		final Tensor image = Tensor.of( rgb, 1, 3, size, size );
		return Embedding.of( encoder.run( Collections.singletonMap( IMAGES, image ), Collections.singletonList( EMBEDDINGS ) ) );
	}

	@Override
	public List< MaskCandidates > decode( final Embedding embedding, final List< Prompt > prompts )
	{
		prompts.forEach( this::check );
		final MaskCandidates[] all = new MaskCandidates[ prompts.size() ];
		final int batch = official ? 1 : BATCH;
		PromptSlots.group( prompts, this::paddedSlots ).forEach( ( slots, indices ) -> {
			if ( windows != null )
			{
				final List< MaskCandidates > part = windows.decode( embedding,
						indices.stream().map( prompts::get ).collect( Collectors.toList() ), slots );
				for ( int i = 0; i < indices.size(); i++ )
					all[ indices.get( i ) ] = part.get( i );
				return;
			}
			for ( int i = 0; i < indices.size(); i += batch )
				decodeBatch( embedding, prompts, indices.subList( i, Math.min( i + batch, indices.size() ) ), slots, all );
		} );
		return Arrays.asList( all );
	}

	/** NB: the official graph pads by itself, and padding it twice changes its masks. */
	private int paddedSlots( final Prompt prompt )
	{
		return official ? PromptSlots.count( prompt ) : Math.max( SLOTS, PromptSlots.count( prompt ) );
	}

	private void check( final Prompt prompt )
	{
		if ( PromptSlots.count( prompt ) > maxPoints() )
			throw new IllegalArgumentException( "The model " + info.id() + " takes at most " + maxPoints() +
					" points per object (a box counts as two), but " +
					prompt + " needs " + PromptSlots.count( prompt ) + ". Use fewer points, or another model." );
		if ( prompt.hasNegative() && !takesNegativePoints() )
			throw new IllegalArgumentException( "The model " + info.id() + " was not trained with negative points." );
		if ( prompt.hasMask() )
			throw new IllegalArgumentException( "The model " + info.id() + " takes no masks as prompts." );
	}

	/** Decodes the prompts of the given indices, which all have the same number of slots, into {@code all}. */
	private void decodeBatch( final Embedding embedding, final List< Prompt > prompts, final List< Integer > indices, final int slots,
			final MaskCandidates[] all )
	{
		final int queries = indices.size();
		final double scale = ( double ) GRID / info.frameSize();
		// NB: the official graph takes pixel corners, scales, and adds the half pixel afterwards; ours scales pixel centers.
		final PromptSlots points = new PromptSlots( queries, slots, scale, official ? 0 : 0.5 * scale - 0.5 ).withPadding( -1 );
		for ( int q = 0; q < queries; q++ )
			points.set( q, prompts.get( indices.get( q ) ) );
		final Map< String, Tensor > in = new LinkedHashMap<>( embedding.parts() );
		in.put( COORDS, points.coords( 1 ) );
		in.put( LABELS, points.labels( 1 ) );
		in.put( SIZE, Tensor.ofLongs( new long[] { GRID, GRID }, 2 ) );
		final Map< String, Tensor > out = decoder.run( in, Arrays.asList( MASKS, IOU ) );
		final List< MaskCandidates > candidates = MaskCandidates.split( out.get( MASKS ), out.get( IOU ), queries );
		for ( int q = 0; q < queries; q++ )
			all[ indices.get( q ) ] = candidates.get( q );
	}

	@Override
	public boolean mapsInstances()
	{
		return head != null;
	}

	@Override
	public InstanceMap mapInstances( final Embedding embedding )
	{
		if ( head == null )
			return PromptableModel.super.mapInstances( embedding );
		return new InstanceMap( head.run( embedding.parts(), Collections.singletonList( INSTANCES ) ).get( INSTANCES ) );
	}

	/** NB: the bundled encoder folds two finer maps behind its 128 channels (training/model.py); official ones have one map of 256. */
	@Override
	public FeatureMap features( final Embedding embedding )
	{
		final long channels = embedding.values().shape()[ 1 ];
		int folded = 0;
		for ( final int[] part : FOLDED )
			folded += part[ 0 ] * part[ 1 ] * part[ 1 ];
		return official || channels != folded ? PromptableModel.super.features( embedding )
				: FeatureMap.folded( embedding.values(), info.frameSize(), FOLDED );
	}

	@Override
	public void close()
	{
		encoder.close();
		decoder.close();
		if ( windows != null )
			windows.close();
		if ( head != null )
			head.close();
	}
}
