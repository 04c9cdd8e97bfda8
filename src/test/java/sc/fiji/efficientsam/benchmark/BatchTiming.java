// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.scijava.Context;

import ij.gui.Roi;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.batch.BatchFiles;
import sc.fiji.efficientsam.batch.BatchRequest;
import sc.fiji.efficientsam.roi.RoiFiles;

/**
 * How long a batch takes that encodes the next image while one is segmented, beside
 * one that does not: {@code mvn -q test-compile exec:exec@dev -Dtool="batch-timing <images> <repeats> <boxes per image> <pictures>"}.
 * The images are the sample images, again and again, each with its first boxes; both
 * ways take turns, so that what else the computer does meets both.
 */
public final class BatchTiming {

	private static final String[] SAMPLES = { "nuclei-fluorescence", "nuclei-he", "cells-phase", "yeast-phase", "axons-em", "blobs" };

	private static final String BOXES = "-boxes.zip";

	private BatchTiming()
	{}

	public static void main( final String... args ) throws IOException
	{
		final int images = Integer.parseInt( args[ 0 ] ), repeats = Integer.parseInt( args[ 1 ] );
		final Path temp = Files.createTempDirectory( "batch" );
		final File in = Files.createDirectory( temp.resolve( "in" ) ).toFile();
		for ( int i = 0; i < images; i++ )
		{
			final File sample = new File( "sample-data", SAMPLES[ i % SAMPLES.length ] );
			final List< Roi > boxes = RoiFiles.read( new File( sample + BOXES ) );
			Files.copy( new File( sample + ".png" ).toPath(), in.toPath().resolve( String.format( "%03d.png", i ) ) );
			Files.write( in.toPath().resolve( String.format( "%03d", i ) + BOXES ),
					RoiFiles.toZip( boxes.subList( 0, Math.min( Integer.parseInt( args[ 2 ] ), boxes.size() ) ) ) );
		}
		final List< List< Double > > seconds = Arrays.asList( new ArrayList<>(), new ArrayList<>() );
		try ( Context context = new Context() )
		{
			final EfficientSamService sam = context.service( EfficientSamService.class );
			// NB: one more of each, first, which does not count
			for ( int r = 0; r <= repeats; r++ )
				for ( int ahead = 0; ahead < 2; ahead++ )
				{
					final double s = run( sam, in, temp.resolve( "out" + r + ahead ).toFile(), ahead == 1,
							Boolean.parseBoolean( args[ 3 ] ) );
					if ( r > 0 )
						seconds.get( ahead ).add( s );
					System.out.printf( Locale.ROOT, "%s %.2f s%s%n", ahead == 1 ? "ahead" : "alone", s, r == 0 ? " (warm-up)" : "" );
				}
		}
		System.out.printf( Locale.ROOT, "%d images with %s boxes: alone %.2f s, ahead %.2f s (medians of %d)%n", images, args[ 2 ],
				median( seconds.get( 0 ) ), median( seconds.get( 1 ) ), repeats );
	}

	private static double run( final EfficientSamService sam, final File in, final File out, final boolean ahead, final boolean pictures )
	{
		final long start = System.nanoTime();
		new BatchRequest( BatchFiles.list( in, "", false, out ),
				( imp, file ) -> sam.segment( imp ).rois( BatchFiles.beside( file, BOXES ) ), out ).ahead( ahead ).pictures( pictures )
				.run();
		return ( System.nanoTime() - start ) / 1e9;
	}

	private static double median( final List< Double > values )
	{
		final double[] sorted = values.stream().mapToDouble( v -> v ).sorted().toArray();
		return sorted[ sorted.length / 2 ];
	}
}
