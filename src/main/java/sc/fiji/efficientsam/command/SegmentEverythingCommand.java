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

import sc.fiji.efficientsam.EverythingRequest;
import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.everything.EverythingSettings;
import sc.fiji.efficientsam.everything.Preset;
import sc.fiji.efficientsam.roi.RoiPoints;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.RoughLabels;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Menus;
import sc.fiji.efficientsam.util.Setting;

/** Finds all objects; in a macro: {@code run("Segment Everything...", "preset=nuclei objectsize=30")}. */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.SEGMENT_EVERYTHING, weight = Menus.FOURTH ) }, headless = true,
		description = "Find all objects of an image without any prompt" )
public class SegmentEverythingCommand extends ResultCommand {

	@Parameter( persist = false ) private String preset = Preset.SETTING.word();
	@Parameter( persist = false ) private double objectsize = EverythingSettings.OBJECT_SIZE.standard();

	@Parameter( label = "Seed points", choices = { "auto", "instances", "grid", "maxima", "minima", "seeds", "selection" },
			description = "How objects are found: all at once by the model's instance head (the bundled model's, if the chosen one has " +
			"none), at a grid of points, at local maxima (bright objects) or minima (dark ones), in the objects of a seed image, or at " +
			"the points of the active selection; auto takes the instance head if the chosen model has " +
			"one and no spacing or scales are set, else the grid", persist = false )
	private String source = "auto";

	@Parameter( label = "Seed image", required = false, autoFill = false,
			description = "For source seeds: a label image (one object per label) or a binary mask (one object per piece)",
			persist = false )
	private ImagePlus seeds;

	@Parameter( persist = false, required = false ) private String lesson = EverythingRequest.LESSON.standard();
	@Parameter( persist = false ) private double spacing = EverythingSettings.SPACING.standard();
	@Parameter( persist = false ) private int layers = Setting.PRESET;
	@Parameter( persist = false ) private double quality = Setting.PRESET;
	@Parameter( persist = false ) private double score = Setting.PRESET;
	@Parameter( persist = false ) private double stability = Setting.PRESET;
	@Parameter( persist = false ) private int smallest = EverythingSettings.SMALLEST.standard();
	@Parameter( persist = false ) private int largest = EverythingSettings.LARGEST.standard();
	@Parameter( persist = false ) private boolean border = EverythingSettings.BORDER.standard();
	@Parameter( persist = false ) private double iou = Setting.PRESET;
	@Parameter( persist = false ) private String nms = EverythingSettings.OVERLAP_OF.word();
	@Parameter( persist = false ) private double inside = Setting.PRESET;
	@Parameter( persist = false ) private boolean boxes = EverythingSettings.BOXES.standard();
	@Parameter( persist = false ) private int holes = Setting.PRESET;
	@Parameter( persist = false ) private String overlap = SegmentSettings.OVERLAP.word();
	@Parameter( persist = false ) private boolean partial = EverythingSettings.PARTIAL.standard();
	@Parameter( persist = false ) private boolean maps = EverythingRequest.MAPS.standard();

	@Override
	List< Setting< ? > > settings()
	{
		return EverythingRequest.SETTINGS;
	}

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "preset", "objectsize", "model", "labels", "manager" );
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
			throw new IllegalArgumentException( "\"" + imp.getTitle() +
					"\" is chosen as image and as seed image. Choose the seed image that belongs to the image: seeds=<image>." );
	}

	@Override
	final void execute()
	{
		final EverythingRequest request = configure( sam.everything( imp ) );
		look( request );
		final Segmentation result = request.run();
		objectsize = settleSize( objectsize, request.usedObjectSize(), request.isUnsureOfObjectSize() );
		finish( result );
		if ( request.maps() != null )
			show( request.maps() );
		inform( request.report() );
		if ( result.found() == 0 )
			warn( "No object was found in \"" + imp.getTitle() + "\" (" + request.report() +
					"). Tell the object size, lower quality, or widen smallest and largest." );
		else
			inform( result.summary() );
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
