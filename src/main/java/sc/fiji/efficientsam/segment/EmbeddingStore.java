// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sc.fiji.efficientsam.inference.Tensor;
import sc.fiji.efficientsam.model.Embedding;
import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Hashes;

/**
 * Keeps embeddings on disk, up to a number of bytes; those that were not used for
 * longest go first. Each is a file of its own with a checksum: what is broken or
 * cut short is deleted and computed again. A disk that is full or cannot be
 * written to costs only time. Safe for use by several threads and processes.
 */
public final class EmbeddingStore {

	private static final Logger LOG = LoggerFactory.getLogger( EmbeddingStore.class );

	private static final String SUFFIX = ".embedding";

	/** Begins every file; changes with the form of the files. */
	private static final long MAGIC = 0x4553414d454d4232L;

	/** Magic number and checksum. */
	private static final int HEADER = 8 + 8;

	/** Milliseconds by which the clocks of computers that share a folder may differ. */
	private static final long HOUR = 3_600_000;

	private final Path folder;
	private final long capacity;

	/**
	 * @param folder
	 *            where files are kept; made if need be
	 * @param capacity
	 *            bytes that the files may have together
	 */
	public EmbeddingStore( final Path folder, final long capacity )
	{
		this.folder = folder;
		this.capacity = capacity;
	}

	/**
	 * The embedding that was stored under a key, or null if there is none.
	 *
	 * @param key
	 *            letters and digits
	 */
	public Embedding get( final String key )
	{
		final Path file = file( key );
		if ( !Files.exists( file ) )
			return null;
		try
		{
			final Embedding e = decode( Files.readAllBytes( file ) );
			Files.setLastModifiedTime( file, FileTime.fromMillis( System.currentTimeMillis() ) );
			return e;
		}
		catch ( final ClosedByInterruptException e )
		{
			// NB: says nothing about the file.
			return null;
		}
		catch ( final IOException | RuntimeException e )
		{
			LOG.warn( "The stored embedding {} is broken ({}); it is computed again.", file, e.getMessage() );
			file.toFile().delete();
			return null;
		}
	}

	/** Stores an embedding; a failure is logged and changes nothing. */
	public void put( final String key, final Embedding embedding )
	{
		Path part = null;
		try
		{
			Files.createDirectories( folder );
			part = AtomicFiles.part( folder, "embedding", ".part" );
			Files.write( part, encode( embedding ) );
			AtomicFiles.replace( part, file( key ) );
			trim( file( key ) );
		}
		catch ( final IOException e )
		{
			LOG.warn( "An embedding could not be stored in {}: {}", folder, e.toString() );
			if ( part != null )
				part.toFile().delete();
		}
	}

	/** Deletes everything that is stored; the number of files. */
	public int clear()
	{
		int n = 0;
		for ( final Path file : files() )
			n += file.toFile().delete() ? 1 : 0;
		return n;
	}

	/** Bytes that are stored. */
	public long bytes()
	{
		return files().stream().mapToLong( f -> f.toFile().length() ).sum();
	}

	/** Number of embeddings that are stored. */
	public int size()
	{
		return files().size();
	}

	private Path file( final String key )
	{
		if ( !key.matches( "[A-Za-z0-9]+" ) )
			throw new IllegalArgumentException( "\"" + key + "\" is no key of letters and digits." );
		return folder.resolve( key + SUFFIX );
	}

	private void trim( final Path newest )
	{
		final List< Path > oldestFirst = new ArrayList<>( files() );
		// NB: what seems to be of the future is from a time when the clock was wrong; else it would outlive all that is new.
		final long future = System.currentTimeMillis() + HOUR;
		final Map< Path, Long > times = new HashMap<>();
		oldestFirst.forEach( f -> times.put( f, f.equals( newest ) ? future : f.toFile().lastModified() > future
				? 0 : f.toFile().lastModified() ) );
		oldestFirst.sort( Comparator.comparing( times::get ) );
		long bytes = bytes();
		for ( final Path file : oldestFirst )
			if ( bytes > capacity )
			{
				bytes -= file.toFile().length();
				file.toFile().delete();
			}
	}

	private List< Path > files()
	{
		if ( !Files.isDirectory( folder ) )
			return new ArrayList<>();
		try ( Stream< Path > files = Files.list( folder ) )
		{
			return files.filter( f -> f.toString().endsWith( SUFFIX ) ).collect( Collectors.toList() );
		}
		catch ( final IOException e )
		{
			return new ArrayList<>();
		}
	}

	/** Magic number, checksum, number of tensors; for each its name, number of axes, their lengths, and its values. */
	private static byte[] encode( final Embedding embedding ) throws IOException
	{
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream( HEADER + 1000 + ( int ) embedding.bytes() );
		final DataOutputStream out = new DataOutputStream( bytes );
		out.writeLong( MAGIC );
		out.writeLong( 0 );
		out.writeInt( embedding.parts().size() );
		for ( final Map.Entry< String, Tensor > part : embedding.parts().entrySet() )
		{
			out.writeUTF( part.getKey() );
			final long[] shape = part.getValue().shape();
			out.writeInt( shape.length );
			for ( final long d : shape )
				out.writeLong( d );
			final ByteBuffer values = ByteBuffer.allocate( ( int ) part.getValue().bytes() );
			values.asFloatBuffer().put( part.getValue().floats() );
			out.write( values.array() );
		}
		final byte[] file = bytes.toByteArray();
		ByteBuffer.wrap( file ).putLong( 8, checksum( file ) );
		return file;
	}

	private static Embedding decode( final byte[] file ) throws IOException
	{
		final DataInputStream in = new DataInputStream( new ByteArrayInputStream( file ) );
		if ( file.length < HEADER || in.readLong() != MAGIC || in.readLong() != checksum( file ) )
			throw new IOException( "wrong checksum" );
		final Map< String, Tensor > parts = new LinkedHashMap<>();
		for ( int n = in.readInt(); n > 0; n-- )
		{
			final String name = in.readUTF();
			final long[] shape = new long[ in.readInt() ];
			long length = 1;
			for ( int i = 0; i < shape.length; i++ )
			{
				shape[ i ] = in.readLong();
				length *= shape[ i ];
			}
			if ( length < 0 || length > in.available() / 4 )
				throw new IOException( "wrong length" );
			final byte[] values = new byte[ ( int ) ( 4 * length ) ];
			in.readFully( values );
			final float[] floats = new float[ values.length / 4 ];
			ByteBuffer.wrap( values ).asFloatBuffer().get( floats );
			parts.put( name, Tensor.of( floats, shape ) );
		}
		return Embedding.of( parts );
	}

	/** Of everything behind magic number and checksum. */
	private static long checksum( final byte[] file )
	{
		final CRC32 crc = new CRC32();
		crc.update( file, HEADER, file.length - HEADER );
		return crc.getValue();
	}

	/** A key made of the SHA-256 of everything that an embedding depends on. */
	public static String key( final String... parts )
	{
		return Hashes.sha256( String.join( "\0", parts ) );
	}
}
