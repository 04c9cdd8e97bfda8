// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.lang.reflect.Field;

import ij.ImagePlus;
import ij.Undo;
import ij.process.ImageProcessor;

/** Whether ImageJ itself could undo something in an image. */
final class ImageUndo {

	private ImageUndo()
	{}

	/** NB: ImageJ does not tell; if its fields are called otherwise some day, it is asked to undo as ever. */
	static boolean isPossible( final ImagePlus imp )
	{
		final ImageProcessor ip = imp.getProcessor();
		try
		{
			return number( "imageID" ) == imp.getID() ? number( "whatToUndo" ) != Undo.NOTHING : ip != null
					&& ip.getSnapshotPixels() != null;
		}
		catch ( final ReflectiveOperationException | RuntimeException e )
		{
			return true;
		}
	}

	private static int number( final String name ) throws ReflectiveOperationException
	{
		final Field f = Undo.class.getDeclaredField( name );
		f.setAccessible( true );
		return f.getInt( null );
	}
}
