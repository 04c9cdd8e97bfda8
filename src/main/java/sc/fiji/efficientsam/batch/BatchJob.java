// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.export.GeoJson;
import sc.fiji.efficientsam.export.ResultWriter;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.mask.RunLengths;
import sc.fiji.efficientsam.segment.SegmentedObject;

/** One image of a batch on its way: segmented by one thread, then written by another. */
final class BatchJob {

	/** A slice and its result. */
	private static final class Part {

		private final String name;
		private final Segmentation result;

		Part( final String name, final Segmentation result )
		{
			this.name = name;
			this.result = result;
		}
	}

	private final BatchImage image;
	private final Path folder;
	private final boolean pictures;
	private final List< Part > parts = new ArrayList<>();
	private String inputs;
	private String error;
	private double seconds;

	BatchJob( final BatchImage image, final Path folder, final boolean pictures )
	{
		this.image = image;
		this.folder = folder;
		this.pictures = pictures;
	}

	static Path record( final Path folder, final BatchImage image )
	{
		return folder.resolve( image.name() + BatchRecord.SUFFIX );
	}

	/** Notes an image that failed. */
	static void fail( final Path folder, final BatchImage image, final String reason, final Map< BatchImage, String > failed )
	{
		failed.put( image, reason );
		final BatchRecord r = new BatchRecord();
		r.image = image.name();
		r.error = reason;
		write( r, record( folder, image ) );
	}

	private static void write( final BatchRecord r, final Path file )
	{
		try
		{
			r.write( file );
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "\"" + file + "\" cannot be written (" + e + "). Make room, or choose a folder that can be written to; then run the batch again to go on.", e );
		}
	}

	/**
	 * Segments all slices.
	 *
	 * @param first
	 *            the first slice
	 * @param ahead
	 *            gets the other ones
	 * @param next
	 *            run once: before the last slice is segmented, or when there is none
	 */
	void segment( final Future< BatchSlice > first, final Lookahead ahead, final Runnable next )
	{
		boolean isLast = false;
		final long start = System.nanoTime();
		try
		{
			for ( Future< BatchSlice > coming = first; coming != null; )
			{
				final BatchSlice slice = ahead.take( coming );
				inputs = slice.image().inputs();
				coming = ahead.after( slice );
				isLast = coming == null;
				if ( isLast )
					next.run();
				parts.add( new Part( slice.name(), slice.segment() ) );
			}
		}
		catch ( final CancellationException e )
		{
			throw e;
		}
		catch ( final ExecutionException e )
		{
			error = reason( e.getCause() );
		}
		catch ( final InterruptedException e )
		{
			Thread.currentThread().interrupt();
			throw new CancellationException( "The batch was interrupted; run it again to go on." );
		}
		catch ( final RuntimeException | OutOfMemoryError e )
		{
			error = reason( e );
		}
		if ( !isLast )
			next.run();
		seconds = ( System.nanoTime() - start ) / 1e9;
	}

	private static String reason( final Throwable t )
	{
		return t instanceof OutOfMemoryError ? "not enough memory; give Java more (Edit > Options > Memory & Threads...)" : t.getMessage() == null ? t.toString() : t.getMessage();
	}

	/** Writes the results, and last the record that says that they are complete. */
	void write( final Map< BatchImage, String > failed )
	{
		if ( error != null )
		{
			fail( folder, image, error, failed );
			return;
		}
		final BatchRecord r = new BatchRecord();
		r.image = image.name();
		r.inputs = inputs;
		r.seconds = seconds;
		for ( final Part p : parts )
			r.slices.add( write( p ) );
		write( r, record( folder, image ) );
	}

	private BatchRecord.Slice write( final Part p )
	{
		final BatchRecord.Slice s = new BatchRecord.Slice();
		final int slash = p.name.lastIndexOf( '/' );
		final ResultWriter writer = new ResultWriter( folder.resolve( p.name.substring( 0, slash + 1 ) ).toFile(), p.result.source(), p.name.substring( slash + 1 ) );
		final List< Path > files = new ArrayList<>();
		files.add( writer.labels( p.result.labels() ) );
		if ( p.result.found() > 0 )
			files.add( writer.rois( p.result.rois() ) );
		files.add( writer.table( p.result.table() ) );
		files.add( writer.settings( p.result.provenance() ) );
		files.add( writer.text( "-objects.geojson", GeoJson.of( p.result.objects(), p.result::label ) ) );
		if ( pictures && p.result.hasPicture() )
			files.add( writer.picture( p.result.picture() ) );
		files.forEach( f -> s.files.add( folder.relativize( f ).toString().replace( File.separatorChar, '/' ) ) );
		s.name = p.name;
		s.provenance = p.result.provenance();
		s.width = p.result.source().width();
		s.height = p.result.source().height();
		s.prompts = p.result.objects().size();
		s.found = p.result.found();
		for ( int i = 0; i < p.result.objects().size(); i++ )
			if ( p.result.objects().get( i ).isFound() )
				s.annotations.add( annotation( p.result.objects().get( i ), p.result.label( i ), s ) );
		return s;
	}

	private static BatchRecord.Annotation annotation( final SegmentedObject object, final int label, final BatchRecord.Slice s )
	{
		final Mask m = object.mask();
		final BatchRecord.Annotation a = new BatchRecord.Annotation();
		a.label = label;
		a.area = m.area();
		a.bbox = new int[] { m.x(), m.y(), m.width(), m.height() };
		a.counts = RunLengths.of( m, s.width, s.height );
		a.score = object.score();
		return a;
	}
}
