// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.gui.Roi;

import sc.fiji.efficientsam.export.LabelImages;
import sc.fiji.efficientsam.learn.SimilarObject;
import sc.fiji.efficientsam.learn.SimilarObjects;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.roi.AreaMode;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.roi.RoiSources;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.segment.Segmenter;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/**
 * Finds all objects of an image that are like some examples; made by {@link EfficientSamService#similar(ImagePlus)} and ended by
 * {@link #run()}. Examples are clicks and boxes, which are segmented first, or area selections, which are taken as they are.
 *
 * <pre>{@code
 * Segmentation alike = sam.similar( imp ).point( 95, 60 ).point( 30, 41 ).unlike( 200, 12 ).run();
 * }</pre>
 */
public final class SimilarRequest extends ImageRequest< SimilarRequest > implements PromptSettings< SimilarRequest > {

	public static final Setting< Double > SIMILARITY = Setting.fraction( "similarity", 0.3, "Minimum similarity",
			"Objects that are less like the examples are left out: 0 keeps all that were found, 1 only the examples" );

	private static final List< Setting< ? > > OWN = Settings.join( SegmentSettings.ALL, Settings.list( SegmentSettings.OVERLAP, SIMILARITY,
			RoiPrompts.NEGATIVE, RoiPrompts.ALONG ) );

	/** All that these requests can be told. */
	public static final List< Setting< ? > > SETTINGS = Settings.join( COMMON, OWN );

	private final List< Prompt > examples = new ArrayList<>();
	private final List< Prompt > others = new ArrayList<>();
	private final List< Roi > rois = new ArrayList<>();
	private double usedSize;

	SimilarRequest( final EfficientSamService service, final ImagePlus imp )
	{
		super( service, imp, SETTINGS );
	}

	@Override
	SimilarRequest self()
	{
		return this;
	}

	/** Adds an example of what is looked for, which is segmented first; one by a mask is taken as it is. Integers are pixel centers. */
	public SimilarRequest like( final Prompt prompt )
	{
		examples.add( Objects.requireNonNull( prompt, "prompt" ) );
		return this;
	}

	/** Adds an example by one pixel of it. */
	public SimilarRequest point( final double x, final double y )
	{
		return like( Prompt.point( x, y ) );
	}

	/** Adds an example of what is not meant: what is more like it than like the other examples is left out. */
	public SimilarRequest unlike( final Prompt prompt )
	{
		others.add( Objects.requireNonNull( prompt, "prompt" ) );
		return this;
	}

	/** Adds an example of what is not meant by one pixel of it. */
	public SimilarRequest unlike( final double x, final double y )
	{
		return unlike( Prompt.point( x, y ) );
	}

	/**
	 * Adds ImageJ selections as examples: each point, box or line is an example to be segmented, areas are examples as they are. Points of
	 * the {@link #negative(int) negative counter} are examples of what is not meant.
	 */
	public SimilarRequest rois( final Roi... more )
	{
		return rois( Arrays.asList( more ) );
	}

	/** {@link #rois(Roi...)}, whatever their positions. */
	public SimilarRequest rois( final Collection< Roi > more )
	{
		// NB: copies, as selections can be changed while they are used.
		more.forEach( roi -> rois.add( ( Roi ) roi.clone() ) );
		return this;
	}

	/** Adds the selections of a {@code .roi} or {@code .zip} file. */
	public SimilarRequest rois( final File file )
	{
		takenHere();
		return rois( RoiSources.file( file, imp ) );
	}

	/** Adds the image's active selection. */
	public SimilarRequest selection()
	{
		takenHere();
		return rois( RoiSources.onPlane( RoiSources.selection( imp ), imp ) );
	}

	/** Objects that are less like the examples are left out; 0.3 by default, 0 to 1. */
	public SimilarRequest similarity( final double least )
	{
		return set( SIMILARITY, least );
	}

