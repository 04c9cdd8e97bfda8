// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.export.Annotation;
import sc.fiji.efficientsam.export.Coco;
import sc.fiji.efficientsam.export.ResultFormat;
import sc.fiji.efficientsam.export.ResultWriter;
import sc.fiji.efficientsam.util.Daemons;

/**
 * Writes the results of a batch's images on a thread of its own, one image after the other, and last of each the record
 * that says that they are complete.
 */
final class BatchWriter implements AutoCloseable {

	private final Path folder;
	private final List< ResultFormat > formats;
	private final List< String > words;
	private final BooleanSupplier canceled;
	private final ExecutorService thread = Daemons.single( "batch writer" );
	private final Map< BatchImage, String > failed = Collections.synchronizedMap( new LinkedHashMap<>() );
	private Future< ? > writing;

	/**
	 * @param words
	 *            of the formats that were asked for
	 * @param canceled
	 *            asked again and again while somebody waits
	 */
	BatchWriter( final Path folder, final List< ResultFormat > formats, final List< String > words, final BooleanSupplier canceled )
	{
		this.folder = folder;
		this.formats = formats;
		this.words = words;
		this.canceled = canceled;
	}

	static Path record( final Path folder, final BatchImage image )
	{
		return folder.resolve( image.name() + BatchRecord.SUFFIX );
	}

	/** Images that failed so far, with the reasons. */
	Map< BatchImage, String > failed()
	{
		return failed;
	}

	/** Begins to write an image's results when those of the one before are written: not more than three images are in memory. */
	void write( final BatchImage image )
	{
		awaitEnd();
		writing = thread.submit( () -> writeNow( image ) );
	}

	/** Notes an image that failed, or writes its results. */
	void writeNow( final BatchImage image )
	{
		final BatchRecord r = new BatchRecord();
		r.image = image.name();
		r.error = image.error();
		if ( r.error != null )
			failed.put( image, r.error );
		else
		{
			r.inputs = image.inputs();
			r.seconds = image.seconds();
			r.formats = words.equals( BatchRequest.words( "" ) ) ? null : words;
			for ( int i = 0; i < image.size(); i++ )
				r.slices.add( write( image.name( i ), image.results().get( i ) ) );
		}
		image.release();
		final Path file = record( folder, image );
		try
		{
			r.write( file );
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "\"" + file + "\" cannot be written (" + e +
					"). Make room, or choose a folder that can be written to; then run the batch again to go on.", e );
		}
	}

	private BatchRecord.Slice write( final String name, final Segmentation result )
	{
		final BatchRecord.Slice s = new BatchRecord.Slice();
		final int slash = name.lastIndexOf( '/' );
		final ResultWriter writer = new ResultWriter( folder.resolve( name.substring( 0, slash + 1 ) ).toFile(), result.source(),
				name.substring( slash + 1 ) );
		for ( final ResultFormat f : formats )
			if ( f.appliesTo( result ) )
				s.files.add( folder.relativize( writer.write( f, result ) ).toString().replace( File.separatorChar, '/' ) );
		s.name = name;
		s.provenance = result.provenance();
		s.width = result.source().width();
		s.height = result.source().height();
		s.prompts = result.objects().size();
		s.found = result.found();
		for ( final Annotation a : result.annotations() )
			s.annotations.add( Coco.Item.of( a, s.width, s.height ) );
		return s;
	}

	/** NB: a disk may never answer; who cancels waits one minute for it. */
	private void awaitEnd()
	{
		try
		{
			for ( int waited = 0; writing != null && !writing.isDone() && waited < 300; waited += canceled.getAsBoolean() ? 1 : 0 )
				awaitShortly();
			if ( writing != null && !writing.isDone() )
				throw new CancellationException( "The batch was canceled. The results of one image are not written yet, as the disk of \"" +
						folder + "\" does not answer; run it again to go on." );
			if ( writing != null )
				writing.get();
		}
		catch ( final ExecutionException e )
		{
			throw e.getCause() instanceof RuntimeException ? ( RuntimeException ) e.getCause() : new IllegalStateException( e.getCause() );
		}
		catch ( final InterruptedException e )
		{
			Thread.currentThread().interrupt();
			throw new CancellationException( "The batch was interrupted; run it again to go on." );
		}
	}

	private void awaitShortly() throws InterruptedException
	{
		try
		{
			writing.get( 200, TimeUnit.MILLISECONDS );
		}
		catch ( final TimeoutException | ExecutionException e )
		{
			// NB: asked again by who waits.
		}
	}

	/** Waits for what is being written. NB: also after a cancel: what was segmented is written, and nobody else starts meanwhile. */
	@Override
	public void close()
	{
		thread.shutdown();
		awaitEnd();
	}
}
