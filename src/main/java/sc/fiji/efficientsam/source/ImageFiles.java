// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import java.io.File;
import java.io.IOException;

import ij.ImagePlus;
import ij.io.Opener;

import sc.fiji.efficientsam.util.ResultNames;

/** Opens image files without windows and without dialogs: by ImageJ, and microscopes' files by {@link BioFormats}. */
public final class ImageFiles {

	private ImageFiles()
	{}

	/**
	 * @throws IllegalArgumentException
	 *             if there is no such file, it cannot be opened, or it has several series; the message
	 *             says what to do
	 */
	public static ImagePlus open( final File file )
	{
		final ImageSeries series = series( file );
		if ( series.size() > 1 )
			throw new IllegalArgumentException( "\"" + file + "\" has " + series.size() +
					" series, of which one is needed. Save that one as TIFF, or use \"Batch...\" for all of them." );
		return series.open( 0 );
	}

	/**
	 * All images of a file.
	 *
	 * @throws IllegalArgumentException
	 *             if there is no such file, or it cannot be opened; the message says what to do
	 */
	public static ImageSeries series( final File file )
	{
		if ( !file.isFile() )
			throw new IllegalArgumentException( "The image file \"" + file + "\" does not exist. Check the path." );
		return ResultNames.isMicroscope( file.getName() ) ? BioFormats.series( file ) : ImageSeries.of( openByImageJ( file ) );
	}

	private static ImagePlus openByImageJ( final File file )
	{
		final ImagePlus imp = isPossible( file ) ? openQuietly( file.getAbsolutePath() ) : null;
		if ( imp == null || imp.getProcessor() == null )
			throw new IllegalArgumentException( "\"" + file +
					"\" is not an image that ImageJ can open, or it is broken. Save it again, as TIFF for example." );
		return imp;
	}

	private static boolean isPossible( final File file )
	{
		try
		{
			return TiffCheck.isPossible( file );
		}
		catch ( final IOException e )
		{
			throw new IllegalArgumentException( "\"" + file + "\" cannot be read (" + e + "). Check the disk and who may read it.", e );
		}
	}

	/** NB: ImageJ would print stack traces of broken files, and ask somebody to press OK. */
	private static ImagePlus openQuietly( final String path )
	{
		try ( Quiet quiet = Quiet.begin() )
		{
			return new Opener().openImage( path );
		}
		catch ( final RuntimeException e )
		{
			// NB: some broken files make it fail in its own ways.
			return null;
		}
		catch ( final OutOfMemoryError e )
		{
			throw new IllegalArgumentException( "\"" + path +
					"\" needs more memory than there is, or is broken and says so. Give Java more (Edit > Options > Memory & " +
							"Threads...), " +
					"or save it again.", e );
		}
	}
}