	/**
	 * Looks for them. Blocks until done; changes neither the image nor anything on screen.
	 *
	 * @return the examples first, then the others, most similar first; their names tell how similar they are
	 * @throws IllegalArgumentException
	 *             if there is no example, nothing is found at any of them, or one lies outside of the image; the message says what to do
	 * @throws java.util.concurrent.CancellationException
	 *             if the progress listener canceled
	 * @throws sc.fiji.efficientsam.inference.InferenceException
	 *             if the model cannot be loaded or run
	 */
	@Override
	public Segmentation run()
	{
		final List< Prompt > all = new ArrayList<>(), none = new ArrayList<>( others );
		collect( all, none );
		begin();
		final EmbeddedImage embedded = embedded();
		final SimilarObjects search = new SimilarObjects( embedded, segment( embedded, all ), segment( embedded, none ).stream()
				.map( SegmentedObject::mask ).collect( Collectors.toList() ) );
		usedSize = search.objectSize();
		final List< SegmentedObject > objects = new ArrayList<>();
		for ( final SimilarObject o : search.find( progress ) )
			if ( o.similarity() >= values().get( SIMILARITY ) )
				objects.add( o.object().prompt().name().isEmpty() ? named( o ) : o.object() );
		final ImagePlus labels = LabelImages.create( plane().image(), objects.size() );
		return new Segmentation( plane(), embedded.image(), LabelImages.paint( objects, values().get( SegmentSettings.OVERLAP ), labels ),
				labels, provenance( embedded, words() + " examples=" + all.size() + " others=" + none.size() ) );
	}

	/** NB: what tables and ROIs show. */
	private static SegmentedObject named( final SimilarObject o )
	{
		final String name = o.similarity() == 1 ? "example" : String.format( Locale.ROOT, "similarity %.2f", o.similarity() );
		final SegmentedObject s = o.object();
		return new SegmentedObject( s.prompt().withName( name ), s.mask(), s.score(), s.stability() );
	}

	/** What the selections say, too. */
	private void collect( final List< Prompt > all, final List< Prompt > none )
	{
		all.addAll( examples );
		final Set< PromptPoint > negative = new LinkedHashSet<>();
		for ( final Prompt p : new RoiPrompts( values().with( RoiPrompts.AREAS, AreaMode.MASK ) ).toPrompts( rois ) )
		{
			p.points().stream().filter( q -> !q.isPositive() ).forEach( negative::add );
			all.add( p );
		}
		negative.forEach( p -> none.add( Prompt.point( p.x(), p.y() ) ) );
		if ( all.isEmpty() )
			throw new IllegalArgumentException( "There is no example of what to look for. Set a point on one object at least, " +
					"or select one in the ROI Manager." );
	}

	private List< SegmentedObject > segment( final EmbeddedImage image, final List< Prompt > prompts )
	{
		final List< Prompt > asked = prompts.stream().filter( p -> !p.hasMask() ).collect( Collectors.toList() );
		final List< SegmentedObject > drawn = new Segmenter( new SegmentSettings( values() ) ).segment( image, asked, progress ),
				objects = new ArrayList<>();
		for ( final Prompt p : prompts )
		{
			final Mask mask = p.hasMask() ? p.mask().crop( image.image().width(), image.image().height() ) : null;
			final SegmentedObject o = mask == null ? drawn.get( asked.indexOf( p ) )
					: new SegmentedObject( p, mask, Double.NaN, Double.NaN );
			if ( !o.isFound() )
				throw new IllegalArgumentException( "Nothing is found at the example " + p +
						". Move it onto an object, or draw a box round the object." );
			objects.add( o );
		}
		return objects;
	}

	/** After {@link #run()}, the typical long side of the examples in pixels. */
	public double usedObjectSize()
	{
		return usedSize;
	}

	@Override
	void encodeAhead( final EmbeddedImage image, final BooleanSupplier goesOn )
	{
		// NB: what is encoded depends on the examples' size, which is not known before they are segmented.
	}

	@Override
	String words()
	{
		return values().words( OWN );
	}
}
