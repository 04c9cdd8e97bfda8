// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.track;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.plugin.MontageMaker;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.evaluate.LabelObjects;
import sc.fiji.efficientsam.export.LabelLut;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.OverlapRule;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.LabelImageReader;
import sc.fiji.efficientsam.util.ProgressListener;
import sc.fiji.efficientsam.util.Setting;

/**
 * How well objects are followed through real slices with ground truth: objects are
 * prompted by their true boxes on one slice, and followed from there.
 */
public final class TrackReport {

	private TrackReport()
	{}

	/**
	 * @param args
	 *            folder with {@code <set>/<name>.png} and {@code .labels.png}; text
	 *            file that lists {@code <set>/<name>.png}, line by line; how the lines of one series
	 *            begin; most slices; prompted slice, "first" or "middle"; "true" if the
	 *            labels are the same on all slices, "false" to link them by overlap;
	 *            folder for pictures, or nothing
	 */
	public static void main( final String... args ) throws IOException
	{
		final List< String > names = new ArrayList<>();
		for ( final String line : Files.readAllLines( Paths.get( args[ 1 ] ) ) )
			if ( line.startsWith( args[ 2 ] ) && names.size() < Integer.parseInt( args[ 3 ] ) )
				names.add( line.trim() );
		final List< ImagePlus > images = new ArrayList<>();
		final List< Map< Integer, Mask > > truth = new ArrayList<>();
		for ( final String name : names )
		{
			images.add( IJ.openImage( new File( args[ 0 ], name ).getPath() ) );
			truth.add( LabelImageReader.masks( IJ.openImage( new File( args[ 0 ], name.replace( ".png", ".labels.png" ) ).getPath() ) ) );
		}
		System.out.printf( "%s: %d slices of %d x %d%n", args[ 2 ], names.size(), images.get( 0 ).getWidth(), images.get( 0 ).getHeight() );
		final List< Map< Integer, Mask > > linked = Boolean.parseBoolean( args[ 5 ] ) ? truth : link( truth, images );
		final int at = args[ 4 ].equals( "first" ) ? 0 : names.size() / 2;
		final List< Seed > seeds = new ArrayList<>();
		linked.get( at ).forEach( ( id, mask ) -> seeds.add( new Seed( id, at, LabelObjects.box( mask ) ) ) );
		try ( PromptableModel model = BundledModel.open( new DjlBackend(), Device.CPU ) )
		{
			final SliceSource source = source( images, model );
			final TrackSettings settings = settings();
			final long start = System.nanoTime();
			final Tracks tracks = new Propagator( SegmentSettings.DEFAULT, settings, OverlapRule.SCORE ).follow( source, seeds,
					ProgressListener.NONE );
			System.out.printf( "%s  %.1f s%n", settings, ( System.nanoTime() - start ) / 1e9 );
			print( tracks, linked, at );
			if ( args.length > 6 )
				pictures( images, tracks, linked, Paths.get( args[ 6 ] ) );
		}
	}

	/** NB: system properties, so that settings can be compared without another build. */
	private static TrackSettings settings()
	{
		TrackSettings settings = TrackSettings.DEFAULT;
		for ( final Setting< ? > s : TrackSettings.ALL )
			settings = System.getProperty( s.name() ) == null ? settings : with( settings, s );
		return settings;
	}

	private static < T > TrackSettings with( final TrackSettings settings, final Setting< T > s )
	{
		return settings.with( s, s.parse( System.getProperty( s.name() ) ) );
	}

	/** Gives objects that overlap from slice to slice, once jumps of the stage are undone, the same id. */
	private static List< Map< Integer, Mask > > link( final List< Map< Integer, Mask > > truth, final List< ImagePlus > images )
	{
		final ImagePlusReader reader = new ImagePlusReader( ContrastMode.PERCENTILE, 0.1, 99.9 );
		final List< Map< Integer, Mask > > linked = new ArrayList<>();
		int next = 1, same = 0, all = 0;
		for ( final Map< Integer, Mask > slice : truth )
		{
			final Map< Integer, Mask > here = new TreeMap<>();
			final int s = linked.size();
			final double[] stage = s == 0 ? new double[ 2 ] : new StageShift( reader.read( images.get( s - 1 ), 0 ) )
					.to( new StageShift( reader.read( images.get( s ), 0 ) ) );
			for ( final Map.Entry< Integer, Mask > e : slice.entrySet() )
			{
				int id = 0;
				double best = 0.3;
				if ( !linked.isEmpty() )
					for ( final Map.Entry< Integer, Mask > o : linked.get( linked.size() - 1 ).entrySet() )
						if ( moved( o.getValue(), stage ).iou( e.getValue() ) > best && !here.containsKey( o.getKey() ) )
						{
							best = moved( o.getValue(), stage ).iou( e.getValue() );
							id = o.getKey();
						}
				if ( !linked.isEmpty() && id > 0 )
				{
					all++;
					if ( truth.get( linked.size() - 1 ).get( e.getKey() ) != null
							&& truth.get( linked.size() - 1 ).get( e.getKey() ).equals( linked.get( linked.size() - 1 ).get( id ) ) )
						same++;
				}
				here.put( id == 0 ? next++ : id, e.getValue() );
			}
			linked.add( here );
		}
		System.out.printf( "truth: %d of %d links by overlap are those of the labels%n", same, all );
		return linked;
	}

	private static Mask moved( final Mask mask, final double[] by )
	{
		return mask.shift( ( int ) Math.round( by[ 0 ] ), ( int ) Math.round( by[ 1 ] ) ).crop( Integer.MAX_VALUE, Integer.MAX_VALUE );
	}

