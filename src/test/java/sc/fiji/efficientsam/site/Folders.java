// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Folders with all that is in them. */
final class Folders {

	private Folders()
	{}

	/** All files below a folder, sorted. */
	static List< Path > files( final Path folder ) throws IOException
	{
		try (final Stream< Path > paths = Files.walk( folder ))
		{
			return paths.filter( Files::isRegularFile ).sorted().collect( Collectors.toList() );
		}
	}

	static void delete( final Path folder ) throws IOException
	{
		if ( !Files.exists( folder ) )
			return;
		final List< Path > all;
		try (final Stream< Path > paths = Files.walk( folder ))
		{
			all = paths.sorted( Comparator.reverseOrder() ).collect( Collectors.toList() );
		}
		for ( final Path path : all )
			Files.delete( path );
	}

	/** Moves a file into a folder that may have to be made. */
	static void move( final Path file, final Path target ) throws IOException
	{
		Files.createDirectories( target.getParent() );
		Files.move( file, target );
	}
}
