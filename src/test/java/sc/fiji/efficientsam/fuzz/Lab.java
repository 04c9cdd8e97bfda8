// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.scijava.Context;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.util.Home;

/** What cases need: services, two models, and a folder of their own. */
final class Lab implements AutoCloseable {

	private final Path root;
	private final Path folder;
	private final String home = System.getProperty( Home.PROPERTY );
	private final Context context;

	Lab( final Path root ) throws IOException
	{
		this.root = root;
		folder = root.resolve( "case" );
		System.setProperty( Home.PROPERTY, root.resolve( "home" ).toString() );
		context = new Context();
		context.service( LogService.class ).setLevel( LogLevel.NONE );
		IJ.redirectErrorMessages( true );
		sam().store().importModel( DiscModel.write( root.resolve( "disc" ) ), "", "", sam().loader() );
	}

	Context context()
	{
		return context;
	}

	EfficientSamService sam()
	{
		return context.service( EfficientSamService.class );
	}

	/** Discs most often, for speed, else the bundled model. */
	static String model( final Dice dice, final double real )
	{
		return dice.chance( real ) ? EfficientSamService.DEFAULT_MODEL : DiscModel.ID;
	}

	/** The case's folder; empty at its beginning. */
	Path folder()
	{
		return folder;
	}

	/** Begins a case: nothing of the one before is left. */
	void clear() throws IOException
	{
		delete( folder.toFile() );
		Files.createDirectories( folder );
		for ( final int id : Interpreter.getBatchModeImageIDs() )
		{
			final ImagePlus imp = Interpreter.getBatchModeImage( id );
			if ( imp != null )
				Interpreter.removeBatchModeImage( imp );
		}
		Interpreter.batchMode = true;
	}

	static void delete( final File file )
	{
		final File[] inside = Files.isSymbolicLink( file.toPath() ) ? null : file.listFiles();
		if ( inside != null )
			for ( final File f : inside )
				delete( f );
		file.delete();
	}

	@Override
	public void close()
	{
		Interpreter.batchMode = false;
		context.dispose();
		if ( home == null )
			System.clearProperty( Home.PROPERTY );
		else
			System.setProperty( Home.PROPERTY, home );
		delete( root.toFile() );
	}
}
