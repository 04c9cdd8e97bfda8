// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ij.ImagePlus;
import ij.gui.Roi;

import sc.fiji.efficientsam.export.StackLabels;
import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.roi.RoiSources;
import sc.fiji.efficientsam.roi.StackSeeds;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.Segmenter;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.ImagePlusSlices;
import sc.fiji.efficientsam.source.StackAxis;
import sc.fiji.efficientsam.track.Direction;
import sc.fiji.efficientsam.track.Propagator;
import sc.fiji.efficientsam.track.Seed;
import sc.fiji.efficientsam.track.TrackSettings;
import sc.fiji.efficientsam.track.Tracks;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

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
public final class StackRequest extends ModelRequest< StackRequest > implements PromptSettings< StackRequest > {

	public static final Setting< String > AXIS = Setting.choice( "axis", "Axis",
			"Which axis; auto takes the one that has more than one position", "auto", "z", "t" );
	public static final Setting< Integer > FIRST = Setting.whole( "first", 1, "First slice",
			"First slice or frame to use, counted from 1" ).from( 1 );
	public static final Setting< Integer > LAST = Setting.whole( "last", 0, "Last slice",
			"Last slice or frame to use; 0 for the stack's last" ).from( 0 );
	public static final Setting< Boolean > EVERY = Setting.flag( "every", false, "Prompts on every slice",
			"For mode slice: selections without a position are prompts for every slice" );
	public static final Setting< Boolean > JOIN = Setting.flag( "join", false, "One object per name",
			"Selections of one name on several slices are one object, which is corrected there" );
	public static final Setting< Boolean > PER_SLICE = Setting.flag( "perslice", false, "Contrast per slice",
			"Every slice has a contrast of its own, for stacks that fade or flicker" );
	public static final Setting< String > DIVISIONS = Setting.choice( "divisions", "Divisions",
			"Whether objects may divide into two; auto: in time, but not in z", "auto", "yes", "no" ).unsaid();

	/** What is said of prompts. */
	private static final List< Setting< ? > > PROMPTS = Settings.join( SegmentSettings.ALL,
			Settings.list( SegmentSettings.OVERLAP, RoiPrompts.POINTS, RoiPrompts.NEGATIVE ) );

	/** All that these requests can be told. */
	public static final List< Setting< ? > > SETTINGS = Settings.join( COMMON, PROMPTS, TrackSettings.FOLLOWING,
			Settings.list( AXIS, FIRST, LAST, EVERY, JOIN, PER_SLICE, DIVISIONS ) );

	/** Slices from which the common contrast is taken. */
	private static final int CONTRAST_SLICES = 9;

	private final List< Roi > rois = new ArrayList<>();

	StackRequest( final EfficientSamService service, final ImagePlus imp )
	{
		super( service, imp, SETTINGS );
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
		return set( JOIN, sameName );
	}

	// -- Where to --

	/** Follows every object along "z", "t", or "auto" (default) for the one that has more than one position. */
	public StackRequest follow( final String along )
	{
		read( AXIS, along );
		return set( TrackSettings.DIRECTION, Direction.BOTH );
	}

	/** Segments every selection on its own slice only. */
	public StackRequest perSlice( final String along )
	{
		read( AXIS, along );
		return set( TrackSettings.DIRECTION, Direction.NONE );
	}

	/** "both" (default), "forward", "backward" or "none". */
	public StackRequest direction( final String word )
	{
		return set( TrackSettings.DIRECTION, Choices.of( Direction.class, "direction", word ) );
	}

	/** Slices along the axis to use, counted from 1; a last one of 0 (default) means the stack's last. */
	public StackRequest range( final int from, final int to )
	{
		set( FIRST, from );
		return set( LAST, to );
	}

	/** Selections without a position prompt every slice of the range, as one object; off by default. */
	public StackRequest everySlice( final boolean every )
	{
		return set( EVERY, every );
	}

	/** Slices in a row in which an object may be missed; 2 by default. */
	public StackRequest gap( final int slices )
	{
		return set( TrackSettings.GAP, slices );
	}

	/** Least predicted IoU of a mask that was followed, 0 to 1. */
	public StackRequest minScore( final double score )
	{
		return set( TrackSettings.MIN_SCORE, score );
	}

	/** Factor by which an area may change from slice to slice, above 1. */
	public StackRequest areaRatio( final double ratio )
	{
		return set( TrackSettings.AREA_RATIO, ratio );
	}

	/** Least IoU of a mask with the place where it is expected, 0 to 1. */
	public StackRequest minOverlap( final double iou )
	{
		return set( TrackSettings.MIN_OVERLAP, iou );
	}

