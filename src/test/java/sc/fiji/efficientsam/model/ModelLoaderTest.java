// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.inference.InferenceBackend;
import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.inference.InferenceSession;
import sc.fiji.efficientsam.inference.OnnxSignature;
import sc.fiji.efficientsam.inference.Tensor;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * Tests the choice of the device, and what happens when a GPU fails when it is opened, in its first run, or later. The
 * "GPU" is the real library on the CPU, which fails when told to.
 */
public class ModelLoaderTest {

	/** The real library under the name of a GPU. */
	private static final class FakeGpu implements InferenceBackend {

		private final InferenceBackend real = new DjlBackend( 1 );
		private boolean present = true;
		private RuntimeException openFails;
		private Error linkFails;
		private RuntimeException runFails;
		private boolean mac;
		/** What is added to all numbers that come out. */
		private float error;
		private int gpuSessions;
		private int closed;

		@Override
		public String description()
		{
			return "fake";
		}

		@Override
		public boolean hasGpu()
		{
			return present;
		}

		@Override
		public boolean hasCoreMl()
		{
			return mac;
		}

		@Override
		public InferenceSession open( final Path file, final Device device )
		{
			// NB: the real library knows no Core ML here.
			if ( device == Device.CPU || device == Device.COREML && !mac )
				return real.open( file, device );
			if ( openFails != null )
				throw openFails;
			if ( linkFails != null )
				throw linkFails;
			gpuSessions++;
			final InferenceSession session = real.open( file, Device.CPU );
			return new InferenceSession()
			{
				@Override
				public OnnxSignature signature()
				{
					return session.signature();
				}

				@Override
				public Device device()
				{
					return device;
				}

				@Override
				public Map< String, Tensor > run( final Map< String, Tensor > inputs, final Collection< String > outputs )
				{
					if ( runFails != null )
						throw runFails;
					final Map< String, Tensor > out = session.run( inputs, outputs );
					if ( error != 0 )
						out.replaceAll( ( name, t ) -> {
							final float[] values = t.toFloatArray();
							for ( int i = 0; i < values.length; i++ )
								values[ i ] += error;
							return Tensor.of( values, t.shape() );
						} );
					return out;
				}

				@Override
				public void close()
				{
					closed++;
					session.close();
				}
			};
		}
	}

	/** Of the bundled model. */
	private static final int FILES = 4;

	private final FakeGpu gpu = new FakeGpu();
	private final ModelLoader loader = new ModelLoader( gpu );

	private PromptableModel open( final Device device )
	{
		return BundledModel.open( loader, device );
	}

	@Test
	public void aWorkingGpuIsUsedUnlessTheCpuIsAskedFor()
	{
		try ( PromptableModel auto = open( Device.AUTO ); PromptableModel explicit = open( Device.GPU );
				PromptableModel cpu = open( Device.CPU ) )
		{
			assertEquals( Device.GPU, auto.device() );
			assertEquals( Device.GPU, explicit.device() );
			assertEquals( Device.CPU, cpu.device() );
			assertNull( loader.gpuFailure() );
			assertTrue( auto.takesNegativePoints() && !auto.takesMasks() && auto.maxPoints() > 6 );
		}
		assertEquals( 2 * FILES, gpu.closed );
	}

	/** Cards round otherwise. */
	@Test
	public void resultsThatAreALittleDifferentAreTaken()
	{
		gpu.error = 1e-4f;
		try ( PromptableModel m = open( Device.AUTO ) )
		{
			assertEquals( Device.GPU, m.device() );
			final int sessions = gpu.gpuSessions;
			open( Device.AUTO ).close();
			assertEquals( sessions + FILES, gpu.gpuSessions, "opened again" );
			assertNull( loader.gpuFailure() );
		}
	}

