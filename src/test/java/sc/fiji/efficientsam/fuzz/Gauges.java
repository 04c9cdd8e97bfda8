// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.management.JMException;
import javax.management.ObjectName;

/** What this JVM holds, read now and then: does it grow? */
final class Gauges {

	private static final String[] NAMES = { "heap after collection (MB)", "resident memory (MB)", "threads", "open files",
			"temporary files" };

	/** What may be added in an hour. */
	private static final double[] TOLERANCES = { 10, 60, 2, 5, 2 };

	private final Path temporary;
	private final long start = System.nanoTime();
	private final List< double[] > readings = new ArrayList<>();

	/** @param temporary the folder for temporary files, of this JVM alone */
	Gauges( final Path temporary )
	{
		this.temporary = temporary;
	}

	/** Reads all of them; in words. */
	synchronized String read() throws IOException
	{
		// NB: twice, as the first time finds what needs to be closed.
		for ( int i = 0; i < 2; i++ )
		{
			System.gc();
			System.runFinalization();
		}
		trim();
		final double[] r = { ( System.nanoTime() - start ) / 60e9,
				( Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() ) / 1048576.0, resident(),
				Thread.getAllStackTraces().size(), count( Paths.get( "/proc/self/fd" ), 1 ),
				count( temporary, 9 ) };
		readings.add( r );
		final StringBuilder s = new StringBuilder( String.format( Locale.ROOT, "minute %.1f", r[ 0 ] ) );
		for ( int i = 0; i < NAMES.length; i++ )
			s.append( String.format( Locale.ROOT, ", %s %.0f", NAMES[ i ], r[ i + 1 ] ) );
		return s.toString();
	}

	/** Gives back what the C library keeps of freed memory, which is not ours; where Java can (HotSpot 17.0.9 or newer on Linux). */
	private static void trim()
	{
		try
		{
			ManagementFactory.getPlatformMBeanServer().invoke( new ObjectName( "com.sun.management:type=DiagnosticCommand" ),
					"systemTrimNativeHeap", new Object[ 0 ], new String[ 0 ] );
		}
		catch ( final JMException | RuntimeException e )
		{
			// NB: then resident memory goes up and down by what happens to be kept.
		}
	}

	/** NB: where there is no such file, as on other systems than Linux, 0. */
	private static double resident() throws IOException
	{
		final Path status = Paths.get( "/proc/self/status" );
		if ( !Files.exists( status ) )
			return 0;
		for ( final String line : Files.readAllLines( status, StandardCharsets.UTF_8 ) )
			if ( line.startsWith( "VmRSS:" ) )
				return Double.parseDouble( line.replaceAll( "\\D", "" ) ) / 1024;
		return 0;
	}

	private static long count( final Path folder, final int depth ) throws IOException
	{
		if ( !Files.isDirectory( folder ) )
			return 0;
		try ( Stream< Path > all = Files.walk( folder, depth ) )
		{
			return all.count();
		}
	}

	/**
	 * Level or growing, for each: the lowest of the last third of the readings beside the lowest of the third before.
	 * NB: what is in use just then comes on top of both.
	 */
	synchronized String verdict()
	{
		final StringBuilder s = new StringBuilder();
		// NB: at first everything grows: classes are loaded, caches and pools filled.
		final int third = readings.size() / 3;
		if ( third < 2 )
			return "Too short to tell whether anything grows.";
		final List< double[] > middle = readings.subList( readings.size() - 2 * third, readings.size() - third ),
				last = readings.subList( readings.size() - third, readings.size() );
		final double hours = ( mean( last ) - mean( middle ) ) / 60;
		for ( int i = 0; i < NAMES.length; i++ )
		{
			final double before = lowest( middle, i + 1 ), after = lowest( last, i + 1 ), slope = ( after - before ) / hours;
			s.append( String.format( Locale.ROOT, "%s: %s, %.0f after %.0f, %+.1f per hour (%.1f are tolerated)%n", NAMES[ i ],
					slope > TOLERANCES[ i ] ? "GROWING" : "level", after, before, slope, TOLERANCES[ i ] ) );
		}
		return s.toString();
	}

	private static double mean( final List< double[] > readings )
	{
		return readings.stream().mapToDouble( r -> r[ 0 ] ).average().getAsDouble();
	}

	private static double lowest( final List< double[] > readings, final int gauge )
	{
		return readings.stream().mapToDouble( r -> r[ gauge ] ).min().getAsDouble();
	}
}
