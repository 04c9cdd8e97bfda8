// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.gui.Roi;

import sc.fiji.efficientsam.learn.Teacher;
import sc.fiji.efficientsam.learn.Teaching;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.roi.MaskRois;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.source.LabelImageReader;
import sc.fiji.efficientsam.source.RoiPositions;
import sc.fiji.efficientsam.source.RoughLabels;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/**
 * Learns from examples what objects look like in images of one kind; made by {@link EfficientSamService#teach(ImagePlus)} and
 * ended by {@link #run()}. Everything mode uses the lesson by its name.
 *
 * <pre>{@code
 * Teaching t = sam.teach( imp ).objects( labels ).run();
 * if ( t.isBetter() ) Lessons.save( "my cells", t.lesson() );
 * }</pre>
 */
public final class TeachRequest extends ModelRequest< TeachRequest > {

	public static final Setting< Boolean > COMPLETE = Setting.flag( "complete", false, "All objects labeled",
			"Whether the examples are all objects of their slices: all else is background, " +
					"and what is found there counts against the lesson" );

	/** All that these requests can be told. */
	public static final List< Setting< ? > > SETTINGS = Settings.join( COMMON, Settings.list( COMPLETE ) );

	private final EfficientSamService service;
	/** Masks of each slice, by slice and frame. */
	private final Map< List< Integer >, List< Mask > > objects = new LinkedHashMap<>();
	private final List< Mask > others = new ArrayList<>();

	TeachRequest( final EfficientSamService service, final ImagePlus imp )
	{
		super( service, imp, SETTINGS );
		this.service = service;
	}

	@Override
	TeachRequest self()
	{
		return this;
	}

	/** Adds examples on a slice of the image, counted from 1. */
	public TeachRequest objects( final Collection< Mask > masks, final int slice, final int frame )
	{
		masks.stream().map( m -> m.crop( imp.getWidth(), imp.getHeight() ) ).filter( m -> !m.isEmpty() )
				.forEach( m -> objects.computeIfAbsent( Arrays.asList( slice, frame ), k -> new ArrayList<>() ).add( m ) );
		return this;
	}

	/** Adds area selections as examples, each on its slice, or on the current one where it belongs to none. */
	public TeachRequest rois( final Collection< Roi > areas )
	{
		final SourceImage now = SourceImage.of( imp );
		for ( final Roi roi : areas )
		{
			if ( !roi.isArea() )
				throw new IllegalArgumentException( "The selection " + ( roi.getName() == null ? "" : "\"" + roi.getName() + "\" " ) +
						"is no area. Only outlines of objects can be learned from; segment points first." );
			final int[] zt = RoiPositions.of( roi, now );
			objects( Collections.singletonList( MaskRois.toMask( roi ) ), zt[ 0 ] == 0 ? now.z() : zt[ 0 ],
					zt[ 1 ] == 0 ? now.t() : zt[ 1 ] );
		}
		return this;
	}

	/**
	 * Adds the objects of a label image or binary mask; of a label stack with as many slices as the image, those of each slice.
	 *
	 * @throws IllegalArgumentException
	 *             if it is of another size, RGB, or holds no object
	 */
	public TeachRequest objects( final ImagePlus labels )
	{
		if ( labels == null || labels.getStackSize() == 1 || labels.getStackSize() != imp.getNSlices() * imp.getNFrames() )
		{
			final SourceImage now = SourceImage.of( imp );
			return objects( RoughLabels.list( labels, imp ), now.z(), now.t() );
		}
		for ( int t = 1; t <= imp.getNFrames(); t++ )
			for ( int z = 1; z <= imp.getNSlices(); z++ )
			{
				final ImagePlus slice = new ImagePlus( labels.getTitle(), labels.getStack().getProcessor( ( t - 1 ) * imp.getNSlices() +
						z ) );
				if ( !LabelImageReader.masks( slice ).isEmpty() )
					objects( RoughLabels.list( slice, imp ), z, t );
			}
		if ( objects.isEmpty() )
			throw new IllegalArgumentException( "The label stack \"" + labels.getTitle() +
					"\" holds no object: all its pixels are 0. Choose another one." );
		return this;
	}

	/** Number of examples that were added. */
	public int examples()
	{
		return objects.values().stream().mapToInt( List::size ).sum();
	}

	/** Adds what is no object, on the current slice, though the model may take it for one. */
	public TeachRequest others( final Collection< Mask > masks )
	{
		others.addAll( masks );
		return this;
	}

	/**
	 * Whether the examples are all objects of their slices; false by default. Then all that is found elsewhere counts against the lesson,
	 * else only what is found on examples, close round them, or on {@link #others}.
	 */
	public TeachRequest complete( final boolean all )
	{
		return set( COMPLETE, all );
	}

	/**
	 * Teaches, by the bundled model's instance head where the chosen model has none. Blocks until done; changes neither the image nor
	 * anything on screen, and saves nothing.
	 *
	 * @throws IllegalArgumentException
	 *             if there are fewer than {@value Teaching#LEAST} examples
	 * @throws java.util.concurrent.CancellationException
	 *             if the progress listener canceled
	 * @throws sc.fiji.efficientsam.inference.InferenceException
	 *             if the model cannot be loaded or run
	 */
	public Teaching run()
	{
		final SourceImage source = start();
		final Teacher teacher = new Teacher();
		final Map< String, String > p = new LinkedHashMap<>();
		objects.forEach( ( place, masks ) -> {
			final EmbeddedImage seen = finder( embed( reader().read( source.plane( channelNumber(), place.get( 0 ), place.get( 1 ) ) ) ) );
			if ( p.isEmpty() )
				p.putAll( service.provenance( seen.model() ) );
			final boolean here = place.get( 0 ) == source.z() && place.get( 1 ) == source.t();
			teacher.add( seen, masks, here ? others : Collections.emptyList(), values().get( COMPLETE ) );
		} );
		p.putAll( chosen( words() ) );
		p.put( "image", source.title() );
		return Teaching.of( teacher, p, progress );
	}

	@Override
	String words()
	{
		return values().words( Settings.list( COMPLETE ) );
	}
}
