// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.google.gson.Gson;

import sc.fiji.efficientsam.export.Coco;
import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Json;

/**
 * What a batch writes down about one image beside its results: enough to know
 * whether the image has to be done again, and to join the tables of many computers.
 * NB: the fields are named as in the file.
 */
final class BatchRecord {

	static final String SUFFIX = "-record.json";

	/** A slice of the image that was segmented, by the name of its results. */
	static final class Slice {

		String name;
		int width;
		int height;
		int prompts;
		int found;
		/** What it was made with; null in records of versions that wrote it for all slices together. */
		Map< String, String > provenance;
		List< String > files = new ArrayList<>();
		List< Coco.Item > annotations = new ArrayList<>();
	}

	String image;
	/** Image, prompts and settings that the results were made of. */
	String inputs;
	String error;
	double seconds;
	/** Words of the formats that were asked for, where these are not the usual ones. */
	List< String > formats;
	/** NB: only in records of older versions. */
	Map< String, String > provenance;
	List< Slice > slices = new ArrayList<>();

	/** Whether the results are there, made of the same inputs and in all formats that are wanted. */
	boolean isDone( final Path folder, final String wantedInputs, final List< String > wanted )
	{
		return error == null && wantedInputs.equals( inputs ) && ( formats == null ? BatchRequest.words( "" ) : formats )
				.containsAll( wanted ) && !slices.isEmpty() && slices.stream().flatMap( s -> s.files.stream() )
				.allMatch( f -> Files.exists( folder.resolve( f ) ) );
	}

	/** What a slice was made with. */
	Map< String, String > provenance( final Slice slice )
	{
		return slice.provenance != null ? slice.provenance : provenance != null ? provenance : Collections.emptyMap();
	}

	int prompts()
	{
		return slices.stream().mapToInt( s -> s.prompts ).sum();
	}

	int found()
	{
		return slices.stream().mapToInt( s -> s.found ).sum();
	}

	/** The record in a file, or null if there is none that can be read. */
	static BatchRecord read( final Path file )
	{
		if ( !Files.isRegularFile( file ) )
			return null;
		try
		{
			final BatchRecord r = Json.read( new StringReader( new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 ) ),
					BatchRecord.class );
			return r != null && r.isWhole() ? r : null;
		}
		catch ( final IOException | IllegalArgumentException e )
		{
			return null;
		}
	}

	/** Whether everything is there that is written; half of a record is none, and its image is done again. */
	private boolean isWhole()
	{
		return slices != null && slices.stream().allMatch( s -> s != null && s.name != null && s.files != null && s.annotations != null
				&& s.files.stream().allMatch( BatchRecord::isBelow ) &&
				s.annotations.stream().allMatch( a -> a != null && a.bbox != null && a.bbox.length == 4 && a.counts != null
						&& !a.counts.contains( null ) && Double.isFinite( a.score ) ) );
	}

	/** Whether a path leads to a file below the folder for results; others have no business in a record. */
	private static boolean isBelow( final String path )
	{
		return path != null && !path.startsWith( "/" ) && !path.contains( "\\" ) && !path.contains( ":" ) && !path.contains( "\0" )
				&& !( "/" + path + "/" ).contains( "/../" );
	}

	void write( final Path file ) throws IOException
	{
		Files.createDirectories( file.getParent() );
		AtomicFiles.write( file, new Gson().toJson( this ).getBytes( StandardCharsets.UTF_8 ) );
	}
}
