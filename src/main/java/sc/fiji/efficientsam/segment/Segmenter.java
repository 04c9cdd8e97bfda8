// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.mask.MaskCleaner;
import sc.fiji.efficientsam.model.Embedding;
import sc.fiji.efficientsam.model.MaskCandidates;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Turns prompts into masks, exactly one mask per prompt:
 *
 * <pre>{@code
 * EmbeddedImage image = new EmbeddedImage( rgbImage, model );
 * List< SegmentedObject > objects = new Segmenter( SegmentSettings.DEFAULT ).segment( image, prompts );
 * }</pre>
 * <p>
 * Every prompt is served from a {@link FramePlanner frame} whose scale suits it: its box, the
 * settings' object size, or the one that {@link EmbeddedImage#typicalSize} finds.
 * Where the mask of a prompt without a box runs into the frame's border inside
 * the image, the prompt is served again from a frame of twice the size. Immutable
 * and safe for use by several threads.
 * </p>
 */
public final class Segmenter {

	/** Prompts between two reports of progress. */
	private static final int STEP = 32;

	private final SegmentSettings settings;

	public Segmenter( final SegmentSettings settings )
	{
		this.settings = Objects.requireNonNull( settings, "settings" );
	}

	/** {@link #segment(EmbeddedImage, List, ProgressListener)} without progress. */
	public List< SegmentedObject > segment( final EmbeddedImage image, final List< Prompt > prompts )
	{
		return segment( image, prompts, ProgressListener.NONE );
	}

	/**
	 * Segments. Blocks until done.
	 *
	 * @param prompts
	 *            in pixels of the image
	 * @return one object for each prompt, in the same order; where the model
	 *         finds nothing its mask is empty
	 * @throws IllegalArgumentException
	 *             if a prompt lies outside of the image, or is one that the model
	 *             cannot take; the message names it
	 * @throws CancellationException
	 *             if the listener canceled
	 */
	public List< SegmentedObject > segment( final EmbeddedImage image, final List< Prompt > prompts, final ProgressListener listener )
	{
		return segment( image, prompts, settings.get( SegmentSettings.CANDIDATE ), listener );
	}

	/**
	 * {@link #segment(EmbeddedImage, List, ProgressListener)} with a choice of one's
	 * own among the model's masks.
	 *
	 * @param chooser
	 *            takes one of the candidates, as the settings' rule does otherwise
	 */
	public List< SegmentedObject > segment( final EmbeddedImage image, final List< Prompt > prompts, final MaskChooser chooser,
			final ProgressListener listener )
	{
		requireInside( image.image(), prompts );
		return segment( image, plan( image, planner( image ), prompts ), prompts, chooser, listener );
	}

	/**
	 * {@link #segment(EmbeddedImage, List, ProgressListener)} by frames that are encoded already, as far as those suit.
	 *
	 * @param prompts
	 *            in pixels of the image, each with a box
	 */
	public List< SegmentedObject > segment( final EmbeddedImage image, final KnownFrames known, final List< Prompt > prompts,
			final ProgressListener listener )
	{
		requireInside( image.image(), prompts );
		final Map< Frame, List< Integer > > plan = new LinkedHashMap<>();
		for ( int i = 0; i < prompts.size(); i++ )
			plan.computeIfAbsent( known.frame( prompts.get( i ) ), f -> new ArrayList<>() ).add( i );
		return segment( image, plan, prompts, settings.get( SegmentSettings.CANDIDATE ), listener );
	}

	/** @param plan for each frame the prompts, by their indices, that it serves at first */
	private List< SegmentedObject > segment( final EmbeddedImage image, final Map< Frame, List< Integer > > plan,
			final List< Prompt > prompts, final MaskChooser chooser, final ProgressListener listener )
	{
		final FramePlanner planner = planner( image );
		final SegmentedObject[] results = new SegmentedObject[ prompts.size() ];
		Map< Frame, List< Integer > > todo = plan;
		int done = 0;
		while ( !todo.isEmpty() )
		{
			final Map< Frame, List< Integer > > next = new LinkedHashMap<>();
			for ( final Map.Entry< Frame, List< Integer > > job : todo.entrySet() )
				for ( int i = 0; i < job.getValue().size(); i += STEP )
				{
					if ( listener.isCanceled() )
						throw new CancellationException( "Segmentation was canceled after " + done + " of " + results.length +
								" objects." );
					listener.progress( done, results.length, "Segmenting " + results.length +
							( results.length == 1 ? " object" : " objects" ) );
					final List< Integer > indices = job.getValue().subList( i, Math.min( i + STEP, job.getValue().size() ) );
					serve( image, job.getKey(), prompts, indices, chooser, results );
					for ( final int k : indices )
						if ( !prompts.get( k ).hasBox() && !prompts.get( k ).hasMask()
								&& planner.cuts( job.getKey(), results[ k ].mask() ) )
							next.computeIfAbsent( planner.frame( prompts.get( k ), job.getKey().scale() / 2 ),
									f -> new ArrayList<>() ).add( k );
						else
							done++;
				}
			todo = next;
		}
		listener.progress( done, results.length, "Segmented " + results.length + ( results.length == 1 ? " object" : " objects" ) );
		return Collections.unmodifiableList( Arrays.asList( results ) );
	}

