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
package sc.fiji.efficientsam.batch;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.stream.JsonWriter;

import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Csv;

/**
 * Joins what batches have left in a folder, on one computer or on many, into
 * tables: {@value #IMAGES} with a line per image, {@value #OBJECTS} with a line per
 * object, and {@value #COCO}. Whatever the order in which images were done, the
 * result is the same.
 */
public final class BatchMerge {

	public static final String IMAGES = "batch-images.csv", OBJECTS = "batch-objects.csv", COCO = "batch-coco.json";

	private final Path folder;

	private final Map< String, BatchRecord > records = new TreeMap<>();

	private BatchMerge( final Path folder )
	{
		this.folder = folder;
	}

	/**
	 * Reads all records in the folder and writes the three files.
	 *
	 * @return number of images whose results were joined; failed ones count
	 * @throws IllegalArgumentException
	 *             if the folder holds no results of a batch
	 */
	public static int merge( final File folder )
	{
		final BatchMerge m = new BatchMerge( folder.toPath().toAbsolutePath() );
		try
		{
			m.read();
			if ( m.records.isEmpty() )
				throw new IllegalArgumentException( "\"" + folder + "\" holds no results of a batch. Run one first, or choose its folder." );
			m.images();
			m.objects();
			m.coco();
			return m.records.size();
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "The tables cannot be written into \"" + folder + "\" (" + e + "). Make room, or make the folder writable.", e );
		}
	}

	private void read() throws IOException
	{
		if ( !Files.isDirectory( folder ) )
			return;
		try ( Stream< Path > all = Files.walk( folder ) )
		{
			for ( final Path file : all.filter( f -> f.toString().endsWith( BatchRecord.SUFFIX ) ).collect( Collectors.toList() ) )
			{
				final BatchRecord r = BatchRecord.read( file );
				if ( r != null && r.image != null )
					records.put( r.image, r );
			}
		}
	}

	private void write( final String name, final String text ) throws IOException
	{
		AtomicFiles.write( folder.resolve( name ), text.getBytes( StandardCharsets.UTF_8 ) );
	}

	private void images() throws IOException
	{
		final StringBuilder csv = new StringBuilder( "Image,State,Prompts,Found,Seconds,Reason\n" );
		records.forEach( ( image, r ) -> csv.append( Csv.cell( image ) ).append( ',' ).append( r.error == null ? "done" : "failed" ).append( ',' ).append( r.prompts() ).append( ',' )
				.append( r.found() ).append( ',' ).append( Math.round( r.seconds * 1000 ) / 1000.0 ).append( ',' ).append( Csv.cell( r.error == null ? "" : r.error.replaceAll( "\\s*\\R\\s*", " " ) ) ).append( '\n' ) );
		write( IMAGES, csv.toString() );
	}

	/** NB: the images' own tables, so that both always agree. */
	private void objects() throws IOException
	{
		final List< String > lines = new ArrayList<>();
		String header = null;
		for ( final Map.Entry< String, BatchRecord > e : records.entrySet() )
			for ( final BatchRecord.Slice slice : e.getValue().slices )
				for ( final String file : slice.files )
					if ( file.endsWith( "-table.csv" ) && Files.isRegularFile( folder.resolve( file ) ) )
					{
						final List< String > table = Files.readAllLines( folder.resolve( file ), StandardCharsets.UTF_8 );
						if ( table.isEmpty() || table.get( 0 ).trim().isEmpty() )
							continue;
						header = header == null ? table.get( 0 ) : header;
						if ( !header.equals( table.get( 0 ) ) )
							throw new IOException( file + " has other columns than the tables before; do not mix versions of the plugin in one folder" );
						table.subList( 1, table.size() ).forEach( line -> lines.add( Csv.cell( slice.name ) + "," + line ) );
					}
		write( OBJECTS, "Image," + ( header == null ? "Label" : header ) + "\n" + lines.stream().map( l -> l + "\n" ).collect( Collectors.joining() ) );
	}

	private void coco() throws IOException
	{
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try ( JsonWriter json = new JsonWriter( new OutputStreamWriter( bytes, StandardCharsets.UTF_8 ) ) )
		{
			json.beginObject().name( "info" ).beginObject().name( "description" ).value( "EfficientSAM for Fiji" ).endObject();
			json.name( "categories" ).beginArray().beginObject().name( "id" ).value( 1 ).name( "name" ).value( "object" ).endObject().endArray();
			json.name( "images" ).beginArray();
			final List< BatchRecord.Slice > slices = records.values().stream().flatMap( r -> r.slices.stream() ).collect( Collectors.toList() );
			for ( int i = 0; i < slices.size(); i++ )
				json.beginObject().name( "id" ).value( i + 1 ).name( "file_name" ).value( slices.get( i ).name ).name( "width" ).value( slices.get( i ).width )
						.name( "height" ).value( slices.get( i ).height ).endObject();
			json.endArray().name( "annotations" ).beginArray();
			int id = 0;
			for ( int i = 0; i < slices.size(); i++ )
				for ( final BatchRecord.Annotation a : slices.get( i ).annotations )
					annotation( json, ++id, i + 1, slices.get( i ), a );
			json.endArray().endObject();
		}
		AtomicFiles.write( folder.resolve( COCO ), bytes.toByteArray() );
	}

	private static void annotation( final JsonWriter json, final int id, final int image, final BatchRecord.Slice slice, final BatchRecord.Annotation a ) throws IOException
	{
		json.beginObject().name( "id" ).value( id ).name( "image_id" ).value( image ).name( "category_id" ).value( 1 ).name( "iscrowd" ).value( 0 );
		json.name( "area" ).value( a.area ).name( "score" ).value( a.score ).name( "label" ).value( a.label ).name( "bbox" ).beginArray();
		for ( final int v : a.bbox )
			json.value( v );
		json.endArray().name( "segmentation" ).beginObject().name( "size" ).beginArray().value( slice.height ).value( slice.width ).endArray().name( "counts" ).beginArray();
		for ( final long run : a.counts )
			json.value( run );
		json.endArray().endObject().endObject();
	}
}
