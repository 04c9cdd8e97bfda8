// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;

import sc.fiji.efficientsam.source.SourceImage;

/**
 * What a run has made, for {@link ResultFormat}s to write and for ImageJ to show. In a script:
 * {@code result.export(new File("results"), "usual,geojson,coco")}.
 */
public interface Result {

	/** What was segmented, which decides the files that can be written. */
	ResultKind kind();

	/** The image as it was when the work began. */
	SourceImage source();

	/** The label image or stack: 0 is background. Not shown yet. */
	ImagePlus labels();

	/** The objects that were found, no two with the same label on one plane. */
	List< Annotation > annotations();

	/** The table of objects. */
	ResultsTable table();

	/**
	 * One selection per annotation, holding exactly its pixels, with name, color, position, the label as property "label",
	 * and its class as ImageJ's group.
	 */
	default List< Roi > rois()
	{
		return annotations().stream().map( a -> a.toRoi( source(), classColors() ) ).collect( Collectors.toList() );
	}

	/** The selections as an overlay. */
	default Overlay overlay()
	{
		final Overlay overlay = new Overlay();
		rois().forEach( overlay::add );
		return overlay;
	}

	/** What the result was made with, by name. */
	default Map< String, String > provenance()
	{
		return Collections.emptyMap();
	}

	/** Classes of objects in the order of their numbers, with their colors (RGB). */
	default Map< String, Integer > classColors()
	{
		return Collections.emptyMap();
	}

	/** The class image or stack, if there are {@link #classColors() classes}. */
	default ImagePlus classes()
	{
		throw new UnsupportedOperationException( "These objects have no classes." );
	}

	/** Whether there is a {@link #picture()}. */
	default boolean hasPicture()
	{
		return false;
	}

	/** Image, masks and prompts to look at, if there is {@link #hasPicture() such a picture}. */
	default ColorProcessor picture()
	{
		throw new UnsupportedOperationException( "There is no picture of this result." );
	}

	/** One row per track; only for stacks. */
	default ResultsTable trackTable()
	{
		throw new UnsupportedOperationException( "These objects were not followed." );
	}

	/** The tracks as lines in the format of the Cell Tracking Challenge; only for stacks. */
	default String cellTracking()
	{
		throw new UnsupportedOperationException( "These objects were not followed." );
	}

	/**
	 * Saves files into a folder, which is made if need be.
	 *
	 * @param formats
	 *            words as in {@link ResultKind#formats}, for example {@code usual,geojson}
	 * @return the files that were written: a format may have nothing to write
	 * @throws IllegalArgumentException
	 *             if there is no such format, or the folder cannot be used
	 */
	default List< Path > export( final File folder, final String formats )
	{
		final List< ResultFormat > chosen = kind().formats( formats );
		final ResultWriter writer = new ResultWriter( folder, source(), kind() );
		final List< Path > files = new ArrayList<>();
		for ( final ResultFormat f : chosen )
			if ( f.appliesTo( this ) )
				files.add( writer.write( f, this ) );
		return files;
	}
}
