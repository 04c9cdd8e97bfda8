// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.FramePlanner;
import sc.fiji.efficientsam.util.Daemons;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * The few slices that are worked on, and a thread that reads and encodes the next
 * one while objects of this one are decoded. Safe for use by several threads.
 */
final class SliceWindow implements AutoCloseable {

	/** Slices in memory: the one before, this one, and the next. */
	static final int CAPACITY = 3;

	private final SliceSource source;
	private final double objectSize;
	private final Map< Integer, EmbeddedImage > slices = new LinkedHashMap< Integer, EmbeddedImage >( 8, 0.75f, true ) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry( final Map.Entry< Integer, EmbeddedImage > eldest )
		{
			return size() > CAPACITY;
		}
	};
	private final Map< Integer, Instances > instances = new LinkedHashMap< Integer, Instances >( 8, 0.75f, true ) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry( final Map.Entry< Integer, Instances > eldest )
		{
			return size() > CAPACITY;
		}
	};
	private final UnaryOperator< EmbeddedImage > finder;
	private volatile double instanceSize;
	private final ExecutorService ahead = Daemons.single( "EfficientSAM slices ahead" );
	private volatile boolean closed;
	private StageShift stage;
	private int stageSlice = -1;

	/**
	 * @param objectSize
	 *            as the segmenter's, so that the same frames are encoded
	 */
	SliceWindow( final SliceSource source, final double objectSize, final UnaryOperator< EmbeddedImage > finder )
	{
		this.source = source;
		this.finder = finder;
		this.objectSize = objectSize;
	}

	synchronized EmbeddedImage image( final int slice )
	{
		EmbeddedImage image = slices.get( slice );
		if ( image == null )
		{
			image = source.slice( slice );
			slices.put( slice, image );
		}
		return image;
	}

	/** How large the objects are that an instance head is to look for, in pixels. */
	void lookFor( final double size )
	{
		instanceSize = size;
	}

	/** Whether {@link #lookFor} was called. */
	boolean knowsSize()
	{
		return instanceSize > 0;
	}

	/** What an instance head sees on a slice; looked for once. {@link #lookFor} has to be called before. */
	Instances instances( final int slice, final ProgressListener listener )
	{
		final EmbeddedImage image = image( slice );
		synchronized ( instances )
		{
			Instances seen = instances.get( slice );
			if ( seen == null )
			{
				seen = Instances.of( image, finder.apply( image ), instanceSize, listener );
				instances.put( slice, seen );
			}
			return seen;
		}
	}

	/** {dx, dy} by which everything moved from one slice to another one that was read before. */
	double[] shift( final int from, final int to )
	{
		if ( from != stageSlice || stage == null )
			stage = new StageShift( image( from ).image() );
		final StageShift next = new StageShift( image( to ).image() );
		final double[] moved = stage.to( next );
		stage = next;
		stageSlice = to;
		return moved;
	}

	/** Reads a slice and encodes the frames that serve the prompts, in the background. */
	void prefetch( final int slice, final List< Prompt > prompts )
	{
		ahead.execute( () -> {
			if ( closed )
				return;
			try
			{
				final EmbeddedImage image = image( slice );
				final FramePlanner planner = new FramePlanner( source.width(), source.height(), image.model().info() );
				final Instances seen = instanceSize > 0 ? instances( slice, whileOpen() ) : null;
				for ( final Prompt p : prompts )
					if ( !closed )
						image.embedding( seen != null && p.hasBox() ? seen.frames().frame( p )
								: planner.frame( p, planner.scale( p, p.hasBox() || p.hasMask() ? 0 : image.typicalSize( objectSize ) ) ) );
			}
			catch ( final RuntimeException | OutOfMemoryError e )
			{
				// NB: whoever needs the slice meets the same failure where it can be told.
			}
		} );
	}

	private ProgressListener whileOpen()
	{
		return new ProgressListener() {

			@Override
			public void progress( final long done, final long total, final String message )
			{}

			@Override
			public boolean isCanceled()
			{
				return closed;
			}
		};
	}

	/** Waits for what is being encoded: a model must not be closed meanwhile. */
	@Override
	public void close()
	{
		closed = true;
		ahead.shutdown();
		try
		{
			ahead.awaitTermination( 1, TimeUnit.MINUTES );
		}
		catch ( final InterruptedException e )
		{
			Thread.currentThread().interrupt();
		}
	}
}
