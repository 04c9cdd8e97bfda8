// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;

import sc.fiji.efficientsam.everything.Everything;
import sc.fiji.efficientsam.everything.EverythingResult;
import sc.fiji.efficientsam.everything.EverythingSettings;
import sc.fiji.efficientsam.everything.Preset;
import sc.fiji.efficientsam.everything.SeedPoints;
import sc.fiji.efficientsam.everything.SeedSource;
import sc.fiji.efficientsam.everything.Seeds;
import sc.fiji.efficientsam.export.LabelImages;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.InstanceMap;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.OverlapRule;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.RoughLabels;
import sc.fiji.efficientsam.util.Choices;

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

	/** What overlaps are measured by. */
	private enum Nms
	{
		MASK, BOX
	}

	private EverythingSettings settings = EverythingSettings.DEFAULT;
	private OverlapRule overlap = OverlapRule.SCORE;
	private Source search = Source.AUTO;
	private String words = "seeds=auto";
	private SeedSource points;
	private int minSize;
	private int maxSize;
	private boolean withMaps;
	private ImagePlus maps;
	private String report = "";
	private double usedSize;

	EverythingRequest( final EfficientSamService service, final ImagePlus imp )
	{
		super( service, imp );
	}

	@Override
	EverythingRequest self()
	{
		return this;
	}

	/** "auto" (default), "nuclei", "cells", "phase", "bacteria" or "em"; sets all that follows, so it comes first. See {@link Preset}. */
	public EverythingRequest preset( final String word )
	{
		settings = Choices.of( Preset.class, "preset", word ).settings();
		return this;
	}

	/** Typical long side of the objects in pixels; 0 (default) to estimate it. Tell it whenever you know it. */
	public EverythingRequest objectSize( final double pixels )
	{
		settings = settings.withObjectSize( pixels );
		return this;
	}

	/** Pixels between the points of the grid; 0 (default) for half the object size. */
	public EverythingRequest spacing( final double pixels )
	{
		settings = settings.withSpacing( pixels );
		return this;
	}

	/** Number of scales: 1 for the object size, 2 for half of it, too, 3 for twice of it, too. */
	public EverythingRequest layers( final int number )
	{
		settings = settings.withLayers( number );
		return this;
	}

	/** Masks with a lower predicted IoU are dropped. */
	public EverythingRequest score( final double iou )
	{
		settings = settings.withMinScore( iou );
		return this;
	}

	/** Masks with a lower stability are dropped. */
	public EverythingRequest stability( final double stability )
	{
		settings = settings.withMinStability( stability );
		return this;
	}

	/** Masks that are less likely an object are dropped; see {@link EverythingSettings#withMinQuality}. */
	public EverythingRequest quality( final double least )
	{
		settings = settings.withMinQuality( least );
		return this;
	}

	/** The least number of pixels of an object; 0 for automatic. */
	public EverythingRequest smallest( final int pixels )
	{
		minSize = pixels;
		return this;
	}

	/** The highest number of pixels of an object; 0 for automatic. */
	public EverythingRequest largest( final int pixels )
	{
		maxSize = pixels;
		return this;
	}

	/** Whether objects at the image's border are kept; true by default. */
	public EverythingRequest border( final boolean keep )
	{
		settings = settings.withBorder( keep );
		return this;
	}

	/** Of two masks with a higher IoU only the better one is kept. */
	public EverythingRequest iou( final double most )
	{
		settings = settings.withMaxOverlap( most );
		return this;
	}

	/** What the highest overlap is measured by: "mask" (default) or "box". */
	public EverythingRequest nms( final String word )
	{
		settings = settings.withBoxOverlap( Choices.of( Nms.class, "nms", word ) == Nms.BOX );
		return this;
	}

	/** A mask of which a larger part lies in a better one, or that holds a larger part of a better one, is dropped. */
	public EverythingRequest inside( final double most )
	{
		settings = settings.withMaxInside( most );
		return this;
	}

	/** Whether masks by points are made again by their boxes; true by default. */
	public EverythingRequest boxes( final boolean again )
	{
		settings = settings.withBoxes( again );
		return this;
	}

	/** Holes with at most this number of pixels are filled; 16 by default, 0 for off. */
	public EverythingRequest holes( final int pixels )
	{
		settings = settings.withMaxHole( pixels );
		return this;
	}

	/** Whether a cancel gives the objects found so far; false by default: it throws. */
	public EverythingRequest partial( final boolean keep )
	{
		settings = settings.withPartial( keep );
		return this;
	}

	/** Who gets pixels that several masks claim: "score" (default), "first" or "last"; see {@link OverlapRule}. */
	public EverythingRequest overlap( final String word )
	{
		overlap = Choices.of( OverlapRule.class, "overlap", word );
		return this;
	}

	// -- Where to look --

	/**
	 * How objects are found: by the "instances" that the model's instance head sees,
	 * or the bundled model's if it has none; at the points of a "grid"; at "maxima"
	 * (bright objects) or "minima" (dark ones). "auto" (default) means instances for models
	 * with such a head, and a grid for others.
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
		if ( settings.objectSize() == 0 )
			objectSize( medianSide( masks ) );
		return seeds( ( image, s ) -> Seeds.of( SeedPoints.inside( masks ) ), labels.getTitle() );
	}

	/** Whether {@link #maps()} is wanted, too; false by default. */
	public EverythingRequest maps( final boolean wanted )
	{
		withMaps = wanted;
		return this;
	}

	/** Points of your own; integers are pixel centres. */
	public EverythingRequest seeds( final Collection< PromptPoint > points )
	{
		final List< PromptPoint > copy = new ArrayList<>( points );
		if ( copy.isEmpty() )
			throw new IllegalArgumentException( "No seed point was given. Give at least one, or use seeds \"grid\"." );
		return seeds( ( image, s ) -> Seeds.of( copy ), copy.size() + " points" );
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
		final Everything everything = everything();
		begin();
		final EmbeddedImage embedded = embedded();
		final EmbeddedImage finder = finds( embedded ) ? finder( embedded ) : null;
		final EverythingResult result = finder == null ? everything.run( embedded, points(), progress ) : everything.run( embedded, finder, progress );
		final List< SegmentedObject > objects = result.objects();
		final ImagePlus labels = LabelImages.create( plane().image(), objects.size() );
		usedSize = result.settings().objectSize();
		if ( withMaps && result.isComplete() )
			maps = toImage( new Everything( result.settings() ).maps( finder == null ? finder( embedded ) : finder, progress ) );
		report = result.report() + ( result.isComplete() ? "" : " (canceled: a part of the image only)" );
		final String all = words( result.settings(), search == Source.AUTO && points == null ? finder == null ? "seeds=grid" : "seeds=instances" : words ) +
				( finder == null || finder == embedded ? "" : " finder=" + weights( finder ) ) + ( result.isComplete() ? "" : " canceled" );
		return new Segmentation( plane(), embedded.image(), LabelImages.paint( objects, overlap, labels ), labels, provenance( embedded, all ) );
	}

	@Override
	void encodeAhead( final EmbeddedImage image, final BooleanSupplier goesOn )
	{
		// NB: what another model finds is not known before.
		if ( !finds( image ) )
			image.encodeAhead( everything().frames( image, points() ), goesOn );
		else if ( image.model().mapsInstances() )
			image.encodeAhead( everything().frames( image ), goesOn );
	}

	@Override
	String words()
	{
		return words( settings.withSizes( minSize, maxSize ), words );
	}

	/**
	 * @param actual
	 *            with what was estimated
	 * @param seeds
	 *            with what was chosen
	 */
	private String words( final EverythingSettings actual, final String seeds )
	{
		return actual + " " + seeds + " overlap=" + overlap.name().toLowerCase( Locale.ROOT );
	}

	/** Whether an instance head finds the objects, instead of points. */
	private boolean finds( final EmbeddedImage image )
	{
		return points == null && ( search == Source.INSTANCES || image.model().mapsInstances() );
	}

	private SeedSource points()
	{
		return points == null ? SeedSource.GRID : points;
	}

	private Everything everything()
	{
		return new Everything( settings.withSizes( minSize, maxSize ) );
	}

	private ImagePlus toImage( final float[][] values )
	{
		final int w = imp.getWidth(), h = imp.getHeight();
		final ImageStack stack = new ImageStack( w, h );
		for ( final InstanceMap.Channel channel : InstanceMap.Channel.values() )
			stack.addSlice( channel.title(), new FloatProcessor( w, h, values[ channel.ordinal() ] ) );
		final ImagePlus image = new ImagePlus( plane().image().name() + "-maps", stack );
		image.setCalibration( plane().image().calibration() );
		image.getCalibration().disableDensityCalibration();
		image.resetDisplayRange();
		return image;
	}

	/**
	 * After {@link #run()} with {@link #maps(boolean)}, what the instance head sees, as a 32-bit stack: foreground (0 to 1), distance to
	 * the object's border (0 to 1), closeness to its center (0 to 1), its long side and the diameter of a disc of its area (pixels). Null if that was not wanted,
	 * or the search was canceled.
	 */
	public ImagePlus maps()
	{
		return maps;
	}

	/** After {@link #run()}, the object size that was used: the one that was set, or the one that was estimated. */
	public double usedObjectSize()
	{
		return usedSize;
	}

	/** After {@link #run()}, one line: how many points, masks and objects there were, and which limit took how many. */
	public String report()
	{
		return report;
	}
}
