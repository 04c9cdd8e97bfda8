// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.everything.Everything;
import sc.fiji.efficientsam.everything.EverythingSettings;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.model.WithBundledModel;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.util.ProgressListener;

/** Features of pixels, lessons and what they change, with the bundled model on real images. */
public class TeachingTest extends WithBundledModel {

	private static final Map< String, String > WHERE = Collections.singletonMap( Lesson.WEIGHTS, "x" );

	private static EmbeddedImage image( final String name )
	{
		return new EmbeddedImage( TestImages.rgb( name ), model );
	}

	@Test
	public void aPixelHasTheSameFeaturesHoweverItIsAskedFor()
	{
		final PixelFeatures f = new PixelFeatures( image( "nuclei-fluorescence" ), 45 );
		// 128 + 32 + 16 of the encoder, and five maps.
		assertEquals( 181, f.channels() );
		final int[] n = { 0 };
		f.forEach( 400, 300, 60, 50, 7, ( x, y, features ) -> {
			assertArrayEquals( f.at( x, y ), features );
			n[ 0 ]++;
		} );
		assertEquals( 9 * 8, n[ 0 ] );
	}

	/** Where an image is seen in several frames, each pixel is looked at where it lies deepest: there is no visible seam. */
	@Test
	public void largeImagesAreSeenInFrames()
	{
		final EmbeddedImage image = image( "nuclei-fluorescence" );
		final PixelFeatures f = new PixelFeatures( image, 15 );
		final int w = image.image().width(), h = image.image().height();
		f.forEach( 0, 0, w, h, 64, ( x, y, features ) -> {
			for ( final float v : features )
				assertTrue( !Float.isNaN( v ) && !Float.isInfinite( v ) );
		} );
		assertTrue( image.cache().size() > 4, "frames: " + image.cache().size() );
		assertEquals( 3, f.scale(), 1e-9 );
	}

	@Test
	public void theSameExamplesMakeTheSameLesson()
	{
		final EmbeddedImage image = image( "blobs" );
		final List< Mask > some = TestImages.truth( "blobs" ).subList( 0, 12 );
		final Lesson one = new Teacher().add( image, some, Collections.emptyList(), false ).teach( false, WHERE );
		assertEquals( one.hash(), new Teacher().add( image( "blobs" ), some, Collections.emptyList(), false ).teach( false, WHERE )
				.hash() );
		assertNotEquals( one.hash(), new Teacher().add( image, some.subList( 0, 11 ), Collections.emptyList(), false ).teach( false, WHERE )
				.hash() );
		assertEquals( 0, one.objectSize() );
		assertEquals( new Teacher().add( image, some, Collections.emptyList(), false ).objectSize(), new Teacher().add( image, some,
				Collections.emptyList(), false ).teach( true, WHERE ).objectSize() );
	}

	/** What is told to be no object is found no more, or less of it. */
	@Test
	public void whatIsNoObjectIsUnlearned()
	{
		final EmbeddedImage image = image( "blobs" );
		final List< Mask > truth = TestImages.truth( "blobs" );
		// NB: small blobs shall be objects, and large ones none.
		final int[] areas = truth.stream().mapToInt( Mask::area ).sorted().toArray();
		final int median = areas[ areas.length / 2 ];
		final Teacher teacher = new Teacher();
		teacher.add( image, Arrays.asList( truth.stream().filter( m -> m.area() <= median ).toArray( Mask[]::new ) ), Arrays.asList(
				truth.stream().filter( m -> m.area() > median ).toArray( Mask[]::new ) ), true );
		final Lesson lesson = teacher.teach( false, WHERE );
		final long before = large( image, image, truth, median ), after = large( image, TaughtModel.teach( image, lesson ), truth, median );
		assertTrue( before > 10 && after < before / 2, after + " of " + before );
	}

