// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import sc.fiji.efficientsam.export.ResultFormat;
import sc.fiji.efficientsam.export.ResultKind;
import sc.fiji.efficientsam.source.ImageFiles;
import sc.fiji.efficientsam.source.ImageSeries;
import sc.fiji.efficientsam.util.Hashes;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Segments many image files, each as it would be alone, and writes the results of
 * each into a folder. While one image is segmented the next one is opened and encoded,
 * as far as its prompts tell what is needed, and the
 * results of the one before are written. An image that fails is noted, and the others go on.
 * An image whose results are there and were made of the same image, prompts and
 * settings is left out, so that a batch that was stopped is resumed.
 * Slices and time points of a stack are segmented one by one. Not safe for use by
 * several threads; several processes may share a folder if each has a shard of its
 * own.
 */
public final class BatchRequest {

	private final List< BatchImage > images;
	private final ImageSegmenter segmenter;
	private final Path folder;
	private String settings = "";
	private Function< File, File > prompts = f -> null;
	private boolean again;
	private String formats = ResultKind.USUAL;
	private boolean pictures = true;
	private boolean ahead = true;
	private ProgressListener progress = ProgressListener.NONE;

	/**
	 * @param images
	 *            see {@link BatchFiles#list} and {@link BatchFiles#shard}
	 * @param folder
	 *            for the results; made if need be
	 */
	public BatchRequest( final List< BatchImage > images, final ImageSegmenter segmenter, final File folder )
	{
		this.images = new ArrayList<>( images );
		this.segmenter = segmenter;
		this.folder = folder.toPath().toAbsolutePath().normalize();
	}

	/** All that changes results, in words: an image that was done with other settings is done again. */
	public BatchRequest settings( final String words )
	{
		settings = words;
		return this;
	}

	/** The file of prompts that goes with an image, or null: an image whose prompts have changed is done again. */
	public BatchRequest prompts( final Function< File, File > beside )
	{
		prompts = beside;
		return this;
	}

	/** Whether images that are done are done again. */
	public BatchRequest again( final boolean all )
	{
		again = all;
		return this;
	}

	/** The files to write for each image; see {@link ResultKind#formats}. An image that was done without one of them is done again. */
	public BatchRequest formats( final String words )
	{
		formats = words;
		return this;
	}

	/** Whether a picture of each result is written, if the formats have one; true by default. */
	public BatchRequest pictures( final boolean write )
	{
		pictures = write;
		return this;
	}

	/**
	 * Whether the next image is encoded while one is segmented; true by default. It changes no result; false saves
	 * memory (64 MB at most).
	 */
	public BatchRequest ahead( final boolean encode )
	{
		ahead = encode;
		return this;
	}

	/** Who is told how far it is, and may cancel. */
	public BatchRequest progress( final ProgressListener listener )
	{
		progress = listener;
		return this;
	}

	/**
	 * Segments. Blocks until done.
	 *
	 * @return what became of each image
	 * @throws CancellationException
	 *             if the listener canceled; what is done stays
	 */
	public BatchReport run()
	{
		final List< ResultFormat > files = ResultKind.BATCH.formats( formats );
		if ( !pictures )
			files.remove( ResultFormat.PICTURE );
		final BatchWriter writer = new BatchWriter( folder, files, words( formats ), () -> progress.isCanceled() );
		try
		{
			final List< BatchImage > todo = new ArrayList<>();
			for ( final BatchImage image : images )
				if ( isTodo( image, writer ) )
					todo.add( image );
			segment( todo, writer );
		}
		finally
		{
			writer.close();
		}
		return new BatchReport( images.size(), writer.failed() );
	}

	/** The words of all formats that some words stand for. */
	static List< String > words( final String formats )
	{
		return ResultKind.BATCH.formats( formats ).stream().map( ResultFormat::word ).collect( Collectors.toList() );
	}

	private void segment( final List< BatchImage > todo, final BatchWriter writer )
	{
		try ( BatchReader reader = new BatchReader( todo, this::open, segmenter, ahead, () -> progress.isCanceled() ) )
		{
			for ( int i = 0; i < todo.size(); i++ )
			{
				if ( progress.isCanceled() )
					throw new CancellationException( "The batch was canceled after " + i + " of " + todo.size() +
							" images; run it again to go on." );
				progress.progress( i, todo.size(), "Segmenting " + todo.get( i ) );
				segment( todo.get( i ), i, reader );
				writer.write( todo.get( i ) );
			}
			progress.progress( todo.size(), Math.max( 1, todo.size() ), "Segmented " + todo.size() + " images" );
		}
	}

	/** Segments all slices of an image, or notes why that failed. */
	private static void segment( final BatchImage image, final int number, final BatchReader reader )
	{
		final long start = System.nanoTime();
		try
		{
			image.release();
			for ( int s = 0; s == 0 || s < image.size(); s++ )
				image.results().add( reader.read( number, s ).run() );
		}
		catch ( final CancellationException e )
		{
			throw e;
		}
		catch ( final ExecutionException e )
		{
			image.fail( reason( e.getCause() ) );
		}
		catch ( final InterruptedException e )
		{
			Thread.currentThread().interrupt();
			throw new CancellationException( "The batch was interrupted; run it again to go on." );
		}
		catch ( final RuntimeException | OutOfMemoryError e )
		{
			image.fail( reason( e ) );
		}
		image.took( ( System.nanoTime() - start ) / 1e9 );
	}

	private static String reason( final Throwable t )
	{
		return t instanceof OutOfMemoryError ? "not enough memory; give Java more (Edit > Options > Memory & Threads...)"
				: t.getMessage() == null ? t.toString() : t.getMessage();
	}

	/** NB: read for its hash here, beside the work on other images, and not before the first one. */
	private ImageSeries open( final BatchImage image )
	{
		final ImageSeries series = ImageFiles.series( image.file() );
		final File beside = prompts.apply( image.file() );
		if ( series.size() > 1 && beside != null )
			throw new IllegalArgumentException( "\"" + image.file() + "\" has " + series.size() + " series, and \"" + beside.getName() +
					"\" cannot tell for which it is. Use prompts=everything, or save the series as TIFF files." );
		image.opened( IntStream.range( 0, series.size() ).map( series::slices ).toArray(), IntStream.range( 0, series.size() ).map(
				series::frames ).toArray(), inputs( image.file(), beside ) );
		return series;
	}

	/** NB: only an image that was done needs to be compared with what it was made of. */
	private boolean isTodo( final BatchImage image, final BatchWriter writer )
	{
		try
		{
			final File beside = image.file().isFile() ? prompts.apply( image.file() ) : null;
			final BatchRecord r = BatchRecord.read( BatchWriter.record( folder, image ) );
			return again || r == null || r.error != null || !r.isDone( folder, inputs( image.file(), beside ), words( formats ) );
		}
		catch ( final IllegalArgumentException | UncheckedIOException e )
		{
			image.fail( e.getMessage() );
			writer.writeNow( image );
			return false;
		}
	}

	/** What an image's results are made of. */
	private String inputs( final File image, final File beside )
	{
		return fingerprint( image ) + " " + ( beside == null ? "" : fingerprint( beside ) ) + " " + Hashes.sha256( settings );
	}

	private static String fingerprint( final File file )
	{
		try
		{
			return file.isFile() ? Hashes.sha256( file.toPath() ) : "missing";
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "\"" + file + "\" cannot be read: " + e.getMessage(), e );
		}
	}
}
