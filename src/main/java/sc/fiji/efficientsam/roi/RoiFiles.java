// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.roi;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;

import sc.fiji.efficientsam.util.Reasons;

/** Reads and writes selections as the ROI Manager does, without its window: one as {@code .roi}, several as {@code .zip}. */
public final class RoiFiles {

	/** Bytes of the header of a file, and of its second one. */
	private static final int HEADER = 64;

	/** Types of selections in files that are no outlines. */
	private static final int RECTANGLE = 1, OVAL = 2, LINE = 3;

	/** Bytes of the largest selection that is read: an outline of some million points. */
	private static final int MAX_ONE = 32 << 20;

	/** Bytes of the largest list of selections that is read. */
	private static final long MAX_ALL = Math.min( 1L << 30, Runtime.getRuntime().maxMemory() / 4 );

	private RoiFiles()
	{}

	/**
	 * Reads all selections of a file, in its order.
	 *
	 * @throws IllegalArgumentException
	 *             if the file does not exist, is broken, or holds no selection
	 */
	public static List< Roi > read( final File file )
	{
		if ( file == null || file.getPath().isEmpty() )
			throw new IllegalArgumentException( "No ROI file was chosen. Choose a .roi or .zip file (in dialogs behind \"More...\"): " +
					"file=<file>." );
		if ( file == null || !file.isFile() )
			throw new IllegalArgumentException( "The ROI file \"" + file + "\" does not exist. Check the path." );
		final List< Roi > rois = new ArrayList<>();
		try ( InputStream in = Files.newInputStream( file.toPath() ) )
		{
			if ( file.getName().toLowerCase( Locale.ROOT ).endsWith( ".zip" ) )
			{
				long all = 0;
				final ZipInputStream zip = new ZipInputStream( in );
				for ( ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry() )
					if ( entry.getName().toLowerCase( Locale.ROOT ).endsWith( ".roi" ) )
					{
						final byte[] bytes = readAll( zip );
						all += bytes.length;
						if ( all > MAX_ALL )
							throw new IOException( "its selections have more than " + ( MAX_ALL >> 20 ) + " MB together" );
						rois.add( decode( bytes, entry.getName() ) );
					}
			}
			else
				rois.add( decode( readAll( in ), file.getName() ) );
		}
		catch ( final IOException | RuntimeException e )
		{
			throw new IllegalArgumentException( "\"" + file + "\" is not a readable ROI file (" + Reasons.of( e ) +
					"). Save the selections again from the ROI Manager.", e );
		}
		if ( rois.isEmpty() )
			throw new IllegalArgumentException( "\"" + file + "\" holds no selection. Save some from the ROI Manager (More > Save...)." );
		return rois;
	}

	private static Roi decode( final byte[] bytes, final String name ) throws IOException
	{
		requireHonest( bytes );
		final int dot = name.toLowerCase( Locale.ROOT ).lastIndexOf( ".roi" );
		try
		{
			final Roi roi = new RoiDecoder( bytes, dot < 0 ? name : name.substring( 0, dot ) ).getRoi();
			if ( roi == null )
				throw new IOException( "the entry " + name + " is no selection" );
			return roi;
		}
		catch ( final OutOfMemoryError e )
		{
			// NB: nothing was made room for, as the whole would have been too much.
			throw new IOException( "the entry " + name + " declares more than the memory holds", e );
		}
	}

	/**
	 * NB: ImageJ makes room for as many points and letters as a file says, before it looks for them; see the form of
	 * the file in {@link RoiDecoder}.
	 */
	private static void requireHonest( final byte[] bytes ) throws IOException
	{
		if ( bytes.length < HEADER )
			throw new IOException( "it ends too early" );
		final ByteBuffer in = ByteBuffer.wrap( bytes );
		final int type = bytes[ RoiDecoder.TYPE ], few = in.getShort( RoiDecoder.N_COORDINATES ) & 0xffff, points = few == 0
				? in.getInt( RoiDecoder.SIZE ) : few;
		final boolean outline = type != RECTANGLE && type != OVAL && type != LINE,
				text = in.getShort( RoiDecoder.SUBTYPE ) == RoiDecoder.TEXT && bytes.length >= HEADER + 16;
		boolean honest = ( !outline || points <= bytes.length / 4 ) && in.getInt( RoiDecoder.SHAPE_ROI_SIZE ) <= bytes.length / 4 &&
				( !text || in.getInt( HEADER + 8 ) <= bytes.length / 2 && in.getInt( HEADER + 12 ) <= bytes.length / 2 );
		final int more = in.getInt( RoiDecoder.HEADER2_OFFSET );
		for ( final int length : new int[] { RoiDecoder.NAME_LENGTH, RoiDecoder.IMAGE_SIZE, RoiDecoder.ROI_PROPS_LENGTH } )
			honest &= more <= 0 || more > bytes.length - length - 4 || in.getInt( more + length ) <= bytes.length;
		if ( !honest )
			throw new IOException( "it holds less than it says" );
	}

	private static byte[] readAll( final InputStream in ) throws IOException
	{
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final byte[] buffer = new byte[ 8192 ];
		for ( int n = in.read( buffer ); n >= 0; n = in.read( buffer ) )
		{
			// NB: a small ZIP file can hold gigabytes of zeros.
			if ( out.size() + n > MAX_ONE )
				throw new IOException( "a selection has more than " + ( MAX_ONE >> 20 ) + " MB" );
			out.write( buffer, 0, n );
		}
		return out.toByteArray();
	}

	/** The bytes of a {@code .zip} file of selections that the ROI Manager opens; equal names are numbered. */
	public static byte[] toZip( final List< Roi > rois )
	{
		final Set< String > names = new HashSet<>();
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try ( ZipOutputStream zip = new ZipOutputStream( bytes ) )
		{
			for ( final Roi roi : rois )
			{
				final String name = ( roi.getName() == null ? "roi" : roi.getName() ).replaceAll( "[\\\\/:*?\"<>|]", "_" );
				String unique = name;
				for ( int i = 1; !names.add( unique ); i++ )
					unique = name + "-" + i;
				zip.putNextEntry( new ZipEntry( unique + ".roi" ) );
				zip.write( RoiEncoder.saveAsByteArray( roi ) );
				zip.closeEntry();
			}
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( e );
		}
		return bytes.toByteArray();
	}
}
