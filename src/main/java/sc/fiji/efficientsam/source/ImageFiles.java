// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import java.io.File;
import java.io.IOException;

import ij.ImagePlus;
import ij.io.Opener;

/** Opens image files without windows and without dialogs. */
public final class ImageFiles {

	private ImageFiles()
	{}

	/**
	 * @throws IllegalArgumentException
	 *             if there is no such file, or ImageJ cannot open it; the message
	 *             says what to do
	 */
	public static ImagePlus open( final File file )
	{
		if ( !file.isFile() )
			throw new IllegalArgumentException( "The image file \"" + file + "\" does not exist. Check the path." );
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
