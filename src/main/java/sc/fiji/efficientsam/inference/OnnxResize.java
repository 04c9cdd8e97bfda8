// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the fixed size to which an ONNX graph itself resizes its image: an encoder whose
 * input is free was trained at that size.
 * <p>
 * Follows the field numbers of {@code onnx.proto3} (onnx/onnx): GraphProto.node = 1,
 * initializer = 5; NodeProto.input = 1, output = 2, op_type = 4, attribute = 5;
 * AttributeProto.t = 5; TensorProto.data_type = 2, int64_data = 7, name = 8, raw_data = 9.
 * </p>
 */
public final class OnnxResize {

	/** What may come between the image and its resizing: changes of type, axes and brightness. */
	private static final Set< String > TRANSPARENT = new HashSet<>( Arrays.asList( "Identity", "Cast", "Transpose", "Unsqueeze", "Squeeze",
			"Sub", "Add", "Mul", "Div" ) );

	private static final int SMALL = 256;

	private static final class Node {

		private String op = "";
		private final List< String > inputs = new ArrayList<>();
		private final List< String > outputs = new ArrayList<>();
		private long[] constant;
	}

	private final Map< String, Node > byOutput = new HashMap<>();
	private final List< Node > resizes = new ArrayList<>();
	private final Map< String, long[] > constants = new HashMap<>();

	private OnnxResize()
	{}

	/**
	 * The side of the square to which the graph resizes an input, in pixels; 0 if it does not, or not to a fixed one.
	 *
	 * @throws InferenceException
	 *             if the file cannot be read or is no ONNX model
	 */
	public static int side( final Path file, final String input )
	{
		try ( InputStream in = Files.newInputStream( file ) )
		{
			final OnnxResize graph = new OnnxResize();
			final ProtoReader model = new ProtoReader( in, Files.size( file ) );
			while ( model.next() )
				if ( model.is( 7 ) )
					graph.read( model.message() );
			for ( final Node resize : graph.resizes )
				if ( !resize.inputs.isEmpty() && graph.comesFrom( resize.inputs.get( 0 ), input, 16 ) )
					return graph.side( resize );
			return 0;
		}
		catch ( final IOException | RuntimeException e )
		{
			throw new InferenceException( "\"" + file + "\" is not a readable ONNX model (" + e +
					"). Get the file again; a broken download is the usual cause.", e );
		}
	}

	private void read( final ProtoReader graph ) throws IOException
	{
		while ( graph.next() )
			if ( graph.is( 1 ) )
			{
				final Node node = node( graph.message() );
				node.outputs.forEach( o -> byOutput.put( o, node ) );
				if ( node.op.equals( "Resize" ) )
					resizes.add( node );
				if ( node.constant != null && !node.outputs.isEmpty() )
					constants.put( node.outputs.get( 0 ), node.constant );
			}
			else if ( graph.is( 5 ) )
				tensor( graph.message() );
	}

	private Node node( final ProtoReader in ) throws IOException
	{
		final Node node = new Node();
		while ( in.next() )
			if ( in.is( 1 ) )
				node.inputs.add( in.string() );
			else if ( in.is( 2 ) )
				node.outputs.add( in.string() );
			else if ( in.is( 4 ) )
				node.op = in.string();
			else if ( in.is( 5 ) )
			{
				final ProtoReader attribute = in.message();
				while ( attribute.next() )
					if ( attribute.is( 5 ) )
						node.constant = tensor( attribute.message() );
			}
		return node;
	}

	/** The values of a short tensor of 64-bit integers, which is also kept by its name; else null. */
	private long[] tensor( final ProtoReader in ) throws IOException
	{
		String name = "";
		int type = 0;
		final List< Long > values = new ArrayList<>();
		while ( in.next() )
			if ( in.is( 2 ) )
				type = ( int ) in.varint();
			else if ( in.is( 8 ) )
				name = in.string();
			else if ( in.is( 9 ) )
			{
				final byte[] raw = in.bytes( SMALL );
				for ( int i = 0; raw != null && i + 8 <= raw.length; i += 8 )
					values.add( ByteBuffer.wrap( raw ).order( ByteOrder.LITTLE_ENDIAN ).getLong( i ) );
			}
			else if ( in.is( 7 ) )
				in.varints( values, SMALL );
		final long[] all = type == OnnxSignature.INT64 && !values.isEmpty() ? values.stream().mapToLong( Long::longValue ).toArray() : null;
		if ( all != null && !name.isEmpty() )
			constants.put( name, all );
		return all;
	}

	private boolean comesFrom( final String value, final String input, final int steps )
	{
		final Node node = byOutput.get( value );
		return value.equals( input ) || steps > 0 && node != null && TRANSPARENT.contains( node.op ) && !node.inputs.isEmpty()
				&& comesFrom( node.inputs.get( 0 ), input, steps - 1 );
	}

	/** NB: the last two of its sizes are rows and columns. */
	private int side( final Node resize )
	{
		final List< Long > last = new ArrayList<>();
		if ( resize.inputs.size() < 4 || !collect( resize.inputs.get( 3 ), last ) || last.size() < 2
				|| !last.get( 0 ).equals( last.get( 1 ) ) )
			return 0;
		final long side = last.get( 0 );
		return side >= 16 && side <= 1 << 14 ? ( int ) side : 0;
	}

	/** Adds values from the last one on, until there are two; false if one of them is not fixed. */
	private boolean collect( final String value, final List< Long > last )
	{
		final long[] constant = constants.get( value );
		final Node node = byOutput.get( value );
		if ( constant != null )
		{
			for ( int i = constant.length - 1; i >= 0 && last.size() < 2; i-- )
				last.add( constant[ i ] );
			return true;
		}
		if ( node == null || !node.op.equals( "Concat" ) )
			return false;
		for ( int i = node.inputs.size() - 1; i >= 0 && last.size() < 2; i-- )
			if ( !collect( node.inputs.get( i ), last ) )
				return false;
		return true;
	}
}
