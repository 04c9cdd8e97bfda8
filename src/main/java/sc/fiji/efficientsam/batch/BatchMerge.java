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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.efficientsam.export.Coco;
import sc.fiji.efficientsam.export.MeasurementTable;
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

	/** Names of all classes of objects. */
	private final Set< String > classes = new TreeSet<>();

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
				r.slices.stream().flatMap( s -> s.annotations.stream() ).filter( a -> a.objectClass != null )
						.forEach( a -> classes.add( a.objectClass ) );
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

	/** NB: the images' own tables, so that both always agree. Only those of images with classes tell the class, in the last column. */
	private void objects( final Writer out ) throws IOException
	{
		final boolean[] classed = new boolean[ 1 ];
		forEachTable( ( slice, file, header, table ) -> classed[ 0 ] |= isClassed( header ) );
		final List< String > columns = new ArrayList<>();
		forEachTable( ( slice, file, header, table ) -> {
			final boolean add = classed[ 0 ] && !isClassed( header );
			final List< String > whole = add ? and( header, MeasurementTable.CLASS ) : header;
			if ( columns.isEmpty() )
			{
				columns.addAll( whole );
				Csv.write( out, with( "Image", whole ) );
			}
			else if ( !columns.equals( whole ) )
				throw new IOException( file +
						" has other columns than the tables before; do not mix versions of the plugin in one folder" );
			for ( Csv.Row row = table.next(); row != null; row = table.next() )
				Csv.write( out, with( slice, add ? and( row.cells(), "" ) : row.cells() ) );
		} );
		if ( columns.isEmpty() )
			out.write( Csv.row( "Image", "Label" ) );
	}

	private interface TableAction {

		void accept( String slice, String file, List< String > header, Csv.Table rows ) throws IOException;
	}

	private void forEachTable( final TableAction action ) throws IOException
	{
		for ( final Path record : records.values() )
			for ( final BatchRecord.Slice slice : record( record ).slices )
				for ( final String file : slice.files )
					if ( file.endsWith( ResultFormat.TABLE.suffix() ) && Files.isRegularFile( folder.resolve( file ) ) )
						try ( Csv.Table table = Csv.open( folder.resolve( file ) ) )
						{
							final Csv.Row first = table.next();
							if ( first != null )
								action.accept( slice.name, file, first.cells(), table );
						}
	}

	private static boolean isClassed( final List< String > header )
	{
		return MeasurementTable.CLASS.equals( header.get( header.size() - 1 ) );
	}

	private static List< String > and( final List< String > cells, final String last )
	{
		final List< String > all = new ArrayList<>( cells );
		all.add( last );
		return all;
	}

	private static List< String > with( final String first, final List< String > others )
	{
		final List< String > all = new ArrayList<>( Collections.singletonList( first ) );
		all.addAll( others );
		return all;
	}

	private void coco( final Writer out ) throws IOException
	{
		final List< String > names = new ArrayList<>( classes );
		try ( Coco coco = new Coco( out, classes ) )
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
						coco.annotation( images, 2 + names.indexOf( item.objectClass ), item, slice.width, slice.height );
				}
		}
	}
}
