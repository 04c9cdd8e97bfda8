// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;

import ij.ImagePlus;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.model.PromptableModel;

/** What others can do while a model is being loaded. */
public class LoadingTest {

	private static Context context;

	private static EfficientSamService sam;

	private final AtomicInteger closed = new AtomicInteger();

	@BeforeAll
	public static void start()
	{
		context = new Context();
		sam = context.service( EfficientSamService.class );
	}

	@AfterAll
	public static void stop()
	{
		context.dispose();
	}

	private static < T > T soon( final CompletableFuture< T > f ) throws InterruptedException, ExecutionException, TimeoutException
	{
		return f.get( 20, TimeUnit.SECONDS );
	}

	@Test
	public void theServiceAnswersWhileAModelIsLoaded() throws Exception
	{
		final ImagePlus imp = TestImages.open( "blobs" );
		try ( SlowLoading slow = new SlowLoading( sam ) )
		{
			final CompletableFuture< PromptableModel > model = CompletableFuture.supplyAsync( () -> sam.model( "micro", Device.CPU ) );
			assertTrue( slow.begun.await( 20, TimeUnit.SECONDS ) );
			soon( CompletableFuture.runAsync( () -> {
				assertNotNull( sam.loader() );
				assertNotNull( sam.store() );
				assertTrue( sam.models().contains( "micro" ) );
				assertSame( sam.session( imp ), sam.session( imp ) );
				sam.forget( imp );
				sam.keepOnDisk( null );
			} ) );
			final CompletableFuture< PromptableModel > again = CompletableFuture.supplyAsync( () -> sam.model( "micro", Device.CPU ) );
			slow.go();
			assertSame( soon( model ), soon( again ) );
		}
	}

	private LoadedModels.Loaded model()
	{
		return new LoadedModels.Loaded( ( PromptableModel ) Proxy.newProxyInstance( getClass().getClassLoader(),
				new Class< ? >[] { PromptableModel.class }, ( proxy, method, args ) -> {
			if ( method.getName().equals( "close" ) )
				closed.incrementAndGet();
			return method.getName().equals( "hashCode" ) ? ( Object ) 1 : method.getName().equals( "equals" )
					? ( Object ) ( proxy == args[ 0 ] ) : null;
		} ), "hash" );
	}

	@Test
	public void oneModelIsLoadedWhileAnotherOneIs() throws Exception
	{
		final LoadedModels models = new LoadedModels();
		final CountDownLatch gate = new CountDownLatch( 1 ), begun = new CountDownLatch( 1 );
		final CompletableFuture< PromptableModel > slow = CompletableFuture.supplyAsync( () -> models.get( "slow", () -> {
			begun.countDown();
			try
			{
				gate.await( 1, TimeUnit.MINUTES );
			}
			catch ( final InterruptedException e )
			{
				throw new IllegalStateException( e );
			}
			return model();
		} ) );
		assertTrue( begun.await( 20, TimeUnit.SECONDS ) );
		final PromptableModel fast = soon( CompletableFuture.supplyAsync( () -> models.get( "fast", this::model ) ) );
		assertEquals( "hash", models.weights( fast ) );
		// One that is being loaded is closed as soon as it is there: nobody else would.
		models.close();
		assertEquals( 1, closed.get() );
		gate.countDown();
		soon( slow );
		assertEquals( 2, closed.get() );
		assertNull( models.weights( fast ) );
	}

	@Test
	public void whatCouldNotBeLoadedIsTriedAgain()
	{
		final LoadedModels models = new LoadedModels();
		assertThrows( InferenceException.class, () -> models.get( "a", () -> {
			throw new InferenceException( "no" );
		} ) );
		assertThrows( UnsatisfiedLinkError.class, () -> models.get( "a", () -> {
			throw new UnsatisfiedLinkError( "no" );
		} ) );
		assertNotNull( models.get( "a", this::model ) );
	}
}
