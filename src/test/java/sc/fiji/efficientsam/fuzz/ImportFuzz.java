// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.export.ImportedObjects;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.Step;

/** Files of other programs: what was saved is read again, and what is broken is refused. */
final class ImportFuzz {

	private ImportFuzz()
	{}

	static void run( final Dice dice, final Lab lab ) throws Exception
	{
		final ImagePlus imp = IJ.createImage( "a", "8-bit ramp", dice.between( 1, 60 ), dice.between( 1, 50 ), dice.of( 1, 1, 2 ) );
		final ImageSession s = lab.sam().session( imp );
		s.run( Step.define( "Cell", 0xff0000 ) );
		for ( int n = dice.upTo( 4 ); n >= 0; n-- )
			s.run( Step.draw( new Plane( 1 + dice.upTo( imp.getNSlices() ), 1 ), RandomPrompts.blob( dice, imp.getWidth(), imp
					.getHeight() ), 0, dice.of( "", "Cell" ), Conflict.ALLOW ) );
		final Path saved = s.export( lab.folder().toFile(), dice.of( "geojson", "coco", "zarr", "zarr3" ) ).get( 0 );
		final boolean zarr = Files.isDirectory( saved );
		assertEquals( Invariants.counts( s.labels() ), Invariants.counts( lab.sam().importObjects( imp, saved.toFile() ).labels() ),
				saved.toString() );
		final List< Path > files = Invariants.files( lab.folder() );
		final Path file = dice.of( files.toArray( new Path[ 0 ] ) );
		final boolean text = !zarr || !file.getFileName().toString().matches( "[0-9]+" );
		Files.write( file, text && dice.chance( 0.8 ) ? Mutations.mutateText( Invariants.text( file ), dice )
				: Mutations.mutate( Files.readAllBytes( file ), dice ) );
		ReaderFuzz.frugally( () -> {
			final ImportedObjects o = lab.sam().importObjects( imp, saved.toFile() );
			Invariants.counts( o.labels() );
			o.rois();
			o.table();
			return o.classes();
		} );
	}
}
