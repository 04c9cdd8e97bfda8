// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.scijava.command.CommandInfo;

import ij.ImagePlus;
import ij.io.FileSaver;

import sc.fiji.efficientsam.roi.RoiFiles;

/** Batches of folders in which some images are no good: the others are done, once, and nothing else is touched. */
final class BatchFuzz {

	private BatchFuzz()
	{}

	static void run( final Dice dice, final Lab lab ) throws Exception
	{
		final Path in = Files.createDirectories( lab.folder().resolve( "in" ) ), out = lab.folder().resolve( "out" );
		for ( int n = dice.between( 1, 4 ); n > 0; n-- )
			image( dice, in, dice.of( "a", "b", "c 1", "d.x", "\u00e9" ) );
		final Map< String, Object > options = new LinkedHashMap<>();
		options.put( "input", in.toFile() );
		options.put( "folder", out.toFile() );
		options.put( "prompts", dice.of( "rois", "rois", "everything", "seeds", "refine" ) );
		// NB: all objects of a strip of 4096 pixels are thousands of points, half a minute for a real model.
		options.put( "model", Lab.model( dice, options.get( "prompts" ).equals( "everything" ) ? 0 : 0.1 ) );
		options.put( "pictures", dice.chance( 0.5 ) );
		options.put( "overlap", dice.of( "score", "first", "last" ) );
		options.put( "mode", dice.of( "each", "together", "counter" ) );
		if ( dice.chance( 0.1 ) )
			options.put( "shard", dice.of( "1/2", "2/2", "3/2", "x" ) );
		if ( dice.chance( 0.1 ) )
			options.put( "pattern", dice.of( "*.tif", "{a", "[", dice.word() ) );
		if ( dice.chance( 0.1 ) )
			options.put( "suffix", dice.word() );
		final Map< Path, Integer > before = hashes( in );
		final CommandInfo command = Modules.info( lab.context(), "BatchCommand" );
		final String first = outcome( lab, command, options );
		final Map< Path, Integer > results = hashes( out );
		Invariants.requireWholeFiles( out, false );
		final Map< Path, Long > times = times( out );
		assertEquals( first, outcome( lab, command, options ), "the same batch again" );
		assertEquals( results, hashes( out ), "the same batch again" );
		times.forEach( ( file, time ) -> {
			if ( file.toString().endsWith( "-labels.tif" ) )
				assertEquals( time, Long.valueOf( file.toFile().lastModified() ), () -> "done twice: " + file );
		} );
		assertEquals( before, hashes( in ), "images and prompts are as they were" );
	}

	private static String outcome( final Lab lab, final CommandInfo command, final Map< String, Object > options ) throws Exception
	{
		try
		{
			Modules.run( lab.context(), command, options );
			return "done";
		}
		catch ( final Exception e )
		{
			if ( !Fuzz.isRefusal( e ) )
				throw new AssertionError( "batch" + options, e );
			return e.getMessage();
		}
	}

	private static void image( final Dice dice, final Path in, final String name ) throws IOException
	{
		final ImagePlus imp = RandomImages.image( dice );
		final Path file = in.resolve( name + dice.of( ".tif", ".tif", ".png" ) );
		new FileSaver( imp ).saveAsTiff( file.toString() );
		if ( dice.chance( 0.15 ) )
			Files.write( file, Mutations.mutate( Files.readAllBytes( file ), dice ) );
		if ( dice.chance( 0.9 ) )
			new FileSaver( RandomImages.labels( dice, imp.getWidth(), imp.getHeight() ) )
					.saveAsTiff( in.resolve( name + dice.of( "-seeds.tif", "_mask.tif" ) ).toString() );
		if ( dice.chance( 0.7 ) )
			Files.write( in.resolve( name + "-rois.zip" ), RoiFiles.toZip( RandomRois.rois( dice, imp ) ) );
		else
			Files.write( in.resolve( name + ".csv" ), "x,y\n0,0\n".getBytes( StandardCharsets.UTF_8 ) );
	}

	/** NB: what a run measures of itself, its seconds, is left out, and so are the times in ZIP files. */
	private static Map< Path, Integer > hashes( final Path folder ) throws IOException
	{
		final Map< Path, Integer > hashes = new LinkedHashMap<>();
		for ( final Path f : Invariants.files( folder ) )
			hashes.put( f, java.util.Arrays.hashCode( Files.readAllBytes( f ) ) );
		return hashes;
	}

	private static Map< Path, Long > times( final Path folder ) throws IOException
	{
		final Map< Path, Long > times = new LinkedHashMap<>();
		for ( final Path f : Invariants.files( folder ) )
			times.put( f, f.toFile().lastModified() );
		assertTrue( !times.isEmpty() || !Files.exists( folder ) || Files.isDirectory( folder ) );
		return times;
	}
}
