// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import sc.fiji.efficientsam.inference.InferenceSession;
import sc.fiji.efficientsam.inference.Tensor;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * A mask decoder that sees a {@link Window} of the embedding for each prompt,
 * instead of the whole: 64 prompts in windows of 16 x 16 of 32 x 32 cells take a
 * third of the time. Where a mask reaches its window's border the prompt is
 * decoded again in a larger one. Safe for use by several threads.
 */
final class WindowDecoder implements AutoCloseable {

	static final String ORIGINS = "window_origins", CELLS = "window_cells", WINDOW_MASKS = "window_masks";

	/** What recognizes its file. */
	static final Set< String > INPUTS = set( EfficientSamModel.EMBEDDINGS, EfficientSamModel.COORDS, EfficientSamModel.LABELS, ORIGINS,
			CELLS ), OUTPUTS = set( WINDOW_MASKS, EfficientSamModel.IOU );

	/** Cells of all windows of one run, at most, and prompts: what 16 whole embeddings have. */
	private static final int MOST_CELLS = 16 * 32 * 32, MOST_PROMPTS = 64;

	private final InferenceSession session;
	private final int frameSize;

	private static Set< String > set( final String... names )
	{
		return Collections.unmodifiableSet( new HashSet<>( Arrays.asList( names ) ) );
	}

	/** Takes over the session. */
	WindowDecoder( final InferenceSession session, final int frameSize )
	{
		this.session = session;
		this.frameSize = frameSize;
	}

	/**
	 * @param slots
	 *            point slots of all prompts
	 * @return one element for each prompt, in the same order
	 */
	List< MaskCandidates > decode( final Embedding embedding, final List< Prompt > prompts, final int slots )
	{
		final int total = ( int ) embedding.values().shape()[ 3 ], cellSize = frameSize / total;
		final MaskCandidates[] all = new MaskCandidates[ prompts.size() ];
		final Window[] windows = new Window[ prompts.size() ];
		List< Integer > todo = new ArrayList<>();
		for ( int i = 0; i < windows.length; i++ )
		{
			windows[ i ] = Window.of( prompts.get( i ), cellSize, total );
			todo.add( i );
		}
		while ( !todo.isEmpty() )
		{
			final Map< Integer, List< Integer > > bySize = new TreeMap<>();
			for ( final int i : todo )
				bySize.computeIfAbsent( windows[ i ].cells, n -> new ArrayList<>() ).add( i );
			todo = new ArrayList<>();
			for ( final Map.Entry< Integer, List< Integer > > e : bySize.entrySet() )
			{
				final int batch = Math.max( 1, Math.min( MOST_PROMPTS, MOST_CELLS / ( e.getKey() * e.getKey() ) ) );
				for ( int i = 0; i < e.getValue().size(); i += batch )
					run( embedding, prompts, e.getValue().subList( i, Math.min( i + batch, e.getValue().size() ) ), windows, slots,
							cellSize, all );
				for ( final int i : e.getValue() )
					if ( isCut( all[ i ], windows[ i ] ) )
					{
						windows[ i ] = windows[ i ].larger();
						todo.add( i );
					}
			}
		}
		return Arrays.asList( all );
	}

	private static boolean isCut( final MaskCandidates candidates, final Window window )
	{
		for ( int c = 0; c < candidates.size(); c++ )
			if ( window.cuts( candidates, c ) )
				return true;
		return false;
	}

	private void run( final Embedding embedding, final List< Prompt > prompts, final List< Integer > indices, final Window[] windows,
			final int slots, final int cellSize, final MaskCandidates[] all )
	{
		final int queries = indices.size(), cells = windows[ indices.get( 0 ) ].cells;
		final PromptSlots points = new PromptSlots( queries, slots, 1, 0 ).withPadding( -1 );
		final long[] origins = new long[ 2 * queries ];
		for ( int q = 0; q < queries; q++ )
		{
			points.set( q, prompts.get( indices.get( q ) ) );
			origins[ 2 * q ] = windows[ indices.get( q ) ].x;
			origins[ 2 * q + 1 ] = windows[ indices.get( q ) ].y;
		}
		final Map< String, Tensor > in = new LinkedHashMap<>( embedding.parts() );
		in.put( EfficientSamModel.COORDS, points.coords( 1 ) );
		in.put( EfficientSamModel.LABELS, points.labels( 1 ) );
		in.put( ORIGINS, Tensor.ofLongs( origins, queries, 2 ) );
		in.put( CELLS, Tensor.ofLongs( new long[] { cells }, 1 ) );
		final Map< String, Tensor > out = session.run( in, Arrays.asList( WINDOW_MASKS, EfficientSamModel.IOU ) );
		final List< MaskCandidates > candidates = MaskCandidates.split( out.get( WINDOW_MASKS ), out.get( EfficientSamModel.IOU ),
				queries );
		for ( int q = 0; q < queries; q++ )
		{
			final Window w = windows[ indices.get( q ) ];
			all[ indices.get( q ) ] = candidates.get( q ).at( w.x * cellSize, w.y * cellSize,
					( double ) cells * cellSize / candidates.get( q ).grid() );
		}
	}

	@Override
	public void close()
	{
		session.close();
	}
}
