// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.util.Reasons;

/**
 * Opens microscopes' files by the Bio-Formats plugins, if they are installed; nothing of them is needed to build or to run
 * the rest. NB: by their classes, not by their menu commands, which a command must not run inside of itself (ImageJ would
 * forget the options of its macro). Of images with several resolutions the full one is opened.
 */
public final class BioFormats {

	private static final String BF = "loci.plugins.BF", OPTIONS = "loci.plugins.in.ImporterOptions", READER = "loci.formats.ImageReader";

	private BioFormats()
	{}

	/** Whether its classes can be found. */
	public static boolean isInstalled()
	{
		return find( BF ) != null && find( READER ) != null;
	}

	/** NB: plugins may be known to the thread only, or to ImageJ only. */
	private static Class< ? > find( final String name )
	{
		for ( final ClassLoader loader : new ClassLoader[] { Thread.currentThread().getContextClassLoader(), IJ.getClassLoader(),
				BioFormats.class.getClassLoader() } )
			try
			{
				return Class.forName( name, true, loader );
			}
			catch ( final ClassNotFoundException | LinkageError e )
			{
				continue;
			}
		return null;
	}

	/**
	 * Looks into a file.
	 *
	 * @throws IllegalArgumentException
	 *             if Bio-Formats is not installed or cannot open the file; the message says what to do
	 */
	static ImageSeries series( final File file )
	{
		if ( !isInstalled() )
			throw new IllegalArgumentException( "\"" + file + "\" needs Bio-Formats, which is not installed. Fiji comes with it (Help > " +
					"Update...); for another ImageJ put bioformats_package.jar from openmicroscopy.org into its folder \"plugins\". " +
					"Or save the image as TIFF." );
		try
		{
			return new Series( file );
		}
		catch ( final ReflectiveOperationException | LinkageError e )
		{
			throw failed( file, e );
		}
	}

	private static IllegalArgumentException failed( final File file, final Throwable e )
	{
		final Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
		return new IllegalArgumentException( cause instanceof OutOfMemoryError ? "\"" + file + "\" needs more memory than there is. Give " +
				"Java more (Edit > Options > Memory & Threads...)." : "Bio-Formats cannot open \"" + file + "\" (" + Reasons.of( cause ) +
						"). Open it by hand to see whether it is broken, or save it as TIFF.", cause );
	}

	private static Object call( final Object on, final String name, final Object... values ) throws ReflectiveOperationException
	{
		final Class< ? >[] types = new Class< ? >[ values.length ];
		for ( int i = 0; i < types.length; i++ )
			types[ i ] = values[ i ] instanceof Integer ? int.class : values[ i ] instanceof Boolean ? boolean.class
					: values[ i ].getClass();
		final Method method = on.getClass().getMethod( name, types );
		return method.invoke( on, values );
	}

	private static final class Series implements ImageSeries {

		private final File file;
		private final int[] slices;
		private final int[] frames;

		/** The places of the full resolutions among all resolutions of all series, by which Bio-Formats' importer counts. */
		private final int[] places;

		Series( final File file ) throws ReflectiveOperationException
		{
			this.file = file;
			final Object reader = find( READER ).getConstructor().newInstance();
			try
			{
				call( reader, "setFlattenedResolutions", false );
				call( reader, "setId", file.getAbsolutePath() );
				final int n = ( Integer ) call( reader, "getSeriesCount" );
				slices = new int[ n ];
				frames = new int[ n ];
				places = new int[ n ];
				int place = 0;
				for ( int i = 0; i < n; i++ )
				{
					call( reader, "setSeries", i );
					slices[ i ] = ( Integer ) call( reader, "getSizeZ" );
					frames[ i ] = ( Integer ) call( reader, "getSizeT" );
					places[ i ] = place;
					place += ( Integer ) call( reader, "getResolutionCount" );
				}
			}
			finally
			{
				call( reader, "close" );
			}
		}

		@Override
		public int size()
		{
			return places.length;
		}

		@Override
		public int slices( final int number )
		{
			return slices[ number ];
		}

		@Override
		public int frames( final int number )
		{
			return frames[ number ];
		}

		@Override
		public ImagePlus open( final int number )
		{
			try ( Quiet quiet = Quiet.begin() )
			{
				final Object options = find( OPTIONS ).getConstructor().newInstance();
				call( options, "setId", file.getAbsolutePath() );
				call( options, "setQuiet", true );
				call( options, "setWindowless", true );
				call( options, "setSeriesOn", places[ number ], true );
				final ImagePlus[] opened = ( ImagePlus[] ) find( BF ).getMethod( "openImagePlus", options.getClass() ).invoke( null,
						options );
				if ( opened == null || opened.length != 1 || opened[ 0 ].getNSlices() != slices[ number ]
						|| opened[ 0 ].getNFrames() != frames[ number ] )
					throw new IllegalArgumentException( "Bio-Formats opened \"" + file + "\" in another form than it says. Open it by " +
							"hand, and save it as TIFF." );
				return opened[ 0 ];
			}
			catch ( final ReflectiveOperationException | LinkageError | OutOfMemoryError e )
			{
				throw failed( file, e );
			}
		}
	}
}
