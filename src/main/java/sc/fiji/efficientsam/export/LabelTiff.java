// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileSaver;

import sc.fiji.efficientsam.util.AtomicFiles;

/**
 * Label images and stacks as TIFF files, with calibration and properties. NB: stacks of more than
 * 4 GB, too: ImageJ writes them as one slice with the others behind it, of which only its own
 * description of the file tells, and reads them (tried with 4.8 GB; ij.io.TiffEncoder).
 */
final class LabelTiff {

	/** Bytes from which on images are streamed to disk. */
	static final long LARGE = 100L << 20;

	private LabelTiff()
	{}

	static void write( final ImagePlus labels, final Path file ) throws IOException
	{
		if ( labels.getSizeInBytes() < LARGE )
			AtomicFiles.write( file, new FileSaver( labels ).serialize() );
		else
			stream( labels, file );
	}

	/** NB: ImageJ's serialize() would need the image's size in memory twice more. */
	private static void stream( final ImagePlus labels, final Path file ) throws IOException
	{
		final FileInfo info = labels.getOriginalFileInfo();
		Path part = null;
		try
		{
			part = AtomicFiles.part( file.toAbsolutePath().getParent(), "labels", ".part.tif" );
			if ( !new FileSaver( labels ).saveAsTiff( part.toString() ) )
				throw new IOException( "ImageJ could not save the image" );
			AtomicFiles.replace( part, file );
		}
		finally
		{
			labels.setFileInfo( info );
			if ( part != null )
				Files.deleteIfExists( part );
		}
	}
}
