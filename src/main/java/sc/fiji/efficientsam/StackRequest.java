// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ij.ImagePlus;
import ij.gui.Roi;

import sc.fiji.efficientsam.export.StackLabels;
import sc.fiji.efficientsam.roi.PointMode;
import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.roi.RoiSources;
import sc.fiji.efficientsam.roi.StackSeeds;
import sc.fiji.efficientsam.segment.MaskRule;
import sc.fiji.efficientsam.segment.OverlapRule;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.ImagePlusSlices;
import sc.fiji.efficientsam.source.StackAxis;
import sc.fiji.efficientsam.track.Direction;
import sc.fiji.efficientsam.track.Propagator;
import sc.fiji.efficientsam.track.Seed;
import sc.fiji.efficientsam.track.TrackSettings;
import sc.fiji.efficientsam.track.Tracks;
import sc.fiji.efficientsam.util.Choices;

/**
 * What to segment in a stack, and whether to follow it from slice to slice; made
 * by {@link EfficientSamService#stack(ImagePlus)} and ended by {@link #run()}.
 * Settings that {@link SegmentationRequest} has, too, mean the same. Not safe for
 * use by several threads.
 *
 * <pre>{@code
 * StackSegmentation cells = sam.stack( imp ).roiManager().follow( "t" ).run();
 * cells.labels().show();
 * cells.trackTable().show( "Tracks" );
 * }</pre>
 * <p>
 * Selections belong to the slice of their position, those without one to the
 * current slice.
 * </p>
 */
public final class StackRequest extends ModelRequest< StackRequest > {

	/** Slices from which the common contrast is taken. */
	private static final int CONTRAST_SLICES = 9;

	private final List< Roi > rois = new ArrayList<>();
	private String axis = "auto";
	private Boolean divisions;
	private int first = 1;
	private int last;
	private boolean everySlice;
	private boolean join;
	private boolean contrastPerSlice;
	private PointMode pointMode = PointMode.EACH;
	private int negativeCounter = -1;
	private OverlapRule overlap = OverlapRule.SCORE;
	private SegmentSettings segment = SegmentSettings.DEFAULT;
	private TrackSettings track = TrackSettings.DEFAULT;

	StackRequest( final EfficientSamService service, final ImagePlus imp )
	{
		super( service, imp );
	}

	@Override
	StackRequest self()
	{
		return this;
	}

	// -- What to segment --

	/** Adds ImageJ selections; see {@link RoiPrompts} for what becomes of which. */
	public StackRequest rois( final Roi... more )
	{
		return rois( Arrays.asList( more ) );
	}

	/** Adds ImageJ selections; see {@link RoiPrompts} for what becomes of which. */
	public StackRequest rois( final Collection< Roi > more )
	{
		// NB: copies, as selections can be changed while they are used.
		more.forEach( roi -> rois.add( ( Roi ) roi.clone() ) );
		return this;
	}

	/** Adds all selections of a {@code .roi} or {@code .zip} file. */
	public StackRequest rois( final File file )
	{
		return rois( RoiFiles.read( file ) );
	}

	/** Adds the image's active selection. */
	public StackRequest selection()
	{
		takenHere();
		return rois( RoiSources.selection( imp ) );
	}

	/** Adds all selections of the ROI Manager, or the selected ones if any are. */
	public StackRequest roiManager()
	{
		takenHere();
		return rois( RoiSources.allOfManager() );
	}

	/** Adds all selections of the image's overlay. */
	public StackRequest overlay()
	{
		takenHere();
		return rois( RoiSources.allOfOverlay( imp ) );
	}

	/** Selections of the same name on different slices are one object, which is corrected there; off by default. */
	public StackRequest join( final boolean sameName )
	{
		join = sameName;
		return this;
	}

	// -- Where to --

	/** Follows every object along "z", "t", or "auto" (default) for the one that has more than one position. */
	public StackRequest follow( final String along )
	{
		axis = along;
		return direction( "both" );
	}

	/** Segments every selection on its own slice only. */
	public StackRequest perSlice( final String along )
	{
		axis = along;
		track = track.withDirection( Direction.NONE );
		return this;
	}

	/** "both" (default), "forward", "backward" or "none". */
	public StackRequest direction( final String word )
	{
		track = track.withDirection( Choices.of( Direction.class, "direction", word ) );
		return this;
	}

	/** Slices along the axis to use, counted from 1; a last one of 0 (default) means the stack's last. */
	public StackRequest range( final int from, final int to )
	{
		first = from;
		last = to;
		return this;
	}

	/** Selections without a position prompt every slice of the range, as one object; off by default. */
	public StackRequest everySlice( final boolean every )
	{
		everySlice = every;
		return this;
	}

	/** Slices in a row in which an object may be missed; 2 by default. */
	public StackRequest gap( final int slices )
	{
		track = track.withMaxGap( slices );
		return this;
	}

	/** Least predicted IoU of a mask that was followed, 0 to 1. */
	public StackRequest minScore( final double score )
	{
		track = track.withMinScore( score );
		return this;
	}

	/** Factor by which an area may change from slice to slice, above 1. */
	public StackRequest areaRatio( final double ratio )
	{
		track = track.withMaxAreaRatio( ratio );
		return this;
	}

