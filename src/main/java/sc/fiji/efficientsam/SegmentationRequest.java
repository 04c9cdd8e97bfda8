// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import ij.ImagePlus;
import ij.gui.Roi;

import sc.fiji.efficientsam.export.LabelImages;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.roi.AreaMode;
import sc.fiji.efficientsam.roi.PointMode;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.roi.RoiSources;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.MaskRule;
import sc.fiji.efficientsam.segment.OverlapRule;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.segment.Segmenter;
import sc.fiji.efficientsam.util.Choices;

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
public final class SegmentationRequest extends ImageRequest< SegmentationRequest > {

	private final List< Prompt > prompts = new ArrayList<>();
	private final List< Roi > rois = new ArrayList<>();
	private PointMode pointMode = PointMode.EACH;
	private int negativeCounter = -1;
	private int innerPoints = 1;
	private int linePoints = 3;
	private AreaMode areas = AreaMode.BOX;
	private OverlapRule overlap = OverlapRule.SCORE;
	private SegmentSettings segment = SegmentSettings.DEFAULT;

	SegmentationRequest( final EfficientSamService service, final ImagePlus imp )
	{
		super( service, imp );
	}

	@Override
	SegmentationRequest self()
	{
		return this;
	}

	// -- What to segment --

	/** Adds one object. Integers are pixel centres. */
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

	/** How points make objects: "each" (default), "together" or "counter"; see {@link PointMode}. */
	public SegmentationRequest points( final String word )
	{
		pointMode = Choices.of( PointMode.class, "points", word );
		return this;
	}

	/** Points of this counter of the multi-point tool are negative; -1 (default) for none. */
	public SegmentationRequest negative( final int counter )
	{
		negativeCounter = counter;
		return this;
	}

	/** Points inside an area selection that go with its box, 0 to 10; 1 by default. */
	public SegmentationRequest inner( final int points )
	{
		innerPoints = points;
		return this;
	}

	/** Points along a line selection, 1 to 10; 3 by default. */
	public SegmentationRequest along( final int points )
	{
		linePoints = points;
		return this;
	}

	/** What area selections other than rectangles say: "box" (default) or "mask", a rough mask of the object; see {@link AreaMode}. */
	public SegmentationRequest areas( final String word )
	{
		areas = Choices.of( AreaMode.class, "areas", word );
		return this;
	}

	/** Which of the model's masks to take: "score" (default), "smallest", "largest" or "fit"; see {@link MaskRule}. */
	public SegmentationRequest candidate( final String word )
	{
		segment = segment.withCandidate( Choices.of( MaskRule.class, "candidate", word ) );
		return this;
	}

	/** Typical long side of the objects in pixels, which sets the scale for prompts without a box; 0 (default) for the image's resolution. */
	public SegmentationRequest objectSize( final double pixels )
	{
		segment = segment.withObjectSize( pixels );
		return this;
	}

	/** Pieces of a mask with fewer pixels are removed, except the largest; 16 by default, 0 for off. */
	public SegmentationRequest fragments( final int pixels )
	{
		segment = segment.withMinFragment( pixels );
		return this;
	}

	/** Holes with at most this number of pixels are filled; 16 by default, 0 for off. */
	public SegmentationRequest holes( final int pixels )
	{
		segment = segment.withMaxHole( pixels );
		return this;
	}

	/** Who gets pixels that several masks claim: "score" (default), "first" or "last"; see {@link OverlapRule}. */
	public SegmentationRequest overlap( final String word )
	{
		overlap = Choices.of( OverlapRule.class, "overlap", word );
		return this;
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
		final List< SegmentedObject > objects = new Segmenter( segment ).segment( embedded, all, progress );
		final ImagePlus labels = LabelImages.create( plane().image(), objects.size() );
		return new Segmentation( plane(), embedded.image(), LabelImages.paint( objects, overlap, labels ), labels, provenance( embedded, words() ) );
	}

	@Override
	void encodeAhead( final EmbeddedImage image, final BooleanSupplier goesOn )
	{
		image.encodeAhead( new Segmenter( segment ).frames( image, allPrompts() ), goesOn );
	}

	private List< Prompt > allPrompts()
	{
		final List< Prompt > all = new ArrayList<>( prompts );
		all.addAll( new RoiPrompts( pointMode, negativeCounter, innerPoints, linePoints, areas ).toPrompts( rois ) );
		if ( all.isEmpty() )
			throw new IllegalArgumentException( "There is nothing to segment: no selection, point or box was given. " +
					"Draw one on the image, or add selections to the ROI Manager." );
		return all;
	}

	@Override
	String words()
	{
		return segment + " overlap=" + lower( overlap ) + " points=" + lower( pointMode ) + " negative=" + negativeCounter + " inner=" + innerPoints + " along=" + linePoints + " areas=" + lower( areas );
	}

	private static String lower( final Enum< ? > e )
	{
		return e.name().toLowerCase( Locale.ROOT );
	}
}
