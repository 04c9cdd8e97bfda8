// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.util.Arrays;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.efficientsam.RefineRequest;
import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.segment.RefineSettings;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.RoughLabels;
import sc.fiji.efficientsam.util.Menus;
import sc.fiji.efficientsam.util.Setting;

/** Makes rough objects exact; in a macro: {@code run("Refine Labels...", "imp=cells.tif rough=mask.tif")}. */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.REFINE_LABELS, weight = Menus.FIFTH ) }, headless = true,
		description = "Segment the objects of a rough label image or binary mask again, keeping their ids" )
public class RefineLabelsCommand extends ResultCommand {

	@Parameter( label = "Rough labels", autoFill = false, description =
			"Label image or binary mask of the same size: from a threshold, StarDist, Cellpose or Labkit, for example", persist = false )
	private ImagePlus rough;

	@Parameter( persist = false ) private int inner = RefineSettings.POINTS.standard();
	@Parameter( persist = false ) private double margin = RefineSettings.MARGIN.standard();
	@Parameter( persist = false ) private double agreement = RefineSettings.AGREEMENT.standard();
	@Parameter( persist = false ) private double score = RefineSettings.SCORE.standard();
	@Parameter( persist = false ) private boolean keep = RefineSettings.KEEP.standard();
	@Parameter( persist = false ) private int holes = SegmentSettings.HOLES.standard();
	@Parameter( persist = false ) private String overlap = SegmentSettings.OVERLAP.word();

	@Override
	List< Setting< ? > > settings()
	{
		return RefineRequest.SETTINGS;
	}

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "rough", "margin", "model", "labels", "manager" );
	}

	/** Counts the objects. */
	@Override
	public void check( final List< String > notes )
	{
		ImagePlusReader.requirePixels( imp );
		requireTwoImages();
		// NB: macros name images by their titles, so that what is recorded could not be run.
		if ( rough != null && rough.getTitle().equals( imp.getTitle() ) )
			throw new IllegalArgumentException( "Image and rough labels have the same title, \"" + imp.getTitle() +
					"\". Rename one of them (Image > Rename...), so that it is clear which is which." );
		final int objects = RoughLabels.masks( rough, imp ).size();
		notes.add( objects + ( objects == 1 ? " object" : " objects" ) + " of \"" + rough.getTitle() + "\" will be made exact." );
		super.check( notes );
	}

	private void requireTwoImages()
	{
		if ( rough != null && ( rough == imp || rough.getProcessor() != null
				&& rough.getProcessor().getPixels() == imp.getProcessor().getPixels() ) )
			throw new IllegalArgumentException( "\"" + imp.getTitle() +
					"\" is chosen as image and as rough labels. Choose the label image or mask that belongs to the image: imp=<image> " +
					"rough=<labels>." );
	}

	@Override
	final void execute()
	{
		ImagePlusReader.requirePixels( imp );
		requireTwoImages();
		final Segmentation result = configure( sam.refine( imp, rough ) ).run();
		finish( result );
		tell( result );
	}
}
