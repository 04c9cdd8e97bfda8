// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.efficientsam.Segmentation;

/**
 * One image file of a batch: where it is, the name of its results, and, while a batch works on
 * it, what has come of it so far. A batch hands it from its reader to the segmentation to its writer; at
 * each time one of them works on it.
 */
public final class BatchImage {

	private final File file;
	private final String name;

	/** Hashes of image, prompts and settings. */
	private String inputs;

	/** Slices and frames of each of its series. */
	private int[] slices = {};
	private int[] frames = {};

	/** What was made of its slices so far, z first, series by series. */
	private final List< Segmentation > results = new ArrayList<>();
	private String error;
	private double seconds;

	/**
	 * @param name
	 *            path of the results without endings, relative to the folder for
	 *            results, with slashes; no two images of a batch share it
	 */
	BatchImage( final File file, final String name )
	{
		this.file = file;
		this.name = name;
	}

	public File file()
	{
		return file;
	}

	/** Path of the results without endings, relative to the folder for results. */
	public String name()
	{
		return name;
	}

	@Override
	public String toString()
	{
		return name;
	}

	/** Notes what was found in its file: slices and frames of each of its series. */
	void opened( final int[] zs, final int[] ts, final String hashes )
	{
		slices = zs;
		frames = ts;
		inputs = hashes;
	}

	/** Hashes of image, prompts and settings. */
	String inputs()
	{
		return inputs;
	}

	/** Number of slices and time points of all series, each of which is segmented by itself; known when the first one was read. */
	int size()
	{
		return begin( slices.length );
	}

	/** How many slices the series before a series have. */
	private int begin( final int series )
	{
		int n = 0;
		for ( int s = 0; s < series; s++ )
			n += slices[ s ] * frames[ s ];
		return n;
	}

	/** The series that a slice belongs to, from 0. */
	int series( final int index )
	{
		int s = 0;
		while ( index >= begin( s + 1 ) )
			s++;
		return s;
	}

	/** Whether a slice is the first one of its series. */
	boolean isFirst( final int index )
	{
		return index == begin( series( index ) );
	}

	/** Whether the series of a slice has no other. */
	boolean isAlone( final int index )
	{
		return slices[ series( index ) ] * frames[ series( index ) ] == 1;
	}

	/** Position of a slice on the z axis, from 1. */
	int z( final int index )
	{
		final int s = series( index );
		return ( index - begin( s ) ) % slices[ s ] + 1;
	}

	/** Position of a slice on the time axis, from 1. */
	int t( final int index )
	{
		final int s = series( index );
		return ( index - begin( s ) ) / slices[ s ] + 1;
	}

	/** Path of a slice's results without endings, relative to the folder for results. */
	String name( final int index )
	{
		final int s = series( index );
		return name + ( slices.length > 1 ? "-series" + ( s + 1 ) : "" ) + ( slices[ s ] > 1 ? "-z" + z( index ) : "" ) +
				( frames[ s ] > 1 ? "-t" + t( index ) : "" );
	}

	/** What was made of its slices so far. */
	List< Segmentation > results()
	{
		return results;
	}

	/** Why it failed, or null. */
	String error()
	{
		return error;
	}

	/** Notes that it failed: there are no results. */
	void fail( final String reason )
	{
		error = reason;
		results.clear();
	}

	/** Seconds that the segmentation took. */
	double seconds()
	{
		return seconds;
	}

	void took( final double time )
	{
		seconds = time;
	}

	/** Forgets what has come of it, when that is on disk or not wanted any more. */
	void release()
	{
		results.clear();
		error = null;
	}
}
