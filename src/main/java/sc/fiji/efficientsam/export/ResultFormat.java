// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

import javax.imageio.ImageIO;

import sc.fiji.efficientsam.labeling.LabelingFile;
import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Csv;

/**
 * The files that results can be saved as. To add a format, add a constant: commands, batches and
 * scripts offer it by its name in lower case, for every kind of result unless it is one that only
 * some {@link ResultKind} lists.
 */
public enum ResultFormat {

	/** The label image or stack as a TIFF file; see {@link LabelTiff}. */
	LABELS( "-labels.tif", r -> true, ( r, file ) -> LabelTiff.write( r.labels(), file ) ),

	/** One selection per object, for ImageJ's ROI Manager. */
	ROIS( "-rois.zip", r -> !r.annotations().isEmpty(), ( r, file ) -> AtomicFiles.write( file, RoiFiles.toZip( r.rois() ) ) ),

	/** The table of objects. */
	TABLE( "-table.csv", r -> true, ( r, file ) -> text( file, ResultWriter.toCsv( r.table() ) ) ),

	/** What the result was made with, a line for each setting. */
	SETTINGS( "-settings.csv", ( r, file ) -> text( file, toCsv( r.provenance() ) ) ),

	/** Objects for QuPath; see {@link GeoJson}. */
	GEOJSON( "-objects.geojson", r -> true, ( r, file ) -> text( file, GeoJson.of( r.annotations(), r.classColors() ) ) ),

	/** Objects for training and evaluation of models; see {@link Coco}. */
	COCO( "-coco.json", r -> true, ( r, file ) -> AtomicFiles.write( file, out -> Coco.write( r, writer( out ) ) ) ),

	/** Objects for Labkit, each a label of its own; see {@link Labelings}. */
	LABELING( "-objects.labeling", r -> true, ( r, file ) -> LabelingFile.write( Labelings.of( r ), file ) ),

	/** Image and labels as OME-Zarr for NGFF 0.4 (Zarr 2), a folder; see {@link OmeZarr}. */
	ZARR( "-labels.ome.zarr", r -> true, ( r, file ) -> OmeZarr.write( r, file, "0.4" ) ),

	/** Image and labels as OME-Zarr for NGFF 0.5 (Zarr 3), a folder; see {@link OmeZarr}. */
	ZARR3( "-labels-v3.ome.zarr", r -> true, ( r, file ) -> OmeZarr.write( r, file, "0.5" ) ),

	/** A picture to look at; see {@link OverlayPicture}. */
	PICTURE( "-overlay.png", Result::hasPicture, false, ( r, file ) -> AtomicFiles.write( file,
			out -> ImageIO.write( r.picture().getBufferedImage(), "png", out ) ) ),

	/** The class image or stack. */
	CLASSES( "-classes.tif", r -> !r.classColors().isEmpty(), false, ( r, file ) -> LabelTiff.write( r.classes(), file ) ),

	/** The table of tracks. */
	TRACKS( "-tracks.csv", ( r, file ) -> text( file, ResultWriter.toCsv( r.trackTable() ) ) ),

	/** The tracks in the text format of the Cell Tracking Challenge. */
	CTC( "-res_track.txt", ( r, file ) -> text( file, r.cellTracking() ) );

	private interface Content {

		void write( Result result, Path file ) throws IOException;
	}

	private final String suffix;
	private final Predicate< Result > applies;
	private final boolean forAll;
	private final Content content;

	/** A format of all kinds of results. */
	ResultFormat( final String suffix, final Predicate< Result > applies, final Content content )
	{
		this( suffix, applies, true, content );
	}

	/** A format of those kinds of results that list it. */
	ResultFormat( final String suffix, final Content content )
	{
		this( suffix, r -> true, false, content );
	}

	ResultFormat( final String suffix, final Predicate< Result > applies, final boolean forAll, final Content content )
	{
		this.suffix = suffix;
		this.applies = applies;
		this.forAll = forAll;
		this.content = content;
	}

	/** How files of this format end; their names begin with that of the image. */
	public String suffix()
	{
		return suffix;
	}

	/** The name in commands and scripts. */
	public String word()
	{
		return name().toLowerCase( Locale.ROOT );
	}

	/** Whether all kinds of results can be saved in this format. */
	boolean isForAll()
	{
		return forAll;
	}

	/** Whether there is something to save: no selections without objects, and no pictures of very large images. */
	public boolean appliesTo( final Result result )
	{
		return applies.test( result );
	}

	/**
	 * Writes a file; one that is there is replaced when the new one is complete.
	 *
	 * @throws IOException
	 *             if it cannot be written; an older file is unchanged then
	 */
	public void write( final Result result, final Path file ) throws IOException
	{
		content.write( result, file );
	}

	/** Whether a file is a result, to judge by its name. */
	public static boolean isResult( final String fileName )
	{
		for ( final ResultFormat f : values() )
			if ( fileName.toLowerCase( Locale.ROOT ).endsWith( f.suffix ) )
				return true;
		return false;
	}

	private static String toCsv( final Map< String, String > provenance )
	{
		final StringBuilder csv = new StringBuilder( Csv.row( "Setting", "Value" ) );
		provenance.forEach( ( setting, value ) -> csv.append( Csv.row( setting, value ) ) );
		return csv.toString();
	}

	private static void text( final Path file, final String text ) throws IOException
	{
		AtomicFiles.write( file, text.getBytes( StandardCharsets.UTF_8 ) );
	}

	private static Writer writer( final OutputStream out )
	{
		return new OutputStreamWriter( out, StandardCharsets.UTF_8 );
	}
}