	/**
	 * Whether all objects of each slice are looked for by an instance head, the bundled model's where the chosen one has
	 * none, and what is followed is taken from them.
	 */
	public StackRequest instances( final boolean match )
	{
		return set( TrackSettings.INSTANCES, match );
	}

	/** Weight of the newest displacement in the velocity, 0 (objects stand still) to 1. */
	public StackRequest drift( final double weight )
	{
		return set( TrackSettings.DRIFT, weight );
	}

	/** Whether objects may divide; by default they may in time, but not in z. Looked for going forward. */
	public StackRequest divisions( final boolean detect )
	{
		return set( DIVISIONS, detect ? "yes" : "no" );
	}

	// -- How to segment --

	/** Whether every slice has a contrast of its own, for stacks that fade or flicker; by default all share one. */
	public StackRequest contrastPerSlice( final boolean own )
	{
		return set( PER_SLICE, own );
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
		final StackAxis slices = StackAxis.of( start(), values().get( AXIS ) );
		final int first = values().get( FIRST ), last = values().get( LAST ), to = last == 0 ? slices.size() : last;
		if ( first < 1 || to < first || to > slices.size() )
			throw new IllegalArgumentException( "The range of " + slices.noun() + "s must lie within 1 to " + slices.size() + ", but is " +
					first + " to " + to + "." );
		final List< Seed > seeds = new StackSeeds( slices, new RoiPrompts( values() ), values().get( EVERY ),
				values().get( JOIN ) ).of( rois, first - 1, to - 1 );
		final TrackSettings settings = track( slices.isTime() ).withRange( first - 1, to - 1 );
		StackLabels.requireMemory( slices.image() );
		final int channel = channelNumber();
		final ImagePlusReader reader = values().get( PER_SLICE ) ? reader() : reader().sameContrast( slices.image(), channel,
				slices.sample( first - 1, to - 1, CONTRAST_SLICES ) );
		final ImagePlusSlices source = new ImagePlusSlices( slices, reader, channel, this::embed );
		final EmbeddedImage begin = source.slice( first - 1 );
		// NB: one size for all slices, as objects do not change from slice to slice.
		final boolean sized = seeds.stream().anyMatch( s -> Segmenter.needsSize( Collections.singletonList( s.prompt() ) ) );
		final double told = values().get( SegmentSettings.OBJECT_SIZE );
		final Settings actual = values().with( SegmentSettings.OBJECT_SIZE, sized ? begin.typicalSize( told ) : told );
		final Map< String, String > provenance = provenance( begin, words( actual ) );
		final EmbeddedImage finder = settings.get( TrackSettings.INSTANCES ) ? finder( begin ) : begin;
		provenance.put( "stack", stackWords( slices.isTime() ? "t" : "z", to, settings ) +
				( finder == begin ? "" : " finder=" + weights( finder ) ) );
		final Tracks tracks = new Propagator( new SegmentSettings( actual ), settings, values().get( SegmentSettings.OVERLAP ),
				this::finder ).follow( source, seeds, progress );
		final Map< Integer, String > classes = new TreeMap<>();
		for ( final Seed s : seeds )
			if ( !s.prompt().objectClass().isEmpty() )
				classes.putIfAbsent( s.id(), s.prompt().objectClass() );
		return new StackSegmentation( slices, tracks, classes, source, provenance );
	}

	@Override
	String words()
	{
		return words( values() );
	}

	/**
	 * @param actual
	 *            with the size that is used
	 */
	private String words( final Settings actual )
	{
		final String contrast = values().get( PER_SLICE ) ? "per slice" : "common";
		return actual.words( PROMPTS ) + " contrast=" + contrast + " " + values().words( Settings.list( EVERY, JOIN ) );
	}

	@Override
	Map< String, String > chosen( final String settings )
	{
		final Map< String, String > p = super.chosen( settings );
		final String auto = values().get( DIVISIONS ).equals( "auto" ) ? " (divisions auto)" : "";
		p.put( "stack", stackWords( values().get( AXIS ), values().get( LAST ), track( true ) ) + auto );
		return p;
	}

	/** @param time whether the axis is t, where objects divide */
	private TrackSettings track( final boolean time )
	{
		final String divisions = values().get( DIVISIONS );
		return new TrackSettings( values() ).with( TrackSettings.DIVISIONS, divisions.equals( "auto" ) ? time : divisions.equals( "yes" ) );
	}

	private String stackWords( final String along, final int to, final TrackSettings settings )
	{
		return "axis=" + along + " range=" + values().get( FIRST ) + "-" + to + " " + settings;
	}
}
