// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.efficientsam.EverythingRequest;
import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.roi.RoiPoints;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.RoughLabels;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Menus;

/** Finds all objects; in a macro: {@code run("Segment Everything...", "preset=nuclei objectsize=30")}. */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ), @Menu( label = Menus.SEGMENT_EVERYTHING, weight = Menus.FOURTH ) }, headless = true,
		description = "Find all objects of an image without any prompt" )
public class SegmentEverythingCommand extends ResultCommand {

	@Parameter( label = "Objects", choices = { "auto", "nuclei", "cells", "phase", "bacteria", "em" }, description = "Sets all that follows and is left at -1; phase is for cells of little contrast, em for electron microscopy", persist = false )
	private String preset = "auto";

	@Parameter( label = "Object size (pixels)", min = "0", description = "Typical long side of the objects, 0 for automatic; tell it whenever you know it", persist = false )
	private double objectsize = 0;

	@Parameter( label = "Search", choices = { "auto", "instances", "grid", "maxima", "minima", "seeds", "selection" }, description = "How objects are found: all at once by the model's instance head (the bundled model's, if the chosen one has none), at a grid of points, at local maxima (bright objects) or minima (dark ones), in the objects of a seed image, or at the points of the active selection; auto takes the instance head if the chosen model has one, else the grid", persist = false )
	private String source = "auto";

	@Parameter( label = "Seed image", required = false, autoFill = false, description = "For source seeds: a label image (one object per label) or a binary mask (one object per piece)", persist = false )
	private ImagePlus seeds;

	@Parameter( label = "Spacing of the grid (pixels)", min = "0", description = "Distance of neighbouring points; 0 for half the object size, a quarter for bacteria", persist = false )
	private double spacing = 0;

	@Parameter( label = "Scales", min = "-1", max = "3", description = "1 for the object size, 2 for objects of half the size, too, 3 for objects of twice the size, too; -1 for the preset", persist = false )
	private int layers = -1;

	@Parameter( label = "Least quality", min = "-1", max = "1", stepSize = "0.05", description = "Masks that are less likely an object, by score, stability, contrast and size together, are dropped; lower it to find more objects, and more that are none; -1 for the preset", persist = false )
	private double quality = -1;

	@Parameter( label = "Least predicted IoU", min = "-1", max = "1", stepSize = "0.05", description = "Masks with a lower score are dropped; -1 for the preset", persist = false )
	private double score = -1;

	@Parameter( label = "Least stability", min = "-1", max = "1", stepSize = "0.05", description = "Masks that change more with their threshold are dropped; -1 for the preset", persist = false )
	private double stability = -1;

	@Parameter( label = "Smallest object (pixels)", min = "0", description = "Masks with fewer pixels are dropped; 0 for automatic", persist = false )
	private int smallest = 0;

	@Parameter( label = "Largest object (pixels)", min = "0", description = "Masks with more pixels are dropped; 0 for automatic", persist = false )
	private int largest = 0;

	@Parameter( label = "Objects at the border", description = "Whether objects that touch the image's border are kept", persist = false )
	private boolean border = true;

	@Parameter( label = "Highest overlap (IoU)", min = "-1", max = "1", stepSize = "0.05", description = "Of two masks that overlap more only the better one is kept; -1 for the preset", persist = false )
	private double iou = -1;

	@Parameter( label = "Overlap of", choices = { "mask", "box" }, description = "Whether the highest overlap is that of masks or of their boxes", persist = false )
	private String nms = "mask";

	@Parameter( label = "Highest part inside", min = "-1", max = "1", stepSize = "0.05", description = "Of two masks of which one lies in the other by more than this part only the better one is kept; -1 for the preset", persist = false )
	private double inside = -1;

	@Parameter( label = "Second pass by boxes", description = "Make each mask again by its box: better masks, more time", persist = false )
	private boolean boxes = true;

	@Parameter( label = "Largest hole filled (pixels)", min = "-1", description = "Holes of a mask of up to this size are filled; 0 for off, -1 for the preset", persist = false )
	private int holes = -1;

	@Parameter( label = "Owner of overlaps", choices = { "score", "first", "last" }, description = "Who gets pixels that several masks claim: the object with the higher predicted IoU, the first or the last one in reading order", persist = false )
	private String overlap = "score";

	@Parameter( label = "Objects so far on cancel", description = "Whether a cancel (Escape) gives the objects that were found so far", persist = false )
	private boolean partial = false;

	@Parameter( label = "Instance maps", description = "Show, as a 32-bit stack, what the instance head sees: foreground, distance to the border, closeness to the center, long side and diameter of objects", persist = false )
	private boolean maps = false;

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "preset", "objectsize", "model", "labels", "manager", "table" );
	}

	/** Says where objects are looked for. */
	@Override
	public void check( final List< String > notes )
	{
		ImagePlusReader.requirePixels( imp );
		switch ( source )
		{
		case "seeds":
			requireSeeds();
			notes.add( RoughLabels.masks( seeds, imp ).size() + " seeds are in \"" + seeds.getTitle() + "\"." );
			break;
		case "selection":
			notes.add( RoiPoints.of( imp, SourceImage.of( imp ) ).size() + " points of the selection will be used." );
			break;
		}
		super.check( notes );
	}

	private void requireSeeds()
	{
		if ( seeds != null && seeds == imp )
			throw new IllegalArgumentException( "\"" + imp.getTitle() + "\" is chosen as image and as seed image. Choose the seed image that belongs to the image: seeds=<image>." );
	}

	@Override
	final void execute()
	{
		final EverythingRequest request = configure( sam.everything( imp ) ).preset( preset ).objectSize( objectsize ).spacing( spacing )
				.smallest( smallest ).largest( largest ).border( border ).boxes( boxes ).overlap( overlap ).partial( partial ).maps( maps );
		request.nms( nms );
		unlessPreset( layers, v -> request.layers( v.intValue() ) );
		unlessPreset( score, request::score );
		unlessPreset( stability, request::stability );
		unlessPreset( quality, request::quality );
		unlessPreset( iou, request::iou );
		unlessPreset( inside, request::inside );
		unlessPreset( holes, v -> request.holes( v.intValue() ) );
		look( request );
		final Segmentation result = request.run();
		objectsize = settleSize( objectsize, request.usedObjectSize() );
		finish( result );
		if ( request.maps() != null )
			show( request.maps() );
		inform( request.report() );
		if ( result.found() == 0 )
			warn( "No object was found in \"" + imp.getTitle() + "\" (" + request.report() + "). Tell the object size, lower quality, or widen smallest and largest." );
		else
			inform( result.summary() );
	}

	private static void unlessPreset( final double value, final Consumer< Double > setter )
	{
		if ( value != -1 )
			setter.accept( value );
	}

	private void look( final EverythingRequest request )
	{
		final String where = Choices.of( "source", source, "auto", "instances", "grid", "maxima", "minima", "seeds", "selection" );
		switch ( where )
		{
		case "seeds":
			requireSeeds();
			request.seeds( seeds );
			return;
		case "selection":
			request.seeds( RoiPoints.of( imp, request.freeze() ) );
			return;
		default:
			request.seeds( where );
		}
	}
}