	/** Least IoU of a mask with the place where it is expected, 0 to 1. */
	public StackRequest minOverlap( final double iou )
	{
		track = track.withMinOverlap( iou );
		return this;
	}

	/** Weight of the newest displacement in the velocity, 0 (objects stand still) to 1. */
	public StackRequest drift( final double weight )
	{
		track = track.withDrift( weight );
		return this;
	}

	/** Whether objects may divide; by default they may in time, but not in z. Looked for going forward. */
	public StackRequest divisions( final boolean detect )
	{
		divisions = detect;
		return this;
	}

	// -- How to segment --

	/** Whether every slice has a contrast of its own, for stacks that fade or flicker; by default all share one. */
	public StackRequest contrastPerSlice( final boolean own )
	{
		contrastPerSlice = own;
		return this;
	}

	/** How points make objects: "each" (default), "together" or "counter"; see {@link PointMode}. */
	public StackRequest points( final String word )
	{
		pointMode = Choices.of( PointMode.class, "points", word );
		return this;
	}

	/** Points of this counter of the multi-point tool are negative; -1 (default) for none. */
	public StackRequest negative( final int counter )
	{
		negativeCounter = counter;
		return this;
	}

	/** "score" (default), "smallest", "largest" or "fit"; see {@link MaskRule}. */
	public StackRequest candidate( final String word )
	{
		segment = segment.withCandidate( Choices.of( MaskRule.class, "candidate", word ) );
		return this;
	}

	/** Typical long side of the objects in pixels, for points; 0 (default) if unknown. */
	public StackRequest objectSize( final double pixels )
	{
		segment = segment.withObjectSize( pixels );
		return this;
	}

	/** Pieces of a mask with fewer pixels are removed, except the largest; 16 by default, 0 for off. */
	public StackRequest fragments( final int pixels )
	{
		segment = segment.withMinFragment( pixels );
		return this;
	}

	/** Holes with at most this number of pixels are filled; 16 by default, 0 for off. */
	public StackRequest holes( final int pixels )
	{
		segment = segment.withMaxHole( pixels );
		return this;
	}

	/** Who gets pixels that several masks claim: "score" (default), "first" or "last"; see {@link OverlapRule}. */
	public StackRequest overlap( final String word )
	{
		overlap = Choices.of( OverlapRule.class, "overlap", word );
		return this;
	}

	// -- Running --

	/**
	 * Segments. Blocks until done; changes neither the image nor anything on
	 * screen. Slices are read when they are needed, so that virtual stacks work.
	 *
	 * @return what was found; if the listener canceled, up to there
	 * @throws IllegalArgumentException
	 *             if a choice or number is not allowed, the image is no stack, or a
	 *             selection cannot be used on it; the message says what to do
	 * @throws sc.fiji.efficientsam.inference.InferenceException
	 *             if the model cannot be loaded or run
	 */
	public StackSegmentation run()
	{
		final StackAxis slices = StackAxis.of( start(), axis );
		final int to = last == 0 ? slices.size() : last;
		if ( first < 1 || to < first || to > slices.size() )
			throw new IllegalArgumentException( "The range of " + slices.noun() + "s must lie within 1 to " + slices.size() + ", but is " + first + " to " + to + "." );
		final List< Seed > seeds = new StackSeeds( slices, new RoiPrompts( pointMode, negativeCounter, 1, 3 ), everySlice, join ).of( rois, first - 1, to - 1 );
		final TrackSettings settings = track.withRange( first - 1, to - 1 ).withDivisions( divisions == null ? slices.isTime() : divisions );
		StackLabels.requireMemory( slices.image() );
		final int channel = channelNumber();
		final ImagePlusReader reader = contrastPerSlice ? reader() : reader().sameContrast( slices.image(), channel, slices.sample( first - 1, to - 1, CONTRAST_SLICES ) );
		final ImagePlusSlices source = new ImagePlusSlices( slices, reader, channel, this::embed );
		final Map< String, String > provenance = provenance( source.slice( first - 1 ), words() );
		provenance.put( "stack", stackWords( slices.isTime() ? "t" : "z", to, settings ) );
		final Tracks tracks = new Propagator( segment, settings, overlap ).follow( source, seeds, progress );
		return new StackSegmentation( slices, tracks, source, provenance );
	}

	@Override
	String words()
	{
		return segment + " overlap=" + lower( overlap ) + " points=" + lower( pointMode ) +
				" negative=" + negativeCounter + " contrast=" + ( contrastPerSlice ? "per slice" : "common" ) + " every=" + everySlice + " join=" + join;
	}

	@Override
	Map< String, String > chosen( final String settings )
	{
		final Map< String, String > p = super.chosen( settings );
		p.put( "stack", stackWords( axis, last, track.withDivisions( divisions == null || divisions ) ) + ( divisions == null ? " (divisions auto)" : "" ) );
		return p;
	}

	private String stackWords( final String along, final int to, final TrackSettings settings )
	{
		return "axis=" + along + " range=" + first + "-" + to + " " + settings;
	}

	private static String lower( final Enum< ? > e )
	{
		return e.name().toLowerCase( Locale.ROOT );
	}
}
