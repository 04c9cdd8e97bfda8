// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.roi;

import java.awt.HeadlessException;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.RoiPositions;
import sc.fiji.efficientsam.source.SourceImage;

/** Where selections come from: the image, its overlay, the ROI Manager. Each says clearly what is missing.
 * All are copies, which nobody changes while they are used. */
public final class RoiSources {

	private RoiSources()
	{}

	/**
	 * The selections of a source that is named by a word: "selection", "manager",
	 * "overlay", "file", or "auto", which takes the file if one is given, else the
	 * active selection, else the ROI Manager, else the overlay.
	 *
	 * @param file
	 *            may be null or without a path
	 * @throws IllegalArgumentException
	 *             if the word is another, or there are no selections
	 */
	public static List< Roi > collect( final String source, final File file, final ImagePlus imp )
	{
		return onPlane( collectAll( source, file, imp ), imp );
	}

	/** Like {@link #collect}, but selections of all slices. */
	public static List< Roi > collectAll( final String source, final File file, final ImagePlus imp )
	{
		ImagePlusReader.requirePixels( imp );
		switch ( source == null ? "" : source.trim().toLowerCase( Locale.ROOT ) )
		{
		case "file":
			return RoiFiles.read( file );
		case "selection":
			return selection( imp );
		case "manager":
			return allOfManager();
		case "overlay":
			return allOfOverlay( imp );
		case "auto":
			if ( file != null && !file.getPath().isEmpty() )
				return RoiFiles.read( file );
			if ( imp.getRoi() != null )
				return selection( imp );
			if ( hasManager() )
				return allOfManager();
			if ( imp.getOverlay() != null )
				return allOfOverlay( imp );
			throw new IllegalArgumentException( "There is nothing to segment: \"" + imp.getTitle() +
					"\" has no selection and no overlay, and the ROI Manager is empty. Draw a selection, or give a file." );
		default:
			throw new IllegalArgumentException( "\"" + source +
					"\" is no value for source. Use one of: auto, selection, manager, overlay, file." );
		}
	}

	/** All selections of a {@code .roi} or {@code .zip} file that belong to the current slice. */
	public static List< Roi > file( final File file, final ImagePlus imp )
	{
		return onPlane( RoiFiles.read( file ), imp );
	}

	/** The image's active selection, with its points on all slices. */
	public static List< Roi > selection( final ImagePlus imp )
	{
		final Roi roi = imp.getRoi();
		if ( roi == null )
			throw new IllegalArgumentException( "The image \"" + imp.getTitle() +
					"\" has no selection. Draw a rectangle, points, a line or an area on it." );
		return copies( roi );
	}

	/** All selections of the overlay that can be prompts and belong to the current slice. */
	public static List< Roi > overlay( final ImagePlus imp )
	{
		return onPlane( allOfOverlay( imp ), imp );
	}

	/** All selections of the overlay that can be prompts. */
	public static List< Roi > allOfOverlay( final ImagePlus imp )
	{
		final Overlay overlay = imp.getOverlay();
		final List< Roi > rois = new ArrayList<>();
		if ( overlay != null )
			for ( final Roi roi : overlay.toArray() )
				if ( RoiPrompts.isPrompt( roi ) )
					rois.addAll( copies( roi ) );
		if ( rois.isEmpty() )
			throw new IllegalArgumentException( "The image \"" + imp.getTitle() +
					"\" has no selections in its overlay. Add some (Image > Overlay > Add Selection...)." );
		return rois;
	}

	/** All selections of the open ROI Manager, or the selected ones if any are, that belong to the current slice. */
	public static List< Roi > manager( final ImagePlus imp )
	{
		return onPlane( allOfManager(), imp );
	}

	/** All selections of the open ROI Manager, or the selected ones if any are. */
	public static List< Roi > allOfManager()
	{
		final RoiManager manager = openManager();
		final Roi[] rois = manager == null ? new Roi[ 0 ] : manager.getSelectedRoisAsArray();
		if ( rois.length == 0 )
			throw new IllegalArgumentException( "The ROI Manager is " + ( manager == null ? "not open" : "empty" ) +
					". Add selections to it (press T), or use another source." );
		return copies( rois );
	}

	/** Whether the ROI Manager is open and holds something. */
	public static boolean hasManager()
	{
		final RoiManager manager = openManager();
		return manager != null && manager.getCount() > 0;
	}

	/** The ROI Manager, also the hidden one of a macro in batch mode; null if there is none. */
	public static RoiManager openManager()
	{
		try
		{
			return RoiManager.getInstance2();
		}
		catch ( final HeadlessException e )
		{
			// NB: a macro's hidden manager is still a window, which a bare JVM without a screen cannot make; Fiji can.
			return null;
		}
	}

	/**
	 * Those selections, and of multi-point selections those points, that belong to the image's current plane, or to no
	 * plane in particular.
	 *
	 * @throws IllegalArgumentException
	 *             if all of them belong to other planes
	 */
	public static List< Roi > onPlane( final List< Roi > rois, final ImagePlus imp )
	{
		return onPlane( rois, SourceImage.of( imp ) );
	}

	/** {@link #onPlane(List, ImagePlus)} of an image as it was when work on it began. */
	public static List< Roi > onPlane( final List< Roi > rois, final SourceImage image )
	{
		final List< Roi > here = RoiPositions.on( rois, image );
		if ( here.isEmpty() && !rois.isEmpty() )
			throw new IllegalArgumentException( "All " + RoiPositions.count( rois ) +
					" selections and points belong to other slices than the current one (" +
					image.index( image.c(), image.z(), image.t() ) +
					"). Go to their slice, remove their positions (ROI Manager > More > Remove Positions...), or use \"Segment " +
							"Stack...\"." );
		return here;
	}

	/** One sentence on how many selections and points are left out of a list, because they belong to other planes; "" if none are. */
	public static String leftOut( final List< Roi > all, final List< Roi > here )
	{
		final int n = RoiPositions.count( all ), left = n - RoiPositions.count( here );
		return left == 0 ? "" : left + " of " + n +
				" selections and points belong to other slices and were left out; use \"Segment Stack...\" for all of them.";
	}

	private static List< Roi > copies( final Roi... rois )
	{
		final List< Roi > copies = new ArrayList<>();
		for ( final Roi roi : rois )
			copies.add( ( Roi ) roi.clone() );
		return copies;
	}
}
