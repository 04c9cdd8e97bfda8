// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.prefs.PrefService;

import ij.IJ;
import ij.ImagePlus;

/** The object size is remembered with an image, through its file, and for the next image. */
public class ObjectSizesTest {

	@Test
	public void theSizeGoesWithTheImageAndToTheNextOne( @TempDir final Path folder )
	{
		final Context context = new Context( PrefService.class );
		final PrefService prefs = context.service( PrefService.class );
		final double mine = prefs.getDouble( Preferences.class, ObjectSizes.KEY, 0 );
		try
		{
			prefs.clear( Preferences.class );
			final ObjectSizes sizes = new ObjectSizes( prefs );
			final ImagePlus first = TestImages.open( "blobs" ), second = TestImages.open( "blobs" );
			assertEquals( 0, sizes.recall( first ) );
			sizes.remember( first, 33.5 );
			assertEquals( 33.5, sizes.recall( first ) );
			assertEquals( 33.5, new ObjectSizes( prefs ).recall( second ) );
			sizes.remember( second, 80 );
			assertEquals( 33.5, sizes.recall( first ) );
			// It is saved with the image, whatever this computer remembers.
			final String file = folder.resolve( "first.tif" ).toString();
			IJ.saveAsTiff( first, file );
			assertEquals( 33.5, sizes.recall( IJ.openImage( file ) ) );
			assertEquals( 33.5, new ObjectSizes( null ).recall( IJ.openImage( file ) ) );
			assertEquals( 80, sizes.recall( null ) );
			assertEquals( 80, sizes.settle( second, 0 ) );
			assertEquals( 12, sizes.settle( second, 12 ) );
			assertEquals( 12, sizes.recall( second ) );
			sizes.remember( second, 80 );
			// What is no size is as if nothing was remembered, or refused.
			first.setProp( ObjectSizes.PROPERTY, "large" );
			assertEquals( 80, sizes.recall( first ) );
			first.setProp( ObjectSizes.PROPERTY, "-3" );
			assertEquals( 80, sizes.recall( first ) );
			assertThrows( IllegalArgumentException.class, () -> sizes.remember( first, Double.NaN ) );
			assertThrows( IllegalArgumentException.class, () -> sizes.remember( first, -1 ) );
			assertEquals( 80, sizes.recall( null ) );
		}
		finally
		{
			prefs.put( Preferences.class, ObjectSizes.KEY, mine );
			context.dispose();
		}
	}
}