	@Test
	public void aGpuWhoseResultsAreWrongIsGivenUp()
	{
		for ( final float wrong : new float[] { 3, Float.NaN } )
		{
			final ModelLoader fresh = new ModelLoader( gpu );
			gpu.error = wrong;
			gpu.closed = 0;
			try ( PromptableModel m = BundledModel.open( fresh, Device.AUTO ) )
			{
				assertEquals( Device.CPU, m.device() );
				assertTrue( fresh.gpuFailure().contains( "IoU" ), fresh.gpuFailure() );
				assertEquals( FILES, gpu.closed );
			}
			assertTrue( assertThrows( InferenceException.class, () -> BundledModel.open( fresh, Device.GPU ) ).getMessage()
					.contains( "device=cpu" ) );
			assertTrue( fresh.announceFailure().contains( "GPU Setup" ) );
			assertNull( fresh.announceFailure() );
		}
	}

	/** On a Mac there are no GPU natives, but there is Core ML. */
	@Test
	public void coreMlIsUsedOnlyIfItIsAskedForAndRight()
	{
		gpu.present = false;
		gpu.mac = true;
		try ( PromptableModel auto = open( Device.AUTO ); PromptableModel asked = open( Device.COREML ) )
		{
			assertEquals( Device.CPU, auto.device() );
			assertEquals( Device.COREML, asked.device() );
			assertNull( loader.announceFailure() );
			// It fails later: the CPU takes over.
			gpu.runFails = new InferenceException( "no memory" );
			asked.encode( new float[ 3 * 512 * 512 ] );
			assertEquals( Device.CPU, asked.device() );
			assertEquals( "Core ML is not used, but the CPU: no memory", loader.announceFailure() );
		}
		final ModelLoader fresh = new ModelLoader( gpu );
		gpu.runFails = null;
		gpu.error = 3;
		try ( PromptableModel m = BundledModel.open( fresh, Device.COREML ) )
		{
			assertEquals( Device.CPU, m.device() );
			assertTrue( fresh.failure( Device.COREML ).contains( "IoU" ), fresh.failure( Device.COREML ) );
			assertNull( fresh.gpuFailure() );
		}
	}

	@Test
	public void whereThereIsNoCoreMlTheCpuTakesOverWithTheReason()
	{
		assumeFalse( new DjlBackend( 1 ).hasCoreMl() );
		try ( PromptableModel m = open( Device.COREML ) )
		{
			assertEquals( Device.CPU, m.device() );
			assertTrue( loader.announceFailure().contains( "macOS" ) );
		}
	}

	@Test
	public void withoutNativesTheCpuIsUsedWithoutComplaint()
	{
		gpu.present = false;
		try ( PromptableModel m = open( Device.AUTO ) )
		{
			assertEquals( Device.CPU, m.device() );
			assertNull( loader.gpuFailure() );
		}
	}

	@Test
	public void aGpuThatDoesNotOpenIsGivenUpOnceWithItsCause()
	{
		gpu.openFails = new InferenceException( "Failed to find CUDA shared provider" );
		try ( PromptableModel m = open( Device.AUTO ) )
		{
			assertEquals( Device.CPU, m.device() );
		}
		assertEquals( "Failed to find CUDA shared provider", loader.gpuFailure() );
		gpu.openFails = null;
		try ( PromptableModel m = open( Device.AUTO ) )
		{
			assertEquals( Device.CPU, m.device() );
			assertEquals( 0, gpu.gpuSessions, "it is not tried again" );
		}
	}

	@Test
	public void nativesThatDoNotLinkAreGivenUp()
	{
		gpu.linkFails = new UnsatisfiedLinkError( "libcudart.so.12: cannot open shared object file" );
		try ( PromptableModel m = open( Device.AUTO ) )
		{
			assertEquals( Device.CPU, m.device() );
			assertTrue( loader.gpuFailure().contains( "libcudart" ) );
		}
	}

	@Test
	public void aGpuThatFailsInItsFirstRunIsGivenUpAndFreed()
	{
		gpu.runFails = new InferenceException( "CUDNN_STATUS_EXECUTION_FAILED" );
		try ( PromptableModel m = open( Device.AUTO ) )
		{
			assertEquals( Device.CPU, m.device() );
			assertTrue( loader.gpuFailure().contains( "CUDNN" ) );
			assertEquals( FILES, gpu.closed );
		}
		final String message = assertThrows( InferenceException.class, () -> open( Device.GPU ) ).getMessage();
		assertTrue( message.contains( "CUDNN" ) && message.contains( "device=cpu" ), message );
	}

