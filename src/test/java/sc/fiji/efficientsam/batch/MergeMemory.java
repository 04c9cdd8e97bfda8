// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.google.gson.Gson;

import sc.fiji.efficientsam.export.Coco;
import sc.fiji.efficientsam.util.Csv;

/** Makes what a batch of many images would have left, and joins it: how much memory is needed is seen with -Xmx. */
public final class MergeMemory {

	private MergeMemory()
	{}

	/** Arguments: folder (new), images, objects per image. */
	public static void main( final String... args ) throws IOException
	{
		final File folder = new File( args[ 0 ] );
		if ( !folder.exists() )
			make( folder.toPath(), Integer.parseInt( args[ 1 ] ), Integer.parseInt( args[ 2 ] ) );
		final long start = System.nanoTime();
		final int joined = BatchMerge.merge( folder );
		System.out.println( joined + " images joined in " + ( System.nanoTime() - start ) / 1_000_000_000 + " s with at most " +
				( Runtime.getRuntime().maxMemory() >> 20 ) + " MB" );
	}

	/** Objects of 40 runs each. */
	static void make( final Path folder, final int images, final int objects ) throws IOException
	{
		final Gson gson = new Gson();
		for ( int i = 0; i < images; i++ )
		{
			final String name = String.format( "set%d/image%05d", i % 10, i );
			Files.createDirectories( folder.resolve( name ).getParent() );
			final BatchRecord r = new BatchRecord();
			r.image = name;
			r.inputs = "x";
			final BatchRecord.Slice s = new BatchRecord.Slice();
			s.name = name;
			s.width = s.height = 1024;
			s.prompts = s.found = objects;
			s.files.add( name + "-table.csv" );
			s.provenance = Collections.singletonMap( "model", "micro" );
			final StringBuilder csv = new StringBuilder( Csv.row( "Label", "Name", "Prompt", "Pixels", "Area", "Mean" ) );
			for ( int k = 1; k <= objects; k++ )
			{
				s.annotations.add( annotation( i, k ) );
				csv.append( Csv.row( k, "cell, " + k, "box (" + k + ", 3)", 400, 400.25, 33.333333333333336 ) );
			}
			r.slices.add( s );
			Files.write( folder.resolve( name + BatchRecord.SUFFIX ), gson.toJson( r ).getBytes( StandardCharsets.UTF_8 ) );
			Files.write( folder.resolve( name + "-table.csv" ), csv.toString().getBytes( StandardCharsets.UTF_8 ) );
		}
	}

	private static Coco.Item annotation( final int image, final int label )
	{
		final List< Long > counts = new ArrayList<>();
		for ( int run = 0; run < 40; run++ )
			counts.add( 1000L + image % 100 + label + run );
		final Coco.Item a = new Coco.Item();
		a.label = label;
		a.area = 400;
		a.bbox = new int[] { label, 3, 20, 20 };
		a.counts = counts;
		a.score = 0.87654321;
		return a;
	}
}
