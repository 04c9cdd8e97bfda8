// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;

import sc.fiji.efficientsam.export.Annotation;
import sc.fiji.efficientsam.export.MeasurementTable;
import sc.fiji.efficientsam.export.OverlayPicture;
import sc.fiji.efficientsam.export.Result;
import sc.fiji.efficientsam.export.ResultKind;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.roi.RoiGroups;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.source.SourcePlane;

/**
 * What came of a {@link SegmentationRequest}: one object per prompt, no two of
 * which overlap, and everything that ImageJ users want of them. Nothing is shown
 * on screen; {@link #export} saves files. All of it belongs to the plane, and to the pixels, that were read when the
 * work began, whatever has happened to the image since. Not safe for use by several threads.
 */
public final class Segmentation implements Result {

	private static final long MAX_PICTURE = 50_000_000;

	private final SourcePlane plane;
	private final RgbImage rgb;
	private final List< SegmentedObject > objects;
	private final int[] ids;
	private final ImagePlus labels;
	private final Map< String, String > provenance;

	Segmentation( final SourcePlane plane, final RgbImage rgb, final List< SegmentedObject > objects, final ImagePlus labels,
			final Map< String, String > provenance )
	{
		this( plane, rgb, objects, IntStream.rangeClosed( 1, objects.size() ).toArray(), labels, provenance );
	}

	/** NB: object i has the label ids[ i ]; those of objects that had labels before are kept. */
	Segmentation( final SourcePlane plane, final RgbImage rgb, final List< SegmentedObject > objects, final int[] ids,
			final ImagePlus labels, final Map< String, String > provenance )
	{
		this.ids = ids;
		this.plane = plane;
		this.rgb = rgb;
		this.objects = Collections.unmodifiableList( objects );
		this.labels = labels;
		this.provenance = Collections.unmodifiableMap( new LinkedHashMap<>( provenance ) );
		labels.setProp( "EfficientSAM.slice", Integer.toString( plane.z() ) );
		labels.setProp( "EfficientSAM.frame", Integer.toString( plane.t() ) );
		provenance.forEach( ( key, value ) -> labels.setProp( "EfficientSAM." + key, value ) );
	}

	/** One object per prompt, in their order; unmodifiable. */
	public List< SegmentedObject > objects()
	{
		return objects;
	}

	/** The label image: 0 is background, {@link #label} tells whose a label is. Not shown yet. */
	@Override
	public ImagePlus labels()
	{
		return labels;
	}

	/** The label of an object, by its place in {@link #objects()}: that of its prompt counted from 1, or the one it had before. */
	public int label( final int index )
	{
		return ids[ index ];
	}

	/** Number of prompts for which there are pixels. */
	public int found()
	{
		return ( int ) objects.stream().filter( SegmentedObject::isFound ).count();
	}

	/** Names of the prompts for which there are no pixels: the model found nothing, or other objects cover all of it. */
	public List< String > missed()
	{
		final List< String > missed = new ArrayList<>();
		for ( int i = 0; i < objects.size(); i++ )
			if ( !objects.get( i ).isFound() )
				missed.add( "#" + ids[ i ] + ( objects.get( i ).prompt().name().isEmpty() ? "" : " " + objects.get( i ).prompt().name() ) );
		return missed;
	}

	/** The objects that were found. */
	@Override
	public List< Annotation > annotations()
	{
		final List< Annotation > found = new ArrayList<>();
		for ( int i = 0; i < objects.size(); i++ )
		{
			final String name = objects.get( i ).prompt().name();
			if ( objects.get( i ).isFound() )
				found.add( new Annotation( ids[ i ], name.isEmpty() ? "label " + ids[ i ] : name, objects.get( i ), plane.z(), plane.t(),
						objects.get( i ).prompt().objectClass() ) );
		}
		return found;
	}

	/** The classes of the prompts, in their order, with the colors of ImageJ's groups. */
	@Override
	public Map< String, Integer > classColors()
	{
		return RoiGroups.colors( objects.stream().map( o -> o.prompt().objectClass() ).filter( c -> !c.isEmpty() )
				.collect( Collectors.toCollection( LinkedHashSet::new ) ) );
	}

	@Override
	public ResultKind kind()
	{
		return ResultKind.IMAGE;
	}

	/** The image as it was when the work began, with the position of the plane that was segmented. */
	@Override
	public SourceImage source()
	{
		return plane.image();
	}

	/** One row per prompt; see {@link MeasurementTable}. What it was made by is in {@link #provenance()}. */
	@Override
	public ResultsTable table()
	{
		return MeasurementTable.create( plane, objects, ids );
	}

	/**
	 * A picture of image, masks and prompts, small images magnified.
	 *
	 * @throws IllegalArgumentException
	 *             if the image has more than {@value #MAX_PICTURE} pixels
	 */
	@Override
	public ColorProcessor picture()
	{
		if ( !hasPicture() )
			throw new IllegalArgumentException( "The image is too large for a picture (" + rgb.width() + " x " + rgb.height() +
					" pixels)." );
		return OverlayPicture.draw( rgb, objects, ids, Math.max( 1, 768 / Math.max( rgb.width(), rgb.height() ) ) );
	}

	/** Whether the image is small enough for a {@link #picture()}. */
	@Override
	public boolean hasPicture()
	{
		return ( long ) rgb.width() * rgb.height() <= MAX_PICTURE;
	}

	/** Model, weights, device, library and settings that this result came from, by name. */
	@Override
	public Map< String, String > provenance()
	{
		return provenance;
	}

	/** {@link #provenance()} in one line for the log. */
	public String provenanceSummary()
	{
		return "Made with " + provenance.entrySet().stream().map( e -> e.getKey() + " " +
				e.getValue() ).collect( Collectors.joining( "; " ) );
	}

	/** One sentence for the log: how many objects were found, and which were not. */
	public String summary()
	{
		final List< String > missed = missed();
		return found() + " of " + objects.size() + ( objects.size() == 1 ? " object" : " objects" ) + " segmented in \"" +
				plane.image().title() + "\"" +
				( missed.isEmpty() ? "." : "; nothing was found for " +
						String.join( ", ", missed.subList( 0, Math.min( 10, missed.size() ) ) ) +
						( missed.size() > 10 ? ", ..." : "" ) + "." );
	}
}