	/**
	 * Segments by what one frame shows, whatever its scale.
	 *
	 * @param prompts
	 *            in pixels of the image; none reaches out of the frame
	 * @return one object for each prompt, in the same order
	 */
	public List< SegmentedObject > segment( final EmbeddedImage image, final Frame frame, final List< Prompt > prompts )
	{
		requireInside( image.image(), prompts );
		final SegmentedObject[] results = new SegmentedObject[ prompts.size() ];
		final List< Integer > indices = new ArrayList<>();
		for ( int i = 0; i < results.length; i++ )
			indices.add( i );
		serve( image, frame, prompts, indices, settings.get( SegmentSettings.CANDIDATE ), results );
		return Arrays.asList( results );
	}

	/**
	 * The frames that {@link #segment(EmbeddedImage, List, ProgressListener)} begins with, in its order; each is encoded in
	 * any case. Prompts whose masks run into a border ask for others later.
	 *
	 * @throws IllegalArgumentException
	 *             if a prompt lies outside of the image
	 */
	public Set< Frame > frames( final EmbeddedImage image, final List< Prompt > prompts )
	{
		requireInside( image.image(), prompts );
		return plan( image, planner( image ), prompts ).keySet();
	}

	private static FramePlanner planner( final EmbeddedImage image )
	{
		return new FramePlanner( image.image().width(), image.image().height(), image.model().info() );
	}

	/** For each frame the prompts, by their indices, that it serves at first. */
	private Map< Frame, List< Integer > > plan( final EmbeddedImage image, final FramePlanner planner, final List< Prompt > prompts )
	{
		final double size = needsSize( prompts ) ? image.typicalSize( settings.objectSize() ) : 0;
		final Map< Frame, List< Integer > > plan = new LinkedHashMap<>();
		for ( int i = 0; i < prompts.size(); i++ )
		{
			final Prompt p = prompts.get( i );
			plan.computeIfAbsent( planner.frame( p, planner.scale( p, size ) ), f -> new ArrayList<>() ).add( i );
		}
		return plan;
	}

	/** Whether the object size matters to any of these prompts: a box or mask has one of its own. */
	public static boolean needsSize( final List< Prompt > prompts )
	{
		return prompts.stream().anyMatch( p -> !p.hasBox() && !p.hasMask() );
	}

	private static void requireInside( final RgbImage image, final List< Prompt > prompts )
	{
		final List< String > outside = new ArrayList<>();
		for ( int i = 0; i < prompts.size(); i++ )
			if ( !prompts.get( i ).isInside( image.width(), image.height() ) )
				outside.add( "#" + ( i + 1 ) + " " + prompts.get( i ) );
		if ( !outside.isEmpty() )
			throw new IllegalArgumentException( outside.size() + " of " + prompts.size() + " prompts lie outside of the image (" +
					image.width() + " x " +
					image.height() + " pixels): " + String.join( "; ", outside.subList( 0, Math.min( 5, outside.size() ) ) ) +
					( outside.size() > 5 ? "; ..." : "" ) + ". Move or delete them, or open the image that they belong to." );
	}

	/** Decodes prompts that share a frame. */
	private void serve( final EmbeddedImage image, final Frame frame, final List< Prompt > prompts, final List< Integer > indices,
			final MaskChooser chooser, final SegmentedObject[] results )
	{
		final PromptableModel model = image.model();
		final Embedding embedding = image.embedding( frame );
		final NegativePoints negatives = new NegativePoints( model, embedding, frame );
		final List< Prompt > inFrame = new ArrayList<>();
		for ( final int i : indices )
			inFrame.add( negatives.positivePart( toFrame( MaskPrompts.forModel( prompts.get( i ), model ), frame,
					model.info().frameSize() ) ) );
		final List< MaskCandidates > decoded = model.decode( embedding, inFrame );
		for ( int k = 0; k < indices.size(); k++ )
		{
			final Prompt prompt = prompts.get( indices.get( k ) );
			final boolean onlyBest = chooser == MaskRule.SCORE && ( model.takesNegativePoints() || !prompt.hasNegative() );
			final List< SegmentedObject > candidates = negatives.prefer( toObjects( prompt, decoded.get( k ), frame, model, onlyBest ) );
			final SegmentedObject cut = negatives.cut( chooser.choose( indices.get( k ), candidates ) );
			results[ indices.get( k ) ] = cut.withMask( MaskCleaner.clean( cut.mask(), settings.get( SegmentSettings.FRAGMENTS ),
					settings.get( SegmentSettings.HOLES ) ) );
		}
	}

	/**
	 * A prompt's candidates as objects, or the one with the best score; under the SCORE rule only the best one's mask
	 * is worth computing.
	 */
	private static List< SegmentedObject > toObjects( final Prompt prompt, final MaskCandidates candidates, final Frame frame,
			final PromptableModel model, final boolean onlyBest )
	{
		final MaskBuilder builder = new MaskBuilder( frame, model.info().frameSize() );
		final List< SegmentedObject > objects = new ArrayList<>();
		for ( int c = 0; c < candidates.size(); c++ )
			if ( !onlyBest || c == candidates.best() )
				objects.add( new SegmentedObject( prompt, builder.build( candidates, c ), candidates.score( c ),
						MaskBuilder.stability( candidates, c ) ) );
		return objects;
	}

	/** NB: a box that reaches out of the image is cut there; models were trained on boxes inside. */
	private static Prompt toFrame( final Prompt prompt, final Frame frame, final int size )
	{
		final List< PromptPoint > points = new ArrayList<>();
		for ( final PromptPoint p : prompt.points() )
			points.add( frame.toFrame( p ) );
		return Prompt.of( prompt.hasBox() ? frame.toFrame( prompt.box().intersect( frame.bounds() ) ) : null, points,
				prompt.hasMask() ? frame.toFrame( prompt.mask(), size ) : null ).withName( prompt.name() );
	}
}
