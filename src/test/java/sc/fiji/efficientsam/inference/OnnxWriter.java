// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes tiny ONNX files for tests, in the wire format of protocol buffers with
 * the field numbers of {@code onnx.proto3}: opset 17, IR version 8.
 */
public final class OnnxWriter {

	private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

	/** Adds an input or output; -1 in the shape is a free axis. */
	private OnnxWriter value( final int field, final String name, final int type, final long... shape )
	{
		final ByteArrayOutputStream dims = new ByteArrayOutputStream();
		for ( int i = 0; i < shape.length; i++ )
		{
			final ByteArrayOutputStream dim = new ByteArrayOutputStream();
			if ( shape[ i ] < 0 )
				bytes( dim, 2, ( name + "_" + i ).getBytes( StandardCharsets.UTF_8 ) );
			else
				varint( dim, 1, shape[ i ] );
			bytes( dims, 1, dim.toByteArray() );
		}
		final ByteArrayOutputStream tensor = new ByteArrayOutputStream();
		varint( tensor, 1, type );
		bytes( tensor, 2, dims.toByteArray() );
		final ByteArrayOutputStream kind = new ByteArrayOutputStream();
		bytes( kind, 1, tensor.toByteArray() );
		final ByteArrayOutputStream info = new ByteArrayOutputStream();
		text( info, 1, name );
		bytes( info, 2, kind.toByteArray() );
		bytes( graph, field, info.toByteArray() );
		return this;
	}

	public OnnxWriter input( final String name, final int type, final long... shape )
	{
		return value( 11, name, type, shape );
	}

	public OnnxWriter output( final String name, final int type, final long... shape )
	{
		return value( 12, name, type, shape );
	}

	/** Adds a node; attributes are name and whole number, one after the other. */
	public OnnxWriter node( final String op, final String[] inputs, final String output, final Object... attributes )
	{
		final ByteArrayOutputStream node = new ByteArrayOutputStream();
		for ( final String in : inputs )
			text( node, 1, in );
		text( node, 2, output );
		text( node, 4, op );
		for ( int i = 0; i < attributes.length; i += 2 )
		{
			final ByteArrayOutputStream a = new ByteArrayOutputStream();
			text( a, 1, ( String ) attributes[ i ] );
			varint( a, 3, ( ( Number ) attributes[ i + 1 ] ).longValue() );
			varint( a, 20, 2 );
			bytes( node, 5, a.toByteArray() );
		}
		bytes( graph, 1, node.toByteArray() );
		return this;
	}

	/** Adds constant floats. */
	public OnnxWriter floats( final String name, final long[] shape, final float... values )
	{
		final ByteArrayOutputStream t = new ByteArrayOutputStream();
		for ( final long d : shape )
			varint( t, 1, d );
		varint( t, 2, OnnxSignature.FLOAT );
		text( t, 8, name );
		final ByteArrayOutputStream raw = new ByteArrayOutputStream();
		for ( final float v : values )
			for ( int shift = 0; shift < 32; shift += 8 )
				raw.write( Float.floatToIntBits( v ) >>> shift );
		bytes( t, 9, raw.toByteArray() );
		bytes( graph, 5, t.toByteArray() );
		return this;
	}

	/** Adds constant 64-bit integers, as a vector. */
	public OnnxWriter longs( final String name, final long... values )
	{
		final ByteArrayOutputStream t = new ByteArrayOutputStream();
		varint( t, 1, values.length );
		varint( t, 2, OnnxSignature.INT64 );
		text( t, 8, name );
		final ByteArrayOutputStream raw = new ByteArrayOutputStream();
		for ( final long v : values )
			for ( int shift = 0; shift < 64; shift += 8 )
				raw.write( ( int ) ( v >>> shift ) );
		bytes( t, 9, raw.toByteArray() );
		bytes( graph, 5, t.toByteArray() );
		return this;
	}

	public byte[] toByteArray()
	{
		final ByteArrayOutputStream opset = new ByteArrayOutputStream();
		text( opset, 1, "" );
		varint( opset, 2, 17 );
		text( graph, 2, "test" );
		final ByteArrayOutputStream model = new ByteArrayOutputStream();
		varint( model, 1, 8 );
		bytes( model, 7, graph.toByteArray() );
		bytes( model, 8, opset.toByteArray() );
		return model.toByteArray();
	}

	public Path write( final Path file ) throws IOException
	{
		return Files.write( file, toByteArray() );
	}

	private static void text( final ByteArrayOutputStream out, final int field, final String s )
	{
		bytes( out, field, s.getBytes( StandardCharsets.UTF_8 ) );
	}

	private static void bytes( final ByteArrayOutputStream out, final int field, final byte[] b )
	{
		raw( out, field << 3 | 2 );
		raw( out, b.length );
		out.write( b, 0, b.length );
	}

	private static void varint( final ByteArrayOutputStream out, final int field, final long v )
	{
		raw( out, field << 3 );
		raw( out, v );
	}

	private static void raw( final ByteArrayOutputStream out, final long v )
	{
		long rest = v;
		while ( ( rest & ~0x7fL ) != 0 )
		{
			out.write( ( int ) ( rest & 0x7f | 0x80 ) );
			rest >>>= 7;
		}
		out.write( ( int ) rest );
	}
}
