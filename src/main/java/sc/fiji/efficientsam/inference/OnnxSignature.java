// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names, element types and shapes of an ONNX file's inputs and outputs, read
 * from the file itself without loading the model. A model's contract is
 * recognized from this and never from its file name. Immutable.
 * <p>
 * Follows the field numbers of {@code onnx.proto3} (onnx/onnx): ModelProto.graph
 * = 7; GraphProto.initializer = 5, input = 11, output = 12; ValueInfoProto.name =
 * 1, type = 2; TypeProto.tensor_type = 1; Tensor.elem_type = 1, shape = 2;
 * TensorShapeProto.dim = 1; Dimension.dim_value = 1.
 * </p>
 */
public final class OnnxSignature {

	/** {@code TensorProto.DataType.FLOAT} */
	public static final int FLOAT = 1;

	/** {@code TensorProto.DataType.INT64} */
	public static final int INT64 = 7;

	/** Element type and shape of an input or output. */
	public static final class Value {

		private final int type;
		private final long[] shape;

		Value( final int type, final long[] shape )
		{
			this.type = type;
			this.shape = shape;
		}

		/** The {@code TensorProto.DataType}. */
		public int type()
		{
			return type;
		}

		/** Length of each axis, -1 where it is free; a copy. */
		public long[] shape()
		{
			return shape.clone();
		}

		@Override
		public String toString()
		{
			return ( type == FLOAT ? "float32" : type == INT64 ? "int64" : "type " + type ) + Arrays.toString( shape );
		}
	}

	private final Map< String, Value > inputs;
	private final Map< String, Value > outputs;

	private OnnxSignature( final Map< String, Value > inputs, final Map< String, Value > outputs )
	{
		this.inputs = Collections.unmodifiableMap( inputs );
		this.outputs = Collections.unmodifiableMap( outputs );
	}

	/** What the model takes, by name, in the file's order; unmodifiable. */
	public Map< String, Value > inputs()
	{
		return inputs;
	}

	/** What the model gives, by name, in the file's order; unmodifiable. */
	public Map< String, Value > outputs()
	{
		return outputs;
	}

	/** Names of the outputs in the file's order; official EfficientSAM files have one without a proper name. */
	public List< String > outputNames()
	{
		return new ArrayList<>( outputs.keySet() );
	}

	/**
	 * @throws InferenceException
	 *             if the file cannot be read or is no ONNX model
	 */
	public static OnnxSignature read( final Path file )
	{
		try ( InputStream in = Files.newInputStream( file ) )
		{
			return readModel( new ProtoReader( in, Files.size( file ) ) );
		}
		catch ( final IOException | RuntimeException e )
		{
			throw new InferenceException( "\"" + file + "\" is not a readable ONNX model (" + message( e ) +
					"). Get the file again; a broken download is the usual cause.", e );
		}
	}

	private static String message( final Exception e )
	{
		return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
	}

	private static OnnxSignature readModel( final ProtoReader in ) throws IOException
	{
		final Map< String, Value > inputs = new LinkedHashMap<>();
		final Map< String, Value > outputs = new LinkedHashMap<>();
		final Set< String > initializers = new HashSet<>();
		while ( in.next() )
			if ( in.is( 7 ) )
			{
				final ProtoReader graph = in.message();
				while ( graph.next() )
					if ( graph.is( 5 ) )
						readName( graph.message(), 8, initializers );
					else if ( graph.is( 11 ) )
						readValue( graph.message(), inputs );
					else if ( graph.is( 12 ) )
						readValue( graph.message(), outputs );
			}
		inputs.keySet().removeAll( initializers );
		if ( inputs.isEmpty() || outputs.isEmpty() )
			throw new IOException( "it has no inputs or no outputs" );
		return new OnnxSignature( inputs, outputs );
	}

	private static void readName( final ProtoReader in, final int field, final Set< String > names ) throws IOException
	{
		while ( in.next() )
			if ( in.is( field ) )
				names.add( in.string() );
	}

	private static void readValue( final ProtoReader in, final Map< String, Value > values ) throws IOException
	{
		String name = "";
		Value value = new Value( 0, new long[ 0 ] );
		while ( in.next() )
			if ( in.is( 1 ) )
				name = in.string();
			else if ( in.is( 2 ) )
				value = readType( in.message() );
		values.put( name, value );
	}

	private static Value readType( final ProtoReader in ) throws IOException
	{
		int type = 0;
		final List< Long > shape = new ArrayList<>();
		while ( in.next() )
			if ( in.is( 1 ) )
			{
				final ProtoReader tensor = in.message();
				while ( tensor.next() )
					if ( tensor.is( 1 ) )
						type = ( int ) tensor.varint();
					else if ( tensor.is( 2 ) )
					{
						final ProtoReader dims = tensor.message();
						while ( dims.next() )
							if ( dims.is( 1 ) )
								shape.add( readDimension( dims.message() ) );
					}
			}
		return new Value( type, shape.stream().mapToLong( Long::longValue ).toArray() );
	}

	private static long readDimension( final ProtoReader in ) throws IOException
	{
		long length = -1;
		while ( in.next() )
			if ( in.is( 1 ) )
				length = in.varint();
		return length;
	}

	@Override
	public String toString()
	{
		return "inputs " + inputs + ", outputs " + outputs;
	}
}
