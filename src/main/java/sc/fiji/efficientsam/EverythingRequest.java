// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

import ij.ImagePlus;

import sc.fiji.efficientsam.everything.Everything;
import sc.fiji.efficientsam.everything.EverythingResult;
import sc.fiji.efficientsam.everything.EverythingSettings;
import sc.fiji.efficientsam.everything.Preset;
import sc.fiji.efficientsam.everything.SeedPoints;
import sc.fiji.efficientsam.everything.SeedSource;
import sc.fiji.efficientsam.everything.Seeds;
import sc.fiji.efficientsam.export.LabelImages;
import sc.fiji.efficientsam.learn.Lesson;
import sc.fiji.efficientsam.learn.Lessons;
import sc.fiji.efficientsam.learn.TaughtModel;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.RoughLabels;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/**
 * Finds all objects of an image; made by
 * {@link EfficientSamService#everything(ImagePlus)} and ended by {@link #run()}.
 *
 * <pre>{@code
 * Segmentation nuclei = sam.everything( imp ).preset( "nuclei" ).objectSize( 30 ).run();
 * }</pre>
 */
public final class EverythingRequest extends ImageRequest< EverythingRequest > {

	/** Where the points come from at which objects are looked for. */
	private enum Source
	{
		AUTO( null ), INSTANCES( null ), GRID( SeedSource.GRID ), MAXIMA( SeedSource.MAXIMA ), MINIMA( SeedSource.MINIMA );

		private final SeedSource seeds;

		Source( final SeedSource seeds )
		{
			this.seeds = seeds;
		}
	}

	/** Whether {@link #maps()} is wanted. Unsaid: it changes no object. */
	public static final Setting< Boolean > MAPS = Setting.flag( "maps", false, "Instance maps",
			"Show, as a 32-bit stack, what the instance head sees: foreground, distance to the border, closeness to the center, long " +
					"side " +
					"and diameter of objects" ).unsaid();

	public static final Setting< String > LESSON = Setting.text( "lesson", "", "Lesson",
			"What \"Teach...\" has learned from examples, by its name, or a .json file; it corrects what the instance head sees; empty " +
					"for none" );

	/** All that these requests can be told. */
	public static final List< Setting< ? > > SETTINGS = Settings.join( COMMON,
			Settings.list( Preset.SETTING, SegmentSettings.OVERLAP, MAPS, LESSON ), EverythingSettings.ALL );

	private Source search = Source.AUTO;
	private String words = "seeds=auto";
	private SeedSource points;
	private double usedSize;
	private boolean unsure;
	private ImagePlus maps;
	private String report = "";

	EverythingRequest( final EfficientSamService service, final ImagePlus imp )
	{
		super( service, imp, SETTINGS );
	}

	@Override
	EverythingRequest self()
	{
		return this;
	}

	/** "auto" (default), "nuclei", "cells", "phase", "bacteria" or "em"; what is not set follows from it. See {@link Preset}. */
	public EverythingRequest preset( final String word )
	{
		return read( Preset.SETTING, word );
	}

	/** Typical long side of the objects in pixels; 0 (default) to estimate it. Tell it whenever you know it. */
	public EverythingRequest objectSize( final double pixels )
	{
		return set( EverythingSettings.OBJECT_SIZE, pixels );
	}

	/** Pixels between the points of the grid; 0 (default) for half the object size. */
	public EverythingRequest spacing( final double pixels )
	{
		return set( EverythingSettings.SPACING, pixels );
	}

	/** Number of scales: 1 for the object size, 2 for half of it, too, 3 for twice of it, too. */
	public EverythingRequest layers( final int number )
	{
		return set( EverythingSettings.LAYERS, number );
	}

	/** Masks with a lower predicted IoU are dropped. */
	public EverythingRequest score( final double iou )
	{
		return set( EverythingSettings.SCORE, iou );
	}

	/** Masks with a lower stability are dropped. */
	public EverythingRequest stability( final double stability )
	{
		return set( EverythingSettings.STABILITY, stability );
	}

	/** Masks that are less likely an object are dropped; see {@link EverythingSettings#QUALITY}. */
	public EverythingRequest quality( final double least )
	{
		return set( EverythingSettings.QUALITY, least );
	}

	/** The least number of pixels of an object; 0 for automatic. */
	public EverythingRequest smallest( final int pixels )
	{
		return set( EverythingSettings.SMALLEST, pixels );
	}

	/** The highest number of pixels of an object; 0 for automatic. */
	public EverythingRequest largest( final int pixels )
	{
		return set( EverythingSettings.LARGEST, pixels );
	}

	/** Whether objects at the image's border are kept; true by default. */
	public EverythingRequest border( final boolean keep )
	{
		return set( EverythingSettings.BORDER, keep );
	}