	@Test
	public void aGpuThatFailsLaterIsReplacedInTheMiddleOfTheWork()
	{
		final float[] rgb = new float[ 3 * 512 * 512 ];
		final List< Prompt > prompt = Collections.singletonList( Prompt.box( 100, 100, 60, 60 ) );
		try ( PromptableModel m = open( Device.AUTO ) )
		{
			final Embedding e = m.encode( rgb );
			final float[] before = m.decode( e, prompt ).get( 0 ).logits( 0 );
			gpu.runFails = new InferenceException( "out of memory" );
			assertArrayEquals( before, m.decode( e, prompt ).get( 0 ).logits( 0 ), 1e-5f );
			assertEquals( Device.CPU, m.device() );
			assertEquals( "out of memory", loader.gpuFailure() );
			assertArrayEquals( e.values().toFloatArray(), m.encode( rgb ).values().toFloatArray(), 1e-5f );
		}
		assertEquals( FILES, gpu.closed );
	}

	private static PromptableModel fake( final String name, final Runnable encode, final AtomicInteger open )
	{
		open.incrementAndGet();
		return ( PromptableModel ) Proxy.newProxyInstance( ModelLoaderTest.class.getClassLoader(),
				new Class< ? >[] { PromptableModel.class }, ( proxy, method, args ) -> {
			if ( method.getName().equals( "encode" ) )
				encode.run();
			else if ( method.getName().equals( "close" ) )
				open.decrementAndGet();
			else if ( method.getName().equals( "info" ) )
				return BundledModel.INFO;
			return method.getName().equals( "toString" ) ? name : null;
		} );
	}

	private static Thread blocked( final Runnable r ) throws InterruptedException
	{
		final Thread t = new Thread( () -> {
			try
			{
				r.run();
			}
			catch ( final InferenceException e )
			{
				// NB: expected: the GPU fails, and the CPU, too, or the model is closed.
			}
		} );
		t.start();
		while ( t.getState() != Thread.State.BLOCKED )
			Thread.sleep( 1 );
		return t;
	}

	/**
	 * One thread loads the CPU's model in vain while a second one wants it, too, and a third one closes: whoever comes
	 * first, nothing stays open.
	 */
	@Test
	public void aModelThatIsClosedWhileItMovesToTheCpuLeavesNothingOpen() throws InterruptedException
	{
		final AtomicInteger open = new AtomicInteger(), loaded = new AtomicInteger();
		final CountDownLatch loading = new CountDownLatch( 1 ), go = new CountDownLatch( 1 );
		final FallbackModel model = new FallbackModel( fake( "gpu", () -> {
			throw new InferenceException( "out of memory" );
		}, open ), () -> {
			if ( loaded.getAndIncrement() > 0 )
				return fake( "cpu", () -> {}, open );
			loading.countDown();
			try
			{
				go.await();
			}
			catch ( final InterruptedException e )
			{
				throw new IllegalStateException( e );
			}
			throw new InferenceException( "no memory on the CPU, either" );
		}, e -> {} );
		final Thread first = new Thread( () -> assertThrows( InferenceException.class, () -> model.encode( new float[ 3 ], 1, 1 ) ) );
		first.start();
		loading.await();
		final Thread second = blocked( () -> model.encode( new float[ 3 ], 1, 1 ) ), third = blocked( model::close );
		go.countDown();
		for ( final Thread t : new Thread[] { first, second, third } )
			t.join();
		assertEquals( 0, open.get() );
	}

	@Test
	public void aBadPromptIsNoFailureOfTheGpu()
	{
		try ( PromptableModel m = open( Device.AUTO ) )
		{
			final Embedding e = m.encode( new float[ 3 * 512 * 512 ] );
			final Prompt mask = Prompt.mask( sc.fiji.efficientsam.mask.Mask.of( 0, 0, 1, 1,
					java.util.BitSet.valueOf( new long[] { 1 } ) ) );
			assertThrows( IllegalArgumentException.class, () -> m.decode( e, Collections.singletonList( mask ) ) );
			assertEquals( Device.GPU, m.device() );
		}
	}
}
