// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

import ij.ImagePlus;

import sc.fiji.efficientsam.export.LabelImages;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.LabelRefiner;
import sc.fiji.efficientsam.segment.RefineSettings;
import sc.fiji.efficientsam.segment.RefinedObject;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.RoughLabels;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/**
 * Makes the objects of a rough label image or mask exact; made by
 * {@link EfficientSamService#refine(ImagePlus, ImagePlus)} and ended by
 * {@link #run()}. Every id of the label image is an object of the result.
 *
 * <pre>{@code
 * Segmentation better = sam.refine( imp, labels ).agreement( 0.5 ).run();
 * }</pre>
 */
public final class RefineRequest extends ImageRequest< RefineRequest > {

	private static final List< Setting< ? > > OWN = Settings.join( RefineSettings.ALL, Settings.list( SegmentSettings.OVERLAP ) );

	/** All that these requests can be told. */
	public static final List< Setting< ? > > SETTINGS = Settings.join( COMMON, OWN );

	private final ImagePlus rough;
	private final String roughTitle;
	private Map< Integer, Mask > ahead;

	RefineRequest( final EfficientSamService service, final ImagePlus imp, final ImagePlus rough )
	{
		super( service, imp, SETTINGS );
		this.rough = rough;
		this.roughTitle = rough == null ? "" : rough.getTitle();
	}

	@Override
	RefineRequest self()
	{
		return this;
	}

	/** How many points deep inside the old object go with its box; 1 by default, 0 to 10. */
	public RefineRequest inner( final int points )
	{
		return set( RefineSettings.POINTS, points );
	}

	/** By how many pixels an old object's box is moved outwards; 0 by default, below 0 for inwards. */
	public RefineRequest margin( final double pixels )
	{
		return set( RefineSettings.MARGIN, pixels );
	}

	/** New masks whose IoU with the old object is lower are not trusted; 0.3 by default. */
	public RefineRequest agreement( final double iou )
	{
		return set( RefineSettings.AGREEMENT, iou );
	}

	/** New masks with a lower predicted IoU are not trusted; 0.5 by default. */
	public RefineRequest score( final double iou )
	{
		return set( RefineSettings.SCORE, iou );
	}

	/** Whether the old object stays where the new mask is not trusted; true by default, else it is dropped. */
	public RefineRequest keep( final boolean old )
	{
		return set( RefineSettings.KEEP, old );
	}

	/** Holes with at most this number of pixels are filled; 16 by default, 0 for off. */
	public RefineRequest holes( final int pixels )
	{
		return set( SegmentSettings.HOLES, pixels );
	}

	/**
	 * Refines. Blocks until done; changes neither image nor anything on screen.
	 *
	 * @return one object per id, in ascending order; {@link Segmentation#label}
	 *         tells the id, and an object's name ends with "kept" or "dropped"
	 *         where the new mask was not trusted
	 * @throws IllegalArgumentException
	 *             if the label image is of another size, holds no object, or is
	 *             RGB; the message says what to do
	 * @throws java.util.concurrent.CancellationException
	 *             if the progress listener canceled
	 */
	@Override
	public Segmentation run()
	{
		final Map< Integer, Mask > old = old();
		begin();
		final EmbeddedImage embedded = embedded();
		final Map< Integer, RefinedObject > refined = refiner().refine( embedded, old, progress );
		final int[] ids = refined.keySet().stream().mapToInt( Integer::intValue ).toArray();
		final List< SegmentedObject > objects = new ArrayList<>();
		refined.forEach( ( id, r ) -> objects.add( named( r ) ) );
		final ImagePlus labels = LabelImages.create( plane().image(), ids[ ids.length - 1 ] );
		return new Segmentation( plane(), embedded.image(), LabelImages.paint( objects, ids, values().get( SegmentSettings.OVERLAP ),
				labels ), ids, labels, provenance( embedded, words() ) );
	}

	@Override
	void encodeAhead( final EmbeddedImage image, final BooleanSupplier goesOn )
	{
		refiner().encodeAhead( image, ahead = old(), goesOn );
	}

	@Override
	String words()
	{
		return values().words( OWN ) + " labels=" + roughTitle;
	}

	private LabelRefiner refiner()
	{
		return new LabelRefiner( new RefineSettings( values() ) );
	}

	/** The rough objects as they are now, or as they were when their frames were encoded in advance. */
	private Map< Integer, Mask > old()
	{
		return ahead != null ? ahead : RoughLabels.masks( rough, imp );
	}

	/** NB: the name is what tables and ROIs show. */
	private static SegmentedObject named( final RefinedObject r )
	{
		final SegmentedObject o = r.object();
		if ( r.fate() == RefinedObject.Fate.REFINED )
			return o;
		final String name = o.prompt().name() + " (" + r.fate().name().toLowerCase( Locale.ROOT ) + ")";
		return new SegmentedObject( o.prompt().withName( name ), o.mask(), o.score(), o.stability() );
	}
}
