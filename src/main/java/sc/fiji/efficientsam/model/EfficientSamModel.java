/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.model;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.InferenceBackend;
import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.inference.InferenceSession;
import sc.fiji.efficientsam.inference.OnnxSignature;
import sc.fiji.efficientsam.inference.Tensor;
import sc.fiji.efficientsam.prompt.Box;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;

/**
 * The contract of EfficientSAM's ONNX export (yformer/EfficientSAM,
 * {@code export_to_onnx.py}; method: Xiong et al., arXiv 2312.00863).
 * <p>
 * Official decoders have their number of queries fixed at 1, drop points beyond
 * the sixth in silence, and never saw a negative point; that is recognised from
 * the shape of {@code batched_point_coords}. Decoders with a free number of
 * queries, as the bundled one, take batches, negative points and any number of
 * points.
 * </p>
 */
public final class EfficientSamModel implements PromptableModel {

	private static final String IMAGES = "batched_images", EMBEDDINGS = "image_embeddings";

	private static final String COORDS = "batched_point_coords", LABELS = "batched_point_labels", SIZE = "orig_im_size";

	private static final String MASKS = "output_masks", IOU = "iou_predictions";

	/**
	 * Point slots with which EfficientSAM is trained ({@code decoder_max_num_input_points}). Unused slots hold padding; NB: a mask
	 * depends a little on the number of padded slots, so it must not depend on what else is in the batch.
	 */
	private static final int SLOTS = 6;

	/** Cells per side of the grid on which masks are asked for: the resolution of SAM's mask decoder, so that the graph need not resize. */
	static final int GRID = 256;

	/** Prompts per run. NB: 64 prompts at once are no faster than four times 16, and need 100 MB of masks instead of 25. */
	private static final int BATCH = 16;

	private static final int NEGATIVE = 0, POSITIVE = 1, TOP_LEFT = 2, BOTTOM_RIGHT = 3, PADDING = -1;

	private final ModelInfo info;
	private final InferenceSession encoder;
	private final InferenceSession decoder;
	private final boolean official;

	/**
	 * Takes over the sessions: they are closed with this model.
	 *
	 * @throws InferenceException
	 *             if the sessions do not follow the contract; the message names
	 *             what was found and what was expected
	 */
	public EfficientSamModel( final ModelInfo info, final InferenceSession encoder, final InferenceSession decoder )
	{
		this.info = Objects.requireNonNull( info, "info" );
		this.encoder = encoder;
		this.decoder = decoder;
		expect( "encoder", encoder.signature(), Collections.singletonList( IMAGES ), Collections.singletonList( EMBEDDINGS ) );
		expect( "decoder", decoder.signature(), Arrays.asList( EMBEDDINGS, COORDS, LABELS, SIZE ), Arrays.asList( MASKS, IOU ) );
		final long[] coords = decoder.signature().inputs().get( COORDS ).shape();
		official = coords.length == 4 && coords[ 1 ] == 1;
	}

	/**
	 * Loads the two files of a model. Blocks until done.
	 *
	 * @throws InferenceException
	 *             if a file cannot be loaded, or they do not follow the contract
	 */
	static EfficientSamModel open( final ModelInfo info, final Path encoderFile, final Path decoderFile, final InferenceBackend backend, final Device device )
	{
		final InferenceSession encoder = backend.open( encoderFile, device );
		try
		{
			return new EfficientSamModel( info, encoder, backend.open( decoderFile, device ) );
		}
		catch ( final RuntimeException e )
		{
			encoder.close();
			throw e;
		}
	}