	private static long large( final EmbeddedImage image, final EmbeddedImage finder, final List< Mask > truth, final int median )
	{
		final List< SegmentedObject > found = new Everything( EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE,
				image.likelySize( 0 ) ) ).instances( finder, ProgressListener.NONE );
		return truth.stream().filter( m -> m.area() > median && found.stream().anyMatch( o -> o.mask().iou( m ) > 0.5 ) ).count();
	}

	@Test
	public void aLessonIsTriedOnObjectsThatWereHeldOut()
	{
		final Teacher teacher = new Teacher().add( image( "nuclei-he" ), TestImages.truth( "nuclei-he" ), Collections.emptyList(), true );
		final Teaching t = Teaching.of( teacher, WHERE, ProgressListener.NONE );
		for ( final HeldOut h : Arrays.asList( t.before(), t.after() ) )
		{
			assertEquals( teacher.objects(), h.examples() );
			assertTrue( h.recall() > 0.3 && h.recall() < 1 && h.precision() > 0.3 && h.precision() < 1 && h.wrong() > 0, h.toString() );
			assertTrue( t.summary().contains( String.format( Locale.ROOT, "recall %.2f, precision %.2f", h.recall(), h.precision() ) ), t
					.summary() );
		}
		assertEquals( t.before().toString(), t.lesson().provenance().get( "untaught" ) );
		assertEquals( t.after().toString(), t.lesson().provenance().get( "taught" ) );
		assertEquals( Integer.toString( teacher.objects() ), t.lesson().provenance().get( "objects" ) );
		// Each object is held out once.
		int held = 0;
		for ( int part = 0; part < 3; part++ )
			held += teacher.objects() - teacher.without( part, 3 ).objects();
		assertEquals( teacher.objects(), held );
	}

	/** Small blobs are said to be all objects: a lesson that finds more of them, and still more of the large ones, is not worth having. */
	@Test
	public void whatIsFoundBesidesAllObjectsCountsAgainstALesson()
	{
		final EmbeddedImage image = image( "blobs" );
		final List< Mask > truth = TestImages.truth( "blobs" );
		final int[] areas = truth.stream().mapToInt( Mask::area ).sorted().toArray();
		final List< Mask > small = Arrays.asList( truth.stream().filter( m -> m.area() <= areas[ areas.length / 2 ] ).toArray(
				Mask[]::new ) );
		final Teaching all = Teaching.of( new Teacher().add( image, small, Collections.emptyList(), true ), WHERE, ProgressListener.NONE ),
				some = Teaching.of( new Teacher().add( image, small, Collections.emptyList(), false ), WHERE, ProgressListener.NONE );
		assertEquals( some.before().recall(), all.before().recall() );
		assertTrue( all.before().wrong() > small.size() / 2 && some.before().wrong() < small.size() / 4, all.before() + "; " + some
				.before() );
		assertEquals( some.after().examples(), all.after().examples() );
		assertTrue( all.after().recall() > all.before().recall() && all.after().precision() < all.before().precision(), all.summary() );
		assertFalse( all.isBetter(), all.summary() );
		assertTrue( some.after().quality() > some.before().quality() && all.after().quality() < all.before().quality(), some.summary() );
		assertTrue( some.summary().contains( "nobody said" ) && !all.summary().contains( "nobody said" ) );
	}

	@Test
	public void whatCannotWorkIsSaid()
	{
		final EmbeddedImage image = image( "blobs" );
		final Teacher few = new Teacher().add( image, TestImages.truth( "blobs" ).subList( 0, 3 ), Collections.emptyList(), false );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> Teaching.of( few, WHERE, ProgressListener.NONE ) ).getMessage()
				.contains( "at least 4" ) );
		assertThrows( IllegalArgumentException.class, () -> new Teacher().teach( false, WHERE ) );
		final LinearFunction f = new LinearFunction( 1, 2, 3 );
		final EmbeddedImage other = TaughtModel.teach( image, new Lesson( new LinearFunction[] { f, f, f }, WHERE ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> new Everything( EverythingSettings.DEFAULT.with(
				EverythingSettings.OBJECT_SIZE, 20.0 ) ).instances( other, ProgressListener.NONE ) ).getMessage()
						.contains( "another kind" ) );
		final Teacher enough = new Teacher().add( image, TestImages.truth( "blobs" ), Collections.emptyList(), false );
		assertThrows( CancellationException.class, () -> Teaching.of( enough, WHERE, new ProgressListener()
		{
			@Override
			public void progress( final long done, final long total, final String message )
			{}

			@Override
			public boolean isCanceled()
			{
				return true;
			}
		} ) );
	}

	@Test
	public void similarObjectsBeginWithTheExamplesAndEndWithWhatIsLeastLikeThem()
	{
		final EmbeddedImage image = image( "nuclei-fluorescence" );
		final RgbImage rgb = image.image();
		final SegmentedObject example = new SegmentedObject( Prompt.point( 0, 0 ), TestImages.truth(
				"nuclei-fluorescence" ).get( 4 ), Double.NaN, Double.NaN );
		final List< SimilarObject > found = new SimilarObjects( image, Collections.singletonList( example ), Collections.emptyList() )
				.find( ProgressListener.NONE );
		assertEquals( example, found.get( 0 ).object() );
		assertEquals( 1, found.get( 0 ).similarity() );
		double last = 1;
		for ( final SimilarObject o : found )
		{
			assertTrue( o.similarity() <= last && o.similarity() > 0 );
			last = o.similarity();
			assertTrue( o.object().mask().x() + o.object().mask().width() <= rgb.width() );
		}
		assertTrue( found.size() > 10 );
		assertThrows( IllegalArgumentException.class, () -> new SimilarObjects( image, Collections.emptyList(),
				Collections.emptyList() ) );
	}
}
