// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.pictures;

import java.awt.image.BufferedImage;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import org.scijava.Context;

import sc.fiji.efficientsam.ui.ToolPictures;

/**
 * Makes the pictures and films of the documentation in {@code docs/pictures}, all or those that are named:
 * {@code mvn -q test-compile exec:exec@dev -Dtool="make-pictures [<name> ...]"}. The interactive tool and films need Xvfb.
 */
public final class MakePictures {

	static final File FOLDER = new File( "docs", "pictures" );

	private static final String TOOL = "tool";

	private MakePictures()
	{}

	private static Map< String, Callable< BufferedImage > > makers( final Context context )
	{
		final ResultPictures results = context == null ? null : new ResultPictures( context );
		final Map< String, Callable< BufferedImage > > makers = new LinkedHashMap<>();
		makers.put( "rois", () -> results.rois() );
		makers.put( "everything", () -> results.everything() );
		makers.put( "refine", () -> results.refine() );
		makers.put( "labkit", () -> results.labkit() );
		makers.put( "learning", () -> results.learning() );
		makers.put( "stack", () -> results.stack() );
		makers.put( "limits", () -> results.limits() );
		makers.put( "macros", () -> results.macros() );
		makers.put( "batch", () -> results.batch() );
		makers.put( "formats", () -> results.formats() );
		makers.put( "evaluation", () -> results.evaluation() );
		makers.put( "proposals", () -> ToolPictures.proposals( context ) );
		makers.put( "terminal", Terminal::terminal );
		makers.put( "models", Terminal::models );
		makers.put( "gpu", Terminal::gpu );
		return makers;
	}

	private static Map< String, Callable< Gif > > films( final Context context )
	{
		final WindowFilms films = context == null ? null : new WindowFilms( context );
		final Map< String, Callable< Gif > > makers = new LinkedHashMap<>();
		makers.put( "everything", () -> films.everything() );
		makers.put( "stack", () -> films.stack() );
		return makers;
	}

	/** The names of those that are also films. */
	static Set< String > filmNames()
	{
		final Set< String > names = new LinkedHashSet<>( films( null ).keySet() );
		names.add( TOOL );
		return names;
	}

	/** All pictures, by the names of their files without ending; "tool" is the interactive tool's two, still and animated. */
	static Set< String > names()
	{
		final Set< String > names = new LinkedHashSet<>( makers( null ).keySet() );
		names.add( TOOL );
		return names;
	}

	public static void main( final String... args ) throws Exception
	{
		final List< String > wanted = new ArrayList<>( args.length == 0 ? names() : Arrays.asList( args ) );
		if ( !names().containsAll( wanted ) )
		{
			System.err.println( "Choose some of: " + String.join( ", ", names() ) );
			System.exit( 2 );
		}
		FOLDER.mkdirs();
		ToolPictures.startScreen();
		int code = 1;
		try ( Context context = new Context() )
		{
			final Map< String, Callable< BufferedImage > > makers = makers( context );
			final Map< String, Callable< Gif > > films = films( context );
			for ( final String name : wanted )
				if ( name.equals( TOOL ) )
				{
					final Gif gif = new Gif();
					Sheet.save( ToolPictures.make( context, gif::add ), new File( FOLDER, TOOL + ".png" ) );
					gif.save( new File( FOLDER, TOOL + ".gif" ) );
				}
				else
				{
					Sheet.save( makers.get( name ).call(), new File( FOLDER, name + ".png" ) );
					if ( films.containsKey( name ) )
						films.get( name ).call().save( new File( FOLDER, name + ".gif" ) );
					System.out.println( FOLDER + "/" + name + ".png: " + new File( FOLDER, name + ".png" ).length() / 1000 + " kB" );
				}
			code = 0;
		}
		catch ( final Exception e )
		{
			e.printStackTrace();
		}
		// NB: ImageJ's windows would keep the program.
		System.exit( code );
	}
}
