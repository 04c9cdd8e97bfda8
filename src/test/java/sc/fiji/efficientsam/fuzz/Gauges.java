/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What this JVM holds, read now and then: does it grow? */
final class Gauges {

	private static final String[] NAMES = { "heap after collection (MB)", "resident memory (MB)", "threads", "open files", "temporary files" };

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
		final double[] r = { ( System.nanoTime() - start ) / 60e9, ( Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() ) / 1048576.0, resident(), Thread.getAllStackTraces().size(), count( Paths.get( "/proc/self/fd" ), 1 ),
				count( temporary, 9 ) };
		readings.add( r );
		final StringBuilder s = new StringBuilder( String.format( Locale.ROOT, "minute %.1f", r[ 0 ] ) );
		for ( int i = 0; i < NAMES.length; i++ )
			s.append( String.format( Locale.ROOT, ", %s %.0f", NAMES[ i ], r[ i + 1 ] ) );
		return s.toString();
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

	/** Level or growing, for each. */
	synchronized String verdict()
	{
		final StringBuilder s = new StringBuilder();
		// NB: at first everything grows: classes are loaded, caches and pools filled.
		final List< double[] > late = readings.subList( readings.size() / 3, readings.size() );
		for ( int i = 0; i < NAMES.length; i++ )
		{
			final double slope = 60 * slope( late, i + 1 );
			s.append( String.format( Locale.ROOT, "%s: %s, %+.1f per hour (%.1f are tolerated)%n", NAMES[ i ], late.size() < 3 ? "not known yet" : slope > TOLERANCES[ i ] ? "GROWING" : "level", slope, TOLERANCES[ i ] ) );
		}
		return s.toString();
	}

	/** The median of the slopes between all pairs (Theil and Sen), per minute. */
	private static double slope( final List< double[] > readings, final int gauge )
	{
		final List< Double > slopes = new ArrayList<>();
		for ( int i = 0; i < readings.size(); i++ )
			for ( int j = i + 1; j < readings.size(); j++ )
				slopes.add( ( readings.get( j )[ gauge ] - readings.get( i )[ gauge ] ) / ( readings.get( j )[ 0 ] - readings.get( i )[ 0 ] ) );
		if ( slopes.isEmpty() )
			return 0;
		final double[] sorted = slopes.stream().mapToDouble( Double::doubleValue ).sorted().toArray();
		return sorted[ sorted.length / 2 ];
	}
}
