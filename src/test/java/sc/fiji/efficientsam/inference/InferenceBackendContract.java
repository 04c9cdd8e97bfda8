// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link InferenceBackend} has to do; subclass it for each. */
public abstract class InferenceBackendContract {

	@TempDir
	Path folder;

	private Path model;

	abstract InferenceBackend create();

	/** sum = x + y; scaled = x * 3; size = n as float; x and y of free length, n a whole number. */
	@BeforeEach
	public void writeModel() throws IOException
	{
		model = new OnnxWriter()
				.input( "x", OnnxSignature.FLOAT, -1, 2 ).input( "y", OnnxSignature.FLOAT, -1, 2 ).input( "n", OnnxSignature.INT64, 1 )
				.floats( "three", new long[] { 1 }, 3 )
				.node( "Add", new String[] { "x", "y" }, "sum" )
				.node( "Mul", new String[] { "x", "three" }, "scaled" )
				.node( "Cast", new String[] { "n" }, "size", "to", 1 )
				.output( "sum", OnnxSignature.FLOAT, -1, 2 ).output( "scaled", OnnxSignature.FLOAT, -1, 2 ).output( "size",
						OnnxSignature.FLOAT, 1 )
				.write( folder.resolve( "a model with spaces, é and 細胞.onnx" ) );
	}

	private static Map< String, Tensor > inputs( final float... x )
	{
		final Map< String, Tensor > in = new HashMap<>();
		in.put( "x", Tensor.of( x, x.length / 2, 2 ) );
		in.put( "y", Tensor.of( new float[ x.length ], x.length / 2, 2 ).toDirect() );
		in.put( "n", Tensor.ofLongs( new long[] { 1L << 40 }, 1 ) );
		return in;
	}

	@Test
	public void computesNumberByNumber()
	{
		try ( InferenceSession s = create().open( model, Device.CPU ) )
		{
			final Map< String, Tensor > out = s.run( inputs( 1, 2, 3, 4 ), Arrays.asList( "scaled", "sum", "size" ) );
			assertArrayEquals( new float[] { 3, 6, 9, 12 }, out.get( "scaled" ).toFloatArray() );
			assertArrayEquals( new float[] { 1, 2, 3, 4 }, out.get( "sum" ).toFloatArray() );
			assertArrayEquals( new float[] { 1L << 40 }, out.get( "size" ).toFloatArray() );
			assertArrayEquals( new long[] { 2, 2 }, out.get( "sum" ).shape() );
		}
	}

	@Test
	public void givesOnlyWhatIsAskedFor()
	{
		try ( InferenceSession s = create().open( model, Device.CPU ) )
		{
			assertEquals( Collections.singleton( "sum" ), s.run( inputs( 1, 2 ), Collections.singletonList( "sum" ) ).keySet() );
		}
	}

	@Test
	public void resultsCanBeInputsAndOutliveTheSession()
	{
		final Tensor kept;
		try ( InferenceSession s = create().open( model, Device.CPU ) )
		{
			final Map< String, Tensor > in = inputs( 1, 2 );
			in.put( "y", s.run( inputs( 5, 6 ), Collections.singletonList( "scaled" ) ).get( "scaled" ) );
			kept = s.run( in, Collections.singletonList( "sum" ) ).get( "sum" );
		}
		assertArrayEquals( new float[] { 16, 20 }, kept.toFloatArray() );
	}

	@Test
	public void tellsItsSignatureAndDevice()
	{
		try ( InferenceSession s = create().open( model, Device.AUTO ) )
		{
			assertTrue( s.signature().inputs().keySet().containsAll( Arrays.asList( "x", "y", "n" ) ) );
			assertEquals( Arrays.asList( "sum", "scaled", "size" ), s.signature().outputNames() );
			assertArrayEquals( new long[] { -1, 2 }, s.signature().inputs().get( "x" ).shape() );
			assertEquals( OnnxSignature.INT64, s.signature().inputs().get( "n" ).type() );
			assertFalse( s.device() == Device.AUTO );
		}
		assertTrue( create().description().contains( "ONNX Runtime" ) );
	}

