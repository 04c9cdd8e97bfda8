/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.imagej;

import java.awt.HeadlessException;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

/** Where selections come from: the image, its overlay, the ROI Manager. Each says clearly what is missing. */
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
		return onSlice( collectAll( source, file, imp ), imp );
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
			throw new IllegalArgumentException( "\"" + source + "\" is no value for source. Use one of: auto, selection, manager, overlay, file." );
		}
	}

	/** All selections of a {@code .roi} or {@code .zip} file that belong to the current slice. */
	public static List< Roi > file( final File file, final ImagePlus imp )
	{
		return onSlice( RoiFiles.read( file ), imp );
	}

	/** The image's active selection. */
	public static List< Roi > selection( final ImagePlus imp )
	{
		final Roi roi = imp.getRoi();
		if ( roi == null )
			throw new IllegalArgumentException( "The image \"" + imp.getTitle() + "\" has no selection. Draw a rectangle, points, a line or an area on it." );
		return Collections.singletonList( roi );
	}

	/** All selections of the overlay that can be prompts and belong to the current slice. */
	public static List< Roi > overlay( final ImagePlus imp )
	{
		return onSlice( allOfOverlay( imp ), imp );
	}

	/** All selections of the overlay that can be prompts. */
	public static List< Roi > allOfOverlay( final ImagePlus imp )
	{
		final Overlay overlay = imp.getOverlay();
		final List< Roi > rois = new ArrayList<>();
		if ( overlay != null )
			for ( final Roi roi : overlay.toArray() )
				if ( RoiPrompts.isPrompt( roi ) )
					rois.add( roi );
		if ( rois.isEmpty() )
			throw new IllegalArgumentException( "The image \"" + imp.getTitle() + "\" has no selections in its overlay. Add some (Image > Overlay > Add Selection...)." );
		return rois;
	}

	/** All selections of the open ROI Manager, or the selected ones if any are, that belong to the current slice. */
	public static List< Roi > manager( final ImagePlus imp )
	{
		return onSlice( allOfManager(), imp );
	}

	/** All selections of the open ROI Manager, or the selected ones if any are. */
	public static List< Roi > allOfManager()
	{
		final RoiManager manager = openManager();
		final Roi[] rois = manager == null ? new Roi[ 0 ] : manager.getSelectedRoisAsArray();
		if ( rois.length == 0 )
			throw new IllegalArgumentException( "The ROI Manager is " + ( manager == null ? "not open" : "empty" ) + ". Add selections to it (press T), or use another source." );
		return Arrays.asList( rois );
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

	/** Those selections that belong to the image's current slice, or to no slice in particular. */
	private static List< Roi > onSlice( final List< Roi > rois, final ImagePlus imp )
	{
		final List< Roi > here = new ArrayList<>();
		for ( final Roi roi : rois )
			if ( isOnSlice( roi, imp ) )
				here.add( roi );
		if ( here.isEmpty() && !rois.isEmpty() )
			throw new IllegalArgumentException( "All " + rois.size() + " selections belong to other slices than the current one (" + imp.getCurrentSlice() +
					"). Go to their slice, or remove their positions (ROI Manager > More > Remove Positions...)." );
		return here;
	}

	private static boolean isOnSlice( final Roi roi, final ImagePlus imp )
	{
		if ( imp.getStackSize() == 1 )
			return true;
		if ( roi.hasHyperStackPosition() )
			return matches( roi.getCPosition(), imp.getC() ) && matches( roi.getZPosition(), imp.getZ() ) && matches( roi.getTPosition(), imp.getT() );
		return matches( roi.getPosition(), imp.getCurrentSlice() );
	}

	private static boolean matches( final int position, final int current )
	{
		return position == 0 || position == current;
	}
}