	private static SliceSource source( final List< ImagePlus > images, final PromptableModel model )
	{
		final ImagePlusReader reader = new ImagePlusReader( ContrastMode.PERCENTILE, 0.1, 99.9 );
		return new SliceSource() {

			@Override
			public int size()
			{
				return images.size();
			}

			@Override
			public int width()
			{
				return images.get( 0 ).getWidth();
			}

			@Override
			public int height()
			{
				return images.get( 0 ).getHeight();
			}

			@Override
			public EmbeddedImage slice( final int index )
			{
				return new EmbeddedImage( reader.read( images.get( index ), 0 ), model );
			}
		};
	}

	private static void print( final Tracks tracks, final List< Map< Integer, Mask > > truth, final int at )
	{
		int expected = 0, found = 0, right = 0, wrong = 0, extra = 0, gone = 0;
		double iou = 0, seedIou = 0;
		int seeds = 0;
		final Map< String, Integer > ends = new LinkedHashMap<>();
		final Map< Integer, double[] > byDistance = new TreeMap<>();
		for ( final Track t : tracks.all() )
		{
			ends.merge( t.after().words(), 1, Integer::sum );
			// NB: ids above the seeds' are daughters.
			if ( t.parent() > 0 )
				continue;
			for ( int s = 0; s < truth.size(); s++ )
			{
				final Mask mask = t.object( s ) == null ? Mask.EMPTY : t.object( s ).mask();
				final Mask wanted = truth.get( s ).get( t.id() );
				if ( s == at )
				{
					seeds++;
					seedIou += mask.iou( wanted );
					continue;
				}
				if ( wanted == null )
				{
					gone++;
					if ( !mask.isEmpty() )
						extra++;
					continue;
				}
				expected++;
				final double v = mask.iou( wanted );
				iou += v;
				final double[] d = byDistance.computeIfAbsent( Math.abs( s - at ), k -> new double[ 3 ] );
				d[ 0 ]++;
				d[ 1 ] += v;
				if ( mask.isEmpty() )
					continue;
				found++;
				int id = 0;
				double best = 0;
				for ( final Map.Entry< Integer, Mask > e : truth.get( s ).entrySet() )
					if ( e.getValue().iou( mask ) > best )
					{
						best = e.getValue().iou( mask );
						id = e.getKey();
					}
				if ( id == t.id() )
				{
					right++;
					d[ 2 ]++;
				}
				else
					wrong++;
			}
		}
		System.out.printf( "seeds %d, IoU on the prompted slice %.3f%n", seeds, seedIou / seeds );
		System.out.printf( "followed: %d object-slices, found %.1f%%, right id %.1f%% of all (%.1f%% of found), other object %d, IoU " +
				"%.3f; kept on where the truth ends: %d of %d%n",
				expected, 100.0 * found / expected, 100.0 * right / expected, 100.0 * right / Math.max( 1, right + wrong ), wrong,
						iou / expected, extra, gone );
		System.out.println( "ends: " + ends + ", daughters " + tracks.all().stream().filter( t -> t.parent() > 0 ).count() );
		final StringBuilder line = new StringBuilder( "distance: right id, IoU" );
		byDistance.forEach( ( d, v ) -> {
			if ( d <= 3 || d % 5 == 0 )
				line.append( String.format( "  %d: %.2f %.2f", d, v[ 2 ] / v[ 0 ], v[ 1 ] / v[ 0 ] ) );
		} );
		System.out.println( line );
	}

	/** Up to nine slices side by side: outlines of masks in their labels' colors, of the truth in white. */
	private static void pictures( final List< ImagePlus > images, final Tracks tracks, final List< Map< Integer, Mask > > truth,
			final Path folder ) throws IOException
	{
		Files.createDirectories( folder );
		final ImageStack stack = new ImageStack( images.get( 0 ).getWidth(), images.get( 0 ).getHeight() );
		final int n = Math.min( 9, images.size() );
		for ( int k = 0; k < n; k++ )
		{
			final int s = k * ( images.size() - 1 ) / Math.max( 1, n - 1 );
			final ColorProcessor cp = ( ColorProcessor ) images.get( s ).getProcessor().convertToRGB();
			for ( final Mask m : truth.get( s ).values() )
				outline( cp, m, 0xffffff );
			for ( final Map.Entry< Integer, SegmentedObject > e : tracks.onSlice( s ).entrySet() )
				outline( cp, e.getValue().mask(), LabelLut.color( e.getKey() ).getRGB() & 0xffffff );
			stack.addSlice( "slice " + s, cp );
		}
		final ImageProcessor montage = new MontageMaker().makeMontage2( new ImagePlus( "", stack ), 3, ( n + 2 ) / 3, 1, 1, n, 1, 1,
				true ).getProcessor();
		new FileSaver( new ImagePlus( "", montage ) ).saveAsPng( folder.resolve( "montage.png" ).toString() );
	}

	private static void outline( final ImageProcessor ip, final Mask m, final int rgb )
	{
		for ( int y = m.y(); y < m.y() + m.height(); y++ )
			for ( int x = m.x(); x < m.x() + m.width(); x++ )
				if ( m.contains( x, y ) && !( m.contains( x - 1, y ) && m.contains( x + 1, y ) && m.contains( x, y - 1 )
						&& m.contains( x, y + 1 ) ) )
					ip.set( x, y, rgb );
	}
}
