// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.io.File;

import sc.fiji.efficientsam.exchange.ExchangeFile;
import sc.fiji.efficientsam.exchange.ExchangeImage;
import sc.fiji.efficientsam.export.ImportedObjects;
import sc.fiji.efficientsam.source.SourceImage;

/** Reads objects from files of other programs. */
final class ObjectImport {

	private ObjectImport()
	{}

	static ImportedObjects read( final SourceImage image, final File file )
	{
		final ExchangeFile found = ExchangeFile.read( file, new ExchangeImage( image.name(), image.width(), image.height(), image.slices(),
				image.frames() ) );
		return new ImportedObjects( image, file.getPath(), found.objects(), found.notes() );
	}
}
