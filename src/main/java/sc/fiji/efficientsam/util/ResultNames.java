// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * How results are called: like the image, without the extension of its file. What only looks like an extension stays
 * ({@code well.01}), and so does the extension where another image of the folder differs from this one in nothing
 * else: {@code a.png} and {@code a.tif} must not share their results.
 */
public final class ResultNames {

	private static final Set< String > EXTENSIONS = new HashSet<>( Arrays.asList( "tif", "tiff", "png", "jpg", "jpeg", "jpe", "gif", "bmp",
			"pgm", "ppm", "pbm", "pnm", "dcm", "dicom", "fits", "fit", "fts", "avi", "raw",
			"zip", "lsm", "czi", "nd2", "lif", "oib", "oif", "oir", "vsi", "svs", "ndpi", "scn", "mrxs", "ims", "dv", "r3d", "stk", "nd",
					"lei", "sld", "flex", "mrc", "rec", "st", "map", "nrrd", "nhdr", "mha", "mhd", "nii", "ics", "ids",
			"h5", "hdf5", "n5", "zarr", "xml", "klb", "psd", "jp2", "jpx", "j2k", "webp", "btf", "tf8", "tf2", "qptiff", "zvi", "ipw",
					"img", "pcx", "tga", "txt", "csv" ) );

	/** Files that ImageJ opens as images, without those that are no images as a rule. */
	private static final Set< String > IMAGES = new HashSet<>( Arrays.asList( "tif", "tiff", "png", "jpg", "jpeg", "gif", "bmp", "pgm",
			"ppm", "dcm", "fits" ) );

	/** Files of microscopes and scanners that Bio-Formats opens, and ImageJ by itself does not. */
	private static final Set< String > MICROSCOPE = new HashSet<>( Arrays.asList( "czi", "nd2", "lif", "oib", "oif", "oir", "vsi", "svs",
			"ndpi", "scn", "mrxs", "ims", "dv", "r3d", "nd", "lei", "sld", "flex", "zvi", "ipw", "ics", "klb", "qptiff", "btf", "tf8",
			"tf2" ) );

	private ResultNames()
	{}

	/** Whether a file is one of a microscope, which Bio-Formats opens, to judge by its name. */
	public static boolean isMicroscope( final String fileName )
	{
		return MICROSCOPE.contains( extension( fileName ) );
	}

	/** Whether a file is an image that ImageJ opens by itself, to judge by its name. */
	public static boolean isImage( final String fileName )
	{
		return IMAGES.contains( extension( fileName ) );
	}

	private static String extension( final String name )
	{
		return name.substring( name.lastIndexOf( '.' ) + 1 ).toLowerCase( Locale.ROOT );
	}

	/** A name without the extension of image files; names without one are given back as they are. */
	public static String stem( final String name )
	{
		final int dot = name.lastIndexOf( '.' );
		return dot > 0 && EXTENSIONS.contains( extension( name ) ) ? name.substring( 0, dot ) : name;
	}

	/**
	 * @param title
	 *            the image's title
	 * @param file
	 *            the file that it was opened from, or null
	 */
	public static String of( final String title, final Path file )
	{
		final boolean named = file != null && title.equals( file.getFileName().toString() );
		return named && hasTwin( file.toFile() ) ? title : stem( title );
	}

	/** Whether there is an image in the file's folder that is called like it but for the extension. */
	public static boolean hasTwin( final File file )
	{
		final String name = file.getName(), stem = stem( name );
		if ( isImage( name ) )
			for ( final String extension : IMAGES )
				if ( !extension.equals( extension( name ) ) && ( exists( file, stem, extension )
						|| exists( file, stem, extension.toUpperCase( Locale.ROOT ) ) ) )
					return true;
		return false;
	}

	/** NB: asked for by name, as folders may hold very many files. */
	private static boolean exists( final File file, final String stem, final String extension )
	{
		return new File( file.getParentFile(), stem + "." + extension ).exists();
	}
}
