// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import ij.ImagePlus;
import ij.gui.Roi;

import sc.fiji.efficientsam.export.LabelImages;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.roi.AreaMode;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.roi.RoiSources;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.segment.Segmenter;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/**
 * What to segment and how; made by {@link EfficientSamService#segment(ImagePlus)}
 * and ended by {@link #run()}. Choices may be given as words, in any case, as in
 * macros. Not safe for use by several threads.
 *
 * <pre>{@code
 * Segmentation cells = sam.segment( imp ).rois( new File( "boxes.zip" ) ).candidate( "fit" ).run();
 * cells.labels().show();
 * }</pre>
 */
public final class SegmentationRequest extends ImageRequest< SegmentationRequest > implements PromptSettings< SegmentationRequest > {

	private static final List< Setting< ? > > OWN = Settings.join( SegmentSettings.ALL, Settings.list( SegmentSettings.OVERLAP ),
			RoiPrompts.ALL );

	/** All that these requests can be told. */
	public static final List< Setting< ? > > SETTINGS = Settings.join( COMMON, OWN );

	private final List< Prompt > prompts = new ArrayList<>();
	private final List< Roi > rois = new ArrayList<>();
	private double usedSize;
	private boolean unsure;

	SegmentationRequest( final EfficientSamService service, final ImagePlus imp )
	{
		super( service, imp, SETTINGS );
	}

	@Override
	SegmentationRequest self()
	{
		return this;
	}

	// -- What to segment --

	/** Adds one object. Integers are pixel centers. */
	public SegmentationRequest prompt( final Prompt prompt )
	{
		prompts.add( Objects.requireNonNull( prompt, "prompt" ) );
		return this;
	}

	/** Adds objects. */
	public SegmentationRequest prompts( final Collection< Prompt > more )
	{
		more.forEach( this::prompt );
		return this;
	}

	/** Adds an object by the box of {@code width x height} pixels whose top left pixel is (x, y). */
	public SegmentationRequest box( final double x, final double y, final double width, final double height )
	{
		return prompt( Prompt.box( x, y, width, height ) );
	}

	/** Adds an object by one pixel of it. */
	public SegmentationRequest point( final double x, final double y )
	{
		return prompt( Prompt.point( x, y ) );
	}

	/** Adds ImageJ selections; see {@link RoiPrompts} for what becomes of which. */
	public SegmentationRequest rois( final Roi... more )
	{
		return rois( Arrays.asList( more ) );
	}

	/** Adds ImageJ selections, all of them, whatever their positions; see {@link RoiPrompts} for what becomes of which. */
	public SegmentationRequest rois( final Collection< Roi > more )
	{
		// NB: copies, as selections can be changed while they are used.
		more.forEach( roi -> rois.add( ( Roi ) roi.clone() ) );
		return this;
	}

	/** Adds the selections of a {@code .roi} or {@code .zip} file. */
	public SegmentationRequest rois( final File file )
	{
		takenHere();
		return rois( RoiSources.file( file, imp ) );
	}

	/** Adds the image's active selection; of points on several slices those of the current one. */
	public SegmentationRequest selection()
	{
		takenHere();
		return rois( RoiSources.onPlane( RoiSources.selection( imp ), imp ) );
	}

	/** Adds the selections of the ROI Manager that belong to the current slice, or to no slice. */
	public SegmentationRequest roiManager()
	{
		takenHere();
		return rois( RoiSources.manager( imp ) );
	}

	/** Adds the selections of the image's overlay that belong to the current slice, or to no slice. */
	public SegmentationRequest overlay()
	{
		takenHere();
		return rois( RoiSources.overlay( imp ) );
	}

	// -- How to segment --

	/** Points inside an area selection that go with its box, 0 to 10; 1 by default. */
	public SegmentationRequest inner( final int points )
	{
		return set( RoiPrompts.INNER, points );
	}

	/** Points along a line selection, 1 to 10; 3 by default. */
	public SegmentationRequest along( final int points )
	{
		return set( RoiPrompts.ALONG, points );
	}

	/** What area selections other than rectangles say: "box" (default) or "mask", a rough mask of the object; see {@link AreaMode}. */
	public SegmentationRequest areas( final String word )
	{
		return read( RoiPrompts.AREAS, word );
	}

	// -- Running --

	/**
	 * Segments. Blocks until done; changes neither the image nor anything on
	 * screen.
	 *
	 * @throws IllegalArgumentException
	 *             if a choice or number is not allowed, there is no prompt, or a
	 *             prompt cannot be used on this image; the message says what to do
	 * @throws java.util.concurrent.CancellationException
	 *             if the progress listener canceled
	 * @throws sc.fiji.efficientsam.inference.InferenceException
	 *             if the model cannot be loaded or run
	 */
	@Override
	public Segmentation run()
	{
		final List< Prompt > all = allPrompts();
		begin();
		final EmbeddedImage embedded = embedded();
		final List< SegmentedObject > objects = segmenter().segment( embedded, all, progress );
		final double told = values().get( SegmentSettings.OBJECT_SIZE );
		usedSize = Segmenter.needsSize( all ) ? embedded.typicalSize( told ) : told;
		unsure = Segmenter.needsSize( all ) && embedded.isUnsureOfSize( told );
		final ImagePlus labels = LabelImages.create( plane().image(), objects.size() );
		return new Segmentation( plane(), embedded.image(), LabelImages.paint( objects, values().get( SegmentSettings.OVERLAP ), labels ),
				labels, provenance( embedded, values().with( SegmentSettings.OBJECT_SIZE, usedSize ).words( OWN ) ) );
	}

	/**
	 * After {@link #run()}, the object size that was used: the one that was set, or the one that was found
	 * automatically; 0 if no size mattered or none was clear.
	 */
	public double usedObjectSize()
	{
		return usedSize;
	}

	/** After {@link #run()}, whether a size mattered, none was set, and the image tells none that can be trusted: none was used. */
	public boolean isUnsureOfObjectSize()
	{
		return unsure;
	}

	@Override
	void encodeAhead( final EmbeddedImage image, final BooleanSupplier goesOn )
	{
		image.encodeAhead( segmenter().frames( image, allPrompts() ), goesOn );
	}

	private List< Prompt > allPrompts()
	{
		final List< Prompt > all = new ArrayList<>( prompts );
		all.addAll( new RoiPrompts( values() ).toPrompts( rois ) );
		if ( all.isEmpty() )
			throw new IllegalArgumentException( "There is nothing to segment: no selection, point or box was given. " +
					"Draw one on the image, or add selections to the ROI Manager." );
		return all;
	}

	private Segmenter segmenter()
	{
		return new Segmenter( new SegmentSettings( values() ) );
	}

	@Override
	String words()
	{
		return values().words( OWN );
	}
}
