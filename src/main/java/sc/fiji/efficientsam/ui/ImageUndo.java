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
			return number( "imageID" ) == imp.getID() ? number( "whatToUndo" ) != Undo.NOTHING : ip != null && ip.getSnapshotPixels() != null;
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