	private static void expect( final String part, final OnnxSignature found, final List< String > inputs, final List< String > outputs )
	{
		if ( !found.inputs().keySet().equals( new HashSet<>( inputs ) ) || !found.outputs().keySet().containsAll( outputs ) )
			throw new InferenceException( "This is not an EfficientSAM " + part + ": it should have the inputs " + inputs + " and the outputs " +
					outputs + ", but has " + found + ". Choose the two files of one EfficientSAM model." );
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
	public Embedding encode( final float[] rgb )
	{
		final int size = info.frameSize();
		final Tensor image = Tensor.of( rgb, 1, 3, size, size );
		final Map< String, Tensor > out = encoder.run( Collections.singletonMap( IMAGES, image ), Collections.singletonList( EMBEDDINGS ) );
		return new Embedding( out.get( EMBEDDINGS ).toDirect() );
	}

	@Override
	public List< MaskCandidates > decode( final Embedding embedding, final List< Prompt > prompts )
	{
		prompts.forEach( this::check );
		final MaskCandidates[] all = new MaskCandidates[ prompts.size() ];
		final Map< Integer, List< Integer > > bySlots = new TreeMap<>();
		for ( int i = 0; i < all.length; i++ )
			bySlots.computeIfAbsent( paddedSlots( prompts.get( i ) ), n -> new ArrayList<>() ).add( i );
		final int batch = official ? 1 : BATCH;
		bySlots.forEach( ( slots, indices ) -> {
			for ( int i = 0; i < indices.size(); i += batch )
				decodeBatch( embedding, prompts, indices.subList( i, Math.min( i + batch, indices.size() ) ), slots, all );
		} );
		return Arrays.asList( all );
	}

	/** NB: the official graph pads by itself, and padding it twice changes its masks. */
	private int paddedSlots( final Prompt prompt )
	{
		return official ? slots( prompt ) : Math.max( SLOTS, slots( prompt ) );
	}

	private void check( final Prompt prompt )
	{
		if ( slots( prompt ) > maxPoints() )
			throw new IllegalArgumentException( "The model " + info.id() + " takes at most " + maxPoints() + " points per object (a box counts as two), but " +
					prompt + " needs " + slots( prompt ) + ". Use fewer points, or another model." );
		if ( prompt.hasNegative() && !takesNegativePoints() )
			throw new IllegalArgumentException( "The model " + info.id() + " was not trained with negative points." );
	}

	private static int slots( final Prompt prompt )
	{
		return prompt.points().size() + ( prompt.hasBox() ? 2 : 0 );
	}

	/** Decodes the prompts of the given indices, which all have the same number of slots, into {@code all}. */
	private void decodeBatch( final Embedding embedding, final List< Prompt > prompts, final List< Integer > indices, final int slots, final MaskCandidates[] all )
	{
		final int queries = indices.size();
		final float[] coords = new float[ queries * slots * 2 ];
		final float[] labels = new float[ queries * slots ];
		Arrays.fill( labels, PADDING );
		Arrays.fill( coords, PADDING );
		for ( int q = 0; q < queries; q++ )
			new Slots( coords, labels, q * slots ).add( prompts.get( indices.get( q ) ) );
		final Map< String, Tensor > in = new LinkedHashMap<>();
		in.put( EMBEDDINGS, embedding.values() );
		in.put( COORDS, Tensor.of( coords, 1, queries, slots, 2 ) );
		in.put( LABELS, Tensor.of( labels, 1, queries, slots ) );
		in.put( SIZE, Tensor.ofLongs( new long[] { GRID, GRID }, 2 ) );
		final Map< String, Tensor > out = decoder.run( in, Arrays.asList( MASKS, IOU ) );
		final float[] scores = out.get( IOU ).toFloatArray();
		final int n = scores.length / queries;
		final int size = n * GRID * GRID;
		for ( int q = 0; q < queries; q++ )
		{
			final FloatBuffer logits = out.get( MASKS ).floats();
			logits.limit( ( q + 1 ) * size ).position( q * size );
			all[ indices.get( q ) ] = new MaskCandidates( logits, GRID, Arrays.copyOfRange( scores, q * n, ( q + 1 ) * n ) );
		}
	}

	@Override
	public void close()
	{
		encoder.close();
		decoder.close();
	}

	/** Writes one prompt's points into the decoder's inputs, in pixels of an image of GRID x GRID. */
	private final class Slots {

		private final float[] coords;
		private final float[] labels;
		private int slot;

		Slots( final float[] coords, final float[] labels, final int first )
		{
			this.coords = coords;
			this.labels = labels;
			slot = first;
		}

		void add( final Prompt prompt )
		{
			final Box box = prompt.box();
			if ( box != null )
			{
				add( box.minX(), box.minY(), TOP_LEFT );
				add( box.maxX(), box.maxY(), BOTTOM_RIGHT );
			}
			for ( final PromptPoint p : prompt.points() )
				add( p.x(), p.y(), p.isPositive() ? POSITIVE : NEGATIVE );
		}

		private void add( final double x, final double y, final int label )
		{
			coords[ 2 * slot ] = toGrid( x );
			coords[ 2 * slot + 1 ] = toGrid( y );
			labels[ slot++ ] = label;
		}

		/**
		 * NB: the official graph takes pixel corners, scales, and adds the half
		 * pixel afterwards; ours scales pixel centres.
		 */
		private float toGrid( final double v )
		{
			final double scale = ( double ) GRID / info.frameSize();
			return ( float ) ( official ? v * scale : ( v + 0.5 ) * scale - 0.5 );
		}
	}
}
