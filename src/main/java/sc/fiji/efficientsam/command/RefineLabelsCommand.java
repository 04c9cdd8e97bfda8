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

import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.RoughLabels;
import sc.fiji.efficientsam.util.Menus;

/** Makes rough objects exact; in a macro: {@code run("Refine Labels...", "imp=cells.tif rough=mask.tif")}. */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ), @Menu( label = Menus.REFINE_LABELS, weight = Menus.FIFTH ) }, headless = true,
		description = "Segment the objects of a rough label image or binary mask again, keeping their ids" )
public class RefineLabelsCommand extends ResultCommand {

	@Parameter( label = "Rough labels", autoFill = false, description = "Label image or binary mask of the same size: from a threshold, StarDist, Cellpose or Labkit, for example", persist = false )
	private ImagePlus rough;

	@Parameter( label = "Points inside objects", min = "0", max = "10", description = "How many points inside an object go with its box", persist = false )
	private int inner = 1;

	@Parameter( label = "Margin (pixels)", min = "-1000", max = "1000", description = "By how much an object's box is moved outwards on each side, for objects that are drawn too small; below 0 inwards", persist = false )
	private double margin = 0;

	@Parameter( label = "Least agreement (IoU)", min = "0", max = "1", stepSize = "0.05", description = "A new mask that overlaps less with the old object is not trusted", persist = false )
	private double agreement = 0.3;

	@Parameter( label = "Least predicted IoU", min = "0", max = "1", stepSize = "0.05", description = "A new mask with a lower score is not trusted", persist = false )
	private double score = 0.5;

	@Parameter( label = "Old object if not trusted", description = "Where the new mask is not trusted: true keeps the old object, false drops it", persist = false )
	private boolean keep = true;

	@Parameter( label = "Largest hole filled (pixels)", min = "0", description = "Holes of a mask of up to this size are filled; 0 for off", persist = false )
	private int holes = 16;

	@Parameter( label = "Owner of overlaps", choices = { "score", "first", "last" }, description = "Who gets pixels that several masks claim: the object with the higher predicted IoU, the lowest or the highest id", persist = false )
	private String overlap = "score";

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "rough", "margin", "model", "labels", "manager", "table" );
	}

	/** Counts the objects. */
	@Override
	public void check( final List< String > notes )
	{
		ImagePlusReader.requirePixels( imp );
		requireTwoImages();
		// NB: macros name images by their titles, so that what is recorded could not be run.
		if ( rough != null && rough.getTitle().equals( imp.getTitle() ) )
			throw new IllegalArgumentException( "Image and rough labels have the same title, \"" + imp.getTitle() + "\". Rename one of them (Image > Rename...), so that it is clear which is which." );
		final int objects = RoughLabels.masks( rough, imp ).size();
		notes.add( objects + ( objects == 1 ? " object" : " objects" ) + " of \"" + rough.getTitle() + "\" will be made exact." );
		super.check( notes );
	}

	private void requireTwoImages()
	{
		if ( rough != null && ( rough == imp || rough.getProcessor() != null && rough.getProcessor().getPixels() == imp.getProcessor().getPixels() ) )
			throw new IllegalArgumentException( "\"" + imp.getTitle() + "\" is chosen as image and as rough labels. Choose the label image or mask that belongs to the image: imp=<image> rough=<labels>." );
	}

	@Override
	final void execute()
	{
		ImagePlusReader.requirePixels( imp );
		requireTwoImages();
		final Segmentation result = configure( sam.refine( imp, rough ) ).inner( inner ).margin( margin ).agreement( agreement ).score( score ).keep( keep )
				.holes( holes ).overlap( overlap ).run();
		finish( result );
		if ( result.missed().isEmpty() )
			inform( result.summary() );
		else
			warn( result.summary() );
	}
}