	/** Of two masks with a higher IoU only the better one is kept. */
	public EverythingRequest iou( final double most )
	{
		return set( EverythingSettings.MAX_OVERLAP, most );
	}

	/** What the highest overlap is measured by: "mask" (default) or "box". */
	public EverythingRequest nms( final String word )
	{
		return read( EverythingSettings.OVERLAP_OF, word );
	}

	/** A mask of which a larger part lies in a better one, or that holds a larger part of a better one, is dropped. */
	public EverythingRequest inside( final double most )
	{
		return set( EverythingSettings.MAX_INSIDE, most );
	}

	/** Whether masks by points are made again by their boxes; true by default. */
	public EverythingRequest boxes( final boolean again )
	{
		return set( EverythingSettings.BOXES, again );
	}

	/** Holes with at most this number of pixels are filled; 16 by default, 0 for off. */
	public EverythingRequest holes( final int pixels )
	{
		return set( EverythingSettings.HOLES, pixels );
	}

	/** Whether a cancel gives the objects found so far; false by default: it throws. */
	public EverythingRequest partial( final boolean keep )
	{
		return set( EverythingSettings.PARTIAL, keep );
	}

	/**
	 * What {@link TeachRequest} has learned, by its name, or a file; "" (default) for none. Objects are then found by the instance head.
	 *
	 * @throws IllegalArgumentException
	 *             at the start of {@link #run()}, if there is no such lesson, or it was learned with other weights
	 */
	public EverythingRequest lesson( final String name )
	{
		return set( LESSON, name );
	}

	// -- Where to look --

	/**
	 * How objects are found: by the "instances" that the model's instance head sees,
	 * or the bundled model's if it has none; at the points of a "grid"; at "maxima"
	 * (bright objects) or "minima" (dark ones). "auto" (default) means instances for models
	 * with such a head if neither spacing nor layers are set, and a grid otherwise.
	 */
	public EverythingRequest seeds( final String word )
	{
		search = Choices.of( Source.class, "seeds", word );
		return seeds( search.seeds, search.name().toLowerCase( Locale.ROOT ) );
	}

	/** One point in each object of a label image, or in each piece of a binary mask. */
	public EverythingRequest seeds( final ImagePlus labels )
	{
		final List< Mask > masks = RoughLabels.list( labels, imp );
		if ( actual().objectSize() == 0 )
			objectSize( medianSide( masks ) );
		return seeds( ( image, s ) -> Seeds.of( SeedPoints.inside( masks ) ), labels.getTitle() );
	}

	/** Points of your own; integers are pixel centers. */
	public EverythingRequest seeds( final Collection< PromptPoint > points )
	{
		final List< PromptPoint > copy = new ArrayList<>( points );
		if ( copy.isEmpty() )
			throw new IllegalArgumentException( "No seed point was given. Give at least one, or use seeds \"grid\"." );
		return seeds( ( image, s ) -> Seeds.of( copy ), copy.size() + " points" );
	}

	/** Whether {@link #maps()} is wanted, too; false by default. */
	public EverythingRequest maps( final boolean wanted )
	{
		return set( MAPS, wanted );
	}

	private EverythingRequest seeds( final SeedSource from, final String name )
	{
		points = from;
		words = "seeds=" + name;
		return this;
	}

	private static double medianSide( final List< Mask > masks )
	{
		final double[] sides = masks.stream().mapToDouble( m -> Math.max( m.width(), m.height() ) ).sorted().toArray();
		return sides[ sides.length / 2 ];
	}

	// -- Running --

