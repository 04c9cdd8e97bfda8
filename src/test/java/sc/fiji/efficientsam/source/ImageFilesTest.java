// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;

import sc.fiji.efficientsam.TestImages;

/** Files are opened without a trace of the broken ones, and what others have set in ImageJ stays set. */
public class ImageFilesTest {

	@TempDir
	Path folder;

	private final List< String > handled = Collections.synchronizedList( new ArrayList<>() );

	@BeforeEach
	public void setHandler()
	{
		IJ.setExceptionHandler( e -> handled.add( e.getMessage() ) );
	}

	@AfterEach
	public void removeHandler()
	{
		IJ.setExceptionHandler( null );
	}

	private File broken() throws IOException
	{
		final Path whole = folder.resolve( "whole.tif" );
		IJ.saveAsTiff( TestImages.open( "blobs" ), whole.toString() );
		final byte[] bytes = Files.readAllBytes( whole );
		final Path broken = folder.resolve( "broken.tif" );
		Files.write( broken, Arrays.copyOf( bytes, bytes.length / 2 ) );
		return broken.toFile();
	}

	@Test
	public void theHandlerOfExceptionsStaysTheUsers() throws IOException
	{
		assertEquals( 256, ImageFiles.open( TestImages.file( "blobs.png" ) ).getWidth() );
		assertThrows( IllegalArgumentException.class, () -> ImageFiles.open( new File( folder.toFile(), "none.png" ) ) );
		try
		{
			ImageFiles.open( broken() );
		}
		catch ( final IllegalArgumentException e )
		{
			// NB: ImageJ decides whether half of an image is one.
		}
		assertEquals( Collections.emptyList(), handled );
		assertFalse( IJ.redirectingErrorMessages() );
		IJ.handleException( new RuntimeException( "the user's" ) );
		assertEquals( Collections.singletonList( "the user's" ), handled );
	}

	@Test
	public void threadsThatOpenFilesDisturbNobody() throws InterruptedException
	{
		final CountDownLatch opening = new CountDownLatch( 4 ), told = new CountDownLatch( 1 );
		final List< Thread > threads = new ArrayList<>();
		for ( int i = 0; i < 4; i++ )
		{
			final int k = i;
			final Thread t = new Thread( () -> {
				try ( Quiet quiet = Quiet.begin() )
				{
					opening.countDown();
					told.await();
					for ( int n = 0; n < 100 * k; n++ )
						IJ.handleException( new RuntimeException( "broken" ) );
				}
				catch ( final InterruptedException e )
				{
					throw new IllegalStateException( e );
				}
				for ( int n = 0; n < 1000; n++ )
					try ( Quiet quiet = Quiet.begin() )
					{
						IJ.handleException( new RuntimeException( "broken" ) );
					}
			} );
			threads.add( t );
			t.start();
		}
		opening.await();
		IJ.handleException( new RuntimeException( "meanwhile" ) );
		told.countDown();
		for ( final Thread t : threads )
			t.join();
		IJ.handleException( new RuntimeException( "afterwards" ) );
		assertEquals( Arrays.asList( "meanwhile", "afterwards" ), handled );
	}
}
