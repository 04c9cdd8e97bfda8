// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.util.Map;

import ij.ImagePlus;
import ij.macro.Interpreter;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.Step;

/** Every command that makes results, with random values on random images. */
final class CommandFuzz {

	private static final String[] COMMANDS = { "SegmentRoisCommand", "SegmentRoisCommand", "SegmentPointsCommand",
			"SegmentEverythingCommand", "RefineLabelsCommand", "SegmentStackCommand", "LabelObjectCommand", "ReplaySessionCommand" };

	private CommandFuzz()
	{}

	static void run( final Dice dice, final Lab lab ) throws Exception
	{
		final String name = dice.of( COMMANDS );
		final ImagePlus imp = name.equals( "SegmentStackCommand" ) && dice.chance( 0.9 )
				? RandomImages.stack( dice ) : RandomImages.image( dice );
		if ( name.equals( "ReplaySessionCommand" ) )
			saveSession( dice, lab, imp );
		final Map< String, Object > options = new RandomOptions( dice, lab, imp ).of( Modules.info( lab.context(), name ) );
		// NB: all objects of a strip of 4096 pixels are thousands of points, half a minute for a real model.
		if ( name.equals( "SegmentEverythingCommand" ) && imp.getWidth() + imp.getHeight() > 1000 )
			options.put( "model", DiscModel.ID );
		final boolean overlay = !Boolean.TRUE.equals( options.get( "overlay" ) );
		final String before = Invariants.describe( imp, overlay );
		try
		{
			Modules.run( lab.context(), Modules.info( lab.context(), name ), options );
			final File folder = ( File ) options.get( "folder" );
			if ( folder != null )
				assertTrue( Invariants.files( folder.toPath() ).stream().anyMatch( f -> f.toString().endsWith( "-labels.tif" ) ),
						"a result that was asked for is there" );
			if ( Boolean.TRUE.equals( options.get( "labels" ) ) )
				assertTrue( Interpreter.getBatchModeImageCount() > 0, "labels that were asked for are shown" );
		}
		catch ( final Exception e )
		{
			if ( !Fuzz.isRefusal( e ) )
				throw new AssertionError( name + options, e );
			throw e;
		}
		catch ( final Error e )
		{
			throw new AssertionError( name + options, e );
		}
		finally
		{
			assertEquals( before, Invariants.describe( imp, overlay ), name + options );
			Invariants.requireWholeFiles( lab.folder().resolve( "results" ), name.equals( "ReplaySessionCommand" ) );
		}
	}

	/** A session of this image, at times a broken one, or one of another image. */
	private static void saveSession( final Dice dice, final Lab lab, final ImagePlus imp ) throws Exception
	{
		final ImagePlus of = dice.chance( 0.9 ) ? imp : RandomImages.image( dice );
		final ImageSession s = lab.sam().session( of );
		for ( int n = dice.upTo( 5 ); n > 0; n-- )
			try
			{
				s.run( Step.accept( SessionFuzz.plane( dice, of ), RandomPrompts.prompt( dice, of.getWidth(), of.getHeight() ), 0, 0, "",
						dice.of( Conflict.values() ), SessionSettings.of( DiscModel.ID ) ) );
			}
			catch ( final IllegalArgumentException e )
			{
				// nothing was found there
			}
		s.save( lab.folder().resolve( "session.json" ), SessionSettings.of( DiscModel.ID ) );
		lab.sam().forget( of );
		if ( dice.chance( 0.3 ) )
			Files.write( lab.folder().resolve( "session.json" ),
					Mutations.mutateText( Invariants.text( lab.folder().resolve( "session.json" ) ), dice ) );
	}
}