	@Test
	public void wrongInputsAndOutputsAreNamed()
	{
		try ( InferenceSession s = create().open( model, Device.CPU ) )
		{
			final Map< String, Tensor > missing = inputs( 1, 2 );
			missing.remove( "y" );
			assertMessage( "[x, y, n]", () -> s.run( missing, Collections.singletonList( "sum" ) ) );
			assertMessage( "\"nope\"", () -> s.run( inputs( 1, 2 ), Collections.singletonList( "\"nope\"" ) ) );
			final Map< String, Tensor > shape = inputs( 1, 2 );
			shape.put( "x", Tensor.of( new float[ 3 ], 1, 3 ) );
			assertMessage( "float32[1, 3]", () -> s.run( shape, Collections.singletonList( "sum" ) ) );
			final Map< String, Tensor > type = inputs( 1, 2 );
			type.put( "n", Tensor.of( new float[ 1 ], 1 ) );
			assertMessage( "int64[1]", () -> s.run( type, Collections.singletonList( "sum" ) ) );
			// x and y of different lengths: fits the signature, fails in the library
			final Map< String, Tensor > mismatch = inputs( 1, 2, 3, 4 );
			mismatch.put( "y", Tensor.of( new float[ 6 ], 3, 2 ) );
			assertMessage( "failed", () -> s.run( mismatch, Collections.singletonList( "sum" ) ) );
			assertArrayEquals( new float[] { 1, 2 }, s.run( inputs( 1, 2 ), Collections.singletonList( "sum" ) ).get( "sum" )
					.toFloatArray(), "works after a failure" );
		}
	}

	@Test
	public void missingTruncatedAndForeignFilesAreRefused() throws IOException
	{
		assertMessage( "does not exist", () -> create().open( folder.resolve( "none.onnx" ), Device.CPU ) );
		final byte[] whole = Files.readAllBytes( model );
		for ( final int length : new int[] { 0, 1, 10, whole.length / 2, whole.length - 1 } )
		{
			final Path cut = Files.write( folder.resolve( "cut.onnx" ), Arrays.copyOf( whole, length ) );
			assertMessage( "cut.onnx", () -> create().open( cut, Device.CPU ).close() );
		}
		final Path html = Files.write( folder.resolve( "error.onnx" ), "<html><body>404 Not Found</body></html>".getBytes( "UTF-8" ) );
		assertMessage( "Get the file again", () -> create().open( html, Device.CPU ) );
	}

	@Test
	public void modelsThatTheLibraryCannotRunAreRefused() throws IOException
	{
		final Path unknown = new OnnxWriter().input( "x", OnnxSignature.FLOAT, 1 ).node( "NoSuchOperator", new String[] { "x" }, "y" )
				.output( "y", OnnxSignature.FLOAT, 1 ).write( folder.resolve( "unknown.onnx" ) );
		assertMessage( "NoSuchOperator", () -> create().open( unknown, Device.CPU ) );
	}

	@Test
	public void runsFromManyThreads()
	{
		try ( InferenceSession s = create().open( model, Device.CPU ) )
		{
			IntStream.range( 0, 200 ).parallel().forEach( i -> assertArrayEquals( new float[] { 3 * i, 3 },
					s.run( inputs( i, 1 ), Collections.singletonList( "scaled" ) ).get( "scaled" ).toFloatArray() ) );
		}
	}

	@Test
	public void closingTwiceIsFineAndRunningAfterwardsIsNot()
	{
		final InferenceSession s = create().open( model, Device.CPU );
		s.close();
		s.close();
		assertMessage( "closed", () -> s.run( inputs( 1, 2 ), Collections.singletonList( "sum" ) ) );
	}

	static void assertMessage( final String part, final Executable what )
	{
		final String message = assertThrows( InferenceException.class, what ).getMessage();
		assertTrue( message.contains( part ), message );
	}
}
