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
package sc.fiji.efficientsam.util;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts finished files into their place, so that nobody ever sees half a file. */
public final class AtomicFiles {

	private AtomicFiles()
	{}

	/** Writes a file beside its place and moves it there: a full disk or a crash leaves the old file or none. */
	public static void write( final Path target, final byte[] bytes ) throws IOException
	{
		final Path part = Files.createTempFile( target.toAbsolutePath().getParent(), target.getFileName().toString(), ".part" );
		try
		{
			Files.write( part, bytes );
			replace( part, target );
		}
		finally
		{
			Files.deleteIfExists( part );
		}
	}

	/** Moves a file to where another may be, in one step where the file system can. */
	public static void replace( final Path finished, final Path target ) throws IOException
	{
		try
		{
			Files.move( finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING );
		}
		catch ( final AtomicMoveNotSupportedException e )
		{
			Files.move( finished, target, StandardCopyOption.REPLACE_EXISTING );
		}
	}
}
