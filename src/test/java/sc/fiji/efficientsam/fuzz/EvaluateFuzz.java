// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import ij.ImagePlus;
import ij.io.FileSaver;

/** Evaluations of folders in which some images are no good, or fit nothing. */
final class EvaluateFuzz {

	private EvaluateFuzz()
	{}

	static void run( final Dice dice, final Lab lab ) throws Exception
	{
		final Path data = Files.createDirectories( lab.folder().resolve( "data" ) ),
				found = Files.createDirectories( lab.folder().resolve( "found" ) ), out = lab.folder().resolve( "report" );
		for ( int n = dice.between( 1, 3 ); n > 0; n-- )
			pair( dice, data, found, dice.of( "a", "b", "c 1", "d.x" ) );
		final Map< String, Object > options = new LinkedHashMap<>();
		options.put( "data", data.toFile() );
		options.put( "found", found.toFile() );
		options.put( "folder", out.toFile() );
		options.put( "mode", dice.of( "labels", "prompts" ) );
		options.put( "models", dice.chance( 0.9 ) ? DiscModel.ID : dice.word() );
		options.put( "prompts", dice.chance( 0.9 ) ? dice.of( "box", "point", "box, three" ) : dice.word() );
		options.put( "told", dice.chance( 0.5 ) );
		options.put( "images", dice.of( 0, 1, 5 ) );
		options.put( "objects", dice.chance( 0.9 ) ? dice.of( 0, 1, 12 ) : dice.edgeInt() );
		options.put( "tolerance", dice.chance( 0.9 ) ? dice.of( 0.0, 2.0, 5.5 ) : dice.edge() );
		try
		{
			Modules.run( lab.context(), Modules.info( lab.context(), "EvaluateCommand" ), options );
			assertTrue( Invariants.files( out ).size() >= 3, "tables and a summary" );
		}
		catch ( final Exception e )
		{
			if ( !Fuzz.isRefusal( e ) )
				throw new AssertionError( "evaluate" + options, e );
			throw e;
		}
		finally
		{
			Invariants.requireWholeFiles( out, false );
		}
	}

	private static void pair( final Dice dice, final Path data, final Path found, final String name ) throws IOException
	{
		final ImagePlus imp = RandomImages.image( dice );
		new FileSaver( imp ).saveAsTiff( data.resolve( name + ".tif" ).toString() );
		final Path truth = data.resolve( name + dice.of( ".labels.tif", "-truth.tif", "_masks.tif" ) );
		if ( dice.chance( 0.9 ) )
			new FileSaver( RandomImages.labels( dice, imp.getWidth(), imp.getHeight() ) ).saveAsTiff( truth.toString() );
		if ( dice.chance( 0.1 ) && Files.exists( truth ) )
			Files.write( truth, Mutations.mutate( Files.readAllBytes( truth ), dice ) );
		if ( dice.chance( 0.9 ) )
			new FileSaver( RandomImages.labels( dice, imp.getWidth(), imp.getHeight() ) )
					.saveAsTiff( found.resolve( name + dice.of( "-labels.tif", ".tif" ) ).toString() );
	}
}
