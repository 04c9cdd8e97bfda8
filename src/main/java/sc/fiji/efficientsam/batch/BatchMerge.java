// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.efficientsam.export.Coco;
import sc.fiji.efficientsam.export.ResultFormat;
import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Csv;

/**
 * Joins what batches have left in a folder, on one computer or on many, into
 * tables: {@value #IMAGES} with a line per image, {@value #SETTINGS} with what each was made with,
 * {@value #OBJECTS} with a line per
 * object, and {@value #COCO}. Whatever the order in which images were done, the
 * result is the same. Only one image's results are in memory at a time, and of each
 * its name.
 */
public final class BatchMerge {

	public static final String IMAGES = "batch-images.csv", SETTINGS = "batch-settings.csv", OBJECTS = "batch-objects.csv",
			COCO = "batch-coco.json";

	private final Path folder;

	/** Files of records by the names of their images. */
	private final Map< String, Path > records = new TreeMap<>();

	/** Names of all settings that any image was made with. */
	private final Set< String > settings = new LinkedHashSet<>();

	private BatchMerge( final Path folder )
	{
		this.folder = folder;
	}

	/**
	 * Reads all records in the folder and writes the four files.
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
			m.find();
			if ( m.records.isEmpty() )
				throw new IllegalArgumentException( "\"" + folder +
						"\" holds no results of a batch. Run one first, or choose its folder." );
			m.write( IMAGES, m::images );
			m.write( SETTINGS, m::settings );
			m.write( OBJECTS, m::objects );
			m.write( COCO, m::coco );
			return m.records.size();
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "The tables cannot be written into \"" + folder + "\" (" + e +
					"). Make room, or make the folder writable.", e );
		}
	}

	private void find() throws IOException
	{
		if ( !Files.isDirectory( folder ) )
			return;
		try ( Stream< Path > all = Files.walk( folder ) )
		{
			for ( final Path file : all.filter( f -> f.toString().endsWith( BatchRecord.SUFFIX ) ).sorted().collect( Collectors.toList() ) )
			{
				final BatchRecord r = BatchRecord.read( file );
				if ( r == null || r.image == null )
					continue;
				records.put( r.image, file );
				r.slices.forEach( s -> settings.addAll( r.provenance( s ).keySet() ) );
			}
		}
	}

	/** NB: somebody may delete one meanwhile. */
	private BatchRecord record( final Path file ) throws IOException
	{
		final BatchRecord r = BatchRecord.read( file );
		if ( r == null )
			throw new IOException( file + " has vanished or was changed" );
		return r;
	}

	private interface Part {

		void writeTo( Writer out ) throws IOException;
	}

	private void write( final String name, final Part part ) throws IOException
	{
		AtomicFiles.write( folder.resolve( name ), bytes -> {
			final Writer out = new OutputStreamWriter( bytes, StandardCharsets.UTF_8 );
			part.writeTo( out );
			out.flush();
		} );
	}

	private void images( final Writer out ) throws IOException
	{
		out.write( Csv.row( "Image", "State", "Prompts", "Found", "Seconds", "Reason" ) );
		for ( final Map.Entry< String, Path > e : records.entrySet() )
		{
			final BatchRecord r = record( e.getValue() );
			out.write( Csv.row( e.getKey(), r.error == null ? "done" : "failed", r.prompts(), r.found(),
					Math.round( r.seconds * 1000 ) / 1000.0, r.error == null ? "" : r.error.replaceAll( "\\s*\\R\\s*", " " ) ) );
		}
	}

	private void settings( final Writer out ) throws IOException
	{
		final List< String > row = new ArrayList<>( Collections.singletonList( "Image" ) );
		settings.forEach( s -> row.add( Character.toUpperCase( s.charAt( 0 ) ) + s.substring( 1 ) ) );
		Csv.write( out, row );
		for ( final Path file : records.values() )
		{
			final BatchRecord r = record( file );
			for ( final BatchRecord.Slice slice : r.slices )
			{
				row.clear();
				row.add( slice.name );
				settings.forEach( s -> row.add( r.provenance( slice ).get( s ) ) );
				Csv.write( out, row );
			}
		}
	}

	/** NB: the images' own tables, so that both always agree. */
	private void objects( final Writer out ) throws IOException
	{
		List< String > header = null;
		for ( final Path record : records.values() )
			for ( final BatchRecord.Slice slice : record( record ).slices )
				for ( final String file : slice.files )
					if ( file.endsWith( ResultFormat.TABLE.suffix() ) && Files.isRegularFile( folder.resolve( file ) ) )
						try ( Csv.Table table = Csv.open( folder.resolve( file ) ) )
						{
							final Csv.Row first = table.next();
							if ( first == null )
								continue;
							if ( header == null )
								Csv.write( out, with( "Image", header = first.cells() ) );
							else if ( !header.equals( first.cells() ) )
								throw new IOException( file +
										" has other columns than the tables before; do not mix versions of the plugin in one folder" );
							for ( Csv.Row row = table.next(); row != null; row = table.next() )
								Csv.write( out, with( slice.name, row.cells() ) );
						}
		if ( header == null )
			out.write( Csv.row( "Image", "Label" ) );
	}

	private static List< String > with( final String first, final List< String > others )
	{
		final List< String > all = new ArrayList<>( Collections.singletonList( first ) );
		all.addAll( others );
		return all;
	}

	private void coco( final Writer out ) throws IOException
	{
		try ( Coco coco = new Coco( out, Collections.emptyList() ) )
		{
			int images = 0;
			for ( final Path record : records.values() )
				for ( final BatchRecord.Slice slice : record( record ).slices )
					coco.image( ++images, slice.name, slice.width, slice.height );
			coco.beginAnnotations();
			images = 0;
			for ( final Path record : records.values() )
				for ( final BatchRecord.Slice slice : record( record ).slices )
				{
					images++;
					for ( final Coco.Item item : slice.annotations )
						coco.annotation( images, 1, item, slice.width, slice.height );
				}
		}
	}
}