	/**
	 * Looks for all objects. Blocks until done; changes neither the image nor
	 * anything on screen.
	 *
	 * @return one object per label; none where nothing passed the filters, see
	 *         {@link #report()}
	 * @throws IllegalArgumentException
	 *             if a choice or number is not allowed; the message says what to
	 *             do
	 * @throws java.util.concurrent.CancellationException
	 *             if the progress listener canceled, without {@link #partial}
	 * @throws sc.fiji.efficientsam.inference.InferenceException
	 *             if the model cannot be loaded or run
	 */
	@Override
	public Segmentation run()
	{
		EverythingSettings s = actual();
		final Lesson lesson = lesson();
		begin();
		final EmbeddedImage embedded = embedded();
		final EmbeddedImage plain = finds( embedded ) ? finder( embedded ) : null;
		if ( lesson != null )
		{
			lesson.requireWeights( provenance( plain, "" ).get( Lesson.WEIGHTS ) );
			s = lesson.sized( s, plain );
		}
		final EmbeddedImage finder = lesson == null ? plain : TaughtModel.teach( plain, lesson );
		final EverythingResult result = finder == null ? everything( s, false ).run( embedded, points(), progress )
				: everything( s, true ).run( embedded, finder, progress );
		usedSize = result.settings().objectSize();
		unsure = ( plain == null ? embedded : plain ).isUnsureOfSize( s.objectSize() );
		if ( values().get( MAPS ) && result.isComplete() )
			maps = InstanceMapImages.create( new Everything( result.settings() ).maps( finder == null ? finder( embedded ) : finder,
					progress ), plane().image() );
		final List< SegmentedObject > objects = result.objects();
		final ImagePlus labels = LabelImages.create( plane().image(), objects.size() );
		report = result.report() + ( result.isComplete() ? "" : " (canceled: a part of the image only)" );
		final String all = words( result.settings(), search == Source.AUTO && points == null ? finder == null
				? "seeds=grid" : "seeds=instances" : words ) +
				( plain == null || plain == embedded ? "" : " finder=" + weights( plain ) ) +
				( lesson == null ? "" : " (lesson " + lesson.hash() + ")" ) +
				( result.isComplete() ? "" : " canceled" );
		return new Segmentation( plane(), embedded.image(), LabelImages.paint( objects, values().get( SegmentSettings.OVERLAP ), labels ),
				labels, provenance( embedded, all ) );
	}

	@Override
	void encodeAhead( final EmbeddedImage image, final BooleanSupplier goesOn )
	{
		// NB: what another model finds is not known before.
		if ( !finds( image ) )
			image.encodeAhead( everything( actual(), false ).frames( image, points() ), goesOn );
		else if ( image.model().mapsInstances() && !hasLesson() )
			image.encodeAhead( everything( actual(), true ).frames( image ), goesOn );
	}

	@Override
	String words()
	{
		// NB: the limit that follows from a preset is for points; one that is told is for instances, too.
		return words( actual(), words + ( points == null && values().has( EverythingSettings.QUALITY ) ? " (quality told)" : "" ) );
	}

	/**
	 * @param actual
	 *            with what was estimated
	 * @param seeds
	 *            with what was chosen
	 */
	private String words( final EverythingSettings actual, final String seeds )
	{
		return actual + " " + seeds + " " + values().words( Settings.list( SegmentSettings.OVERLAP ) ) +
				( hasLesson() ? " lesson=" + values().get( LESSON ).trim() : "" );
	}

	/** Those of the preset, with what was set. */
	private EverythingSettings actual()
	{
		return new EverythingSettings( values().get( Preset.SETTING ).settings().with( values() ) );
	}

	/** Whether an instance head finds the objects, instead of points. */
	private boolean finds( final EmbeddedImage image )
	{
		return points == null && ( search == Source.INSTANCES || hasLesson() || !tellsGrid() && image.model().mapsInstances() );
	}

	private boolean hasLesson()
	{
		return !values().get( LESSON ).trim().isEmpty();
	}

	/** What was learned, or null. */
	private Lesson lesson()
	{
		if ( !hasLesson() )
			return null;
		if ( points != null || tellsGrid() && search != Source.INSTANCES )
			throw new IllegalArgumentException( "A lesson corrects what the instance head sees, but objects are to be looked for at " +
					"points. Leave out the lesson, or seed points, spacing and scales." );
		return Lessons.read( values().get( LESSON ).trim() );
	}

	/** NB: instances have neither; who sets one of them, as macros of earlier versions do, wants a grid. */
	private boolean tellsGrid()
	{
		return values().get( EverythingSettings.SPACING ) > 0 || values().has( EverythingSettings.LAYERS );
	}

	private SeedSource points()
	{
		return points == null ? SeedSource.GRID : points;
	}

	private Everything everything( final EverythingSettings s, final boolean instances )
	{
		return new Everything( instances && !values().has( EverythingSettings.QUALITY )
				? s.with( EverythingSettings.QUALITY, EverythingSettings.INSTANCE_QUALITY ) : s );
	}

	/**
	 * After {@link #run()} with {@link #maps(boolean)}, what the instance head sees, as a 32-bit stack: foreground (0 to 1), distance to
	 * the object's border (0 to 1), closeness to its center (0 to 1), its long side and the diameter of a disc of its
	 * area (pixels). Null if that was not wanted,
	 * or the search was canceled.
	 */
	public ImagePlus maps()
	{
		return maps;
	}

	/** After {@link #run()}, the object size that was used: the one that was set, or the one that was found automatically. */
	public double usedObjectSize()
	{
		return usedSize;
	}

	/** After {@link #run()}, whether no size was set, and the one that was used is a guess that cannot be trusted. */
	public boolean isUnsureOfObjectSize()
	{
		return unsure;
	}

	/** After {@link #run()}, one line: how many points, masks and objects there were, and which limit took how many. */
	public String report()
	{
		return report;
	}
}
