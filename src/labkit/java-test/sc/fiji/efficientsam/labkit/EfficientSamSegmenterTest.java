// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.labkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.plugin.PluginService;

import net.imagej.ImgPlus;
import net.imagej.axis.Axes;
import net.imagej.axis.AxisType;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.roi.labeling.LabelingType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.util.Pair;
import net.imglib2.util.ValuePair;
import net.imglib2.view.Views;

import ij.IJ;
import ij.process.ImageProcessor;

import sc.fiji.labkit.ui.labeling.Label;
import sc.fiji.labkit.ui.labeling.Labeling;
import sc.fiji.labkit.ui.segmentation.SegmentationPlugin;
import sc.fiji.labkit.ui.segmentation.Segmenter;

import sc.fiji.efficientsam.EfficientSamService;

/** The segmenter, through Labkit's real interfaces, on a real image with ground truth. */
public class EfficientSamSegmenterTest {

	private static Context context;

	@TempDir
	public Path folder;

	private final ImageProcessor pixels = IJ.openImage( "sample-data/nuclei-fluorescence.png" ).getProcessor().convertToByteProcessor();
	private final ImageProcessor truth = IJ.openImage( "sample-data/nuclei-fluorescence-truth.png" ).getProcessor();
	private final int w = pixels.getWidth();
	private final int h = pixels.getHeight();

	@BeforeAll
	public static void start()
	{
		context = new Context( PluginService.class, EfficientSamService.class );
	}

	@AfterAll
	public static void stop()
	{
		context.dispose();
	}

	private static SegmentationPlugin plugin()
	{
		return context.service( PluginService.class ).createInstancesOfType( SegmentationPlugin.class ).stream()
				.filter( p -> p instanceof EfficientSamSegmentationPlugin ).findFirst().get();
	}

	private ImgPlus< ? > image( final int slices )
	{
		final Img< UnsignedByteType > img = slices == 1 ? ArrayImgs.unsignedBytes( w, h ) : ArrayImgs.unsignedBytes( w, h, slices );
		for ( int z = 0; z < slices; z++ )
		{
			final RandomAccess< UnsignedByteType > ra = ( slices == 1 ? img : Views.hyperSlice( img, 2, z ) ).randomAccess();
			for ( int i = 0; i < w * h; i++ )
			{
				ra.setPosition( i % w, 0 );
				ra.setPosition( i / w, 1 );
				ra.get().set( pixels.get( i ) );
			}
		}
		return new ImgPlus<>( img, "nuclei", slices == 1 ? new AxisType[] { Axes.X, Axes.Y } : new AxisType[] { Axes.X, Axes.Y, Axes.Z } );
	}

	/** Two rows of pixels: foreground where there are nuclei, else background. */
	private Labeling scribbles( final ImgPlus< ? > image, final long... position )
	{
		final Labeling labeling = Labeling.createEmpty( Arrays.asList( "background", "foreground" ), new FinalInterval( image ) );
		for ( final int y : new int[] { 60, 150 } )
			for ( int x = 0; x < w; x += 2 )
				label( labeling, truth.get( x, y ) > 0 ? "foreground" : "background", x, y, position );
		return labeling;
	}

	private static void label( final Labeling labeling, final String name, final int x, final int y, final long... position )
	{
		final RandomAccess< LabelingType< Label > > ra = labeling.randomAccess();
		final long[] at = new long[ 2 + position.length ];
		at[ 0 ] = x;
		at[ 1 ] = y;
		System.arraycopy( position, 0, at, 2, position.length );
		ra.setPosition( at );
		ra.get().add( labeling.getLabel( name ) );
	}

	private static List< Pair< ImgPlus< ? >, Labeling > > data( final ImgPlus< ? > image, final Labeling labeling )
	{
		return Collections.singletonList( new ValuePair<>( image, labeling ) );
	}

	private double iou( final Img< UnsignedByteType > result, final long... position )
	{
		final RandomAccess< UnsignedByteType > ra = result.randomAccess();
		for ( int d = 0; d < position.length; d++ )
			ra.setPosition( position[ d ], d + 2 );
		int both = 0, any = 0;
		for ( int i = 0; i < w * h; i++ )
		{
			ra.setPosition( i % w, 0 );
			ra.setPosition( i / w, 1 );
			final boolean a = ra.get().get() == 1, b = truth.get( i ) > 0;
			both += a && b ? 1 : 0;
			any += a || b ? 1 : 0;
		}
		return ( double ) both / any;
	}

	@Test
	public void scribblesTrainItAndFilesKeepIt() throws Exception
	{
		final ImgPlus< ? > image = image( 1 );
		final Segmenter s = plugin().createSegmenter();
		assertFalse( s.isTrained() );
		s.train( data( image, scribbles( image ) ) );
		assertTrue( s.isTrained() );
		assertEquals( Arrays.asList( "background", "foreground" ), s.classNames() );
		final Img< UnsignedByteType > result = ArrayImgs.unsignedBytes( w, h );
		s.segment( image, result );
		assertTrue( iou( result ) > 0.8, "IoU " + iou( result ) );
		final Path file = folder.resolve( "my classifier" );
		s.saveModel( file.toString() );
		assertTrue( plugin().canOpenFile( file.toString() ) );
		final Segmenter other = plugin().createSegmenter();
		other.openModel( file.toString() );
		final Img< UnsignedByteType > again = ArrayImgs.unsignedBytes( w, h );
		other.segment( image, again );
		assertEquals( iou( result ), iou( again ), 0 );
		Files.write( file, new byte[ 10 ] );
		assertFalse( plugin().canOpenFile( file.toString() ) );
		assertThrows( IllegalArgumentException.class, () -> other.openModel( file.toString() ) );
	}

	/** Blocks, some of which reach over the border, asked for by many threads, give what the whole gives. */
	@Test
	public void blocksFitTogether()
	{
		final ImgPlus< ? > image = image( 1 );
		final Segmenter s = plugin().createSegmenter();
		s.train( data( image, scribbles( image ) ) );
		final Img< FloatType > whole = ArrayImgs.floats( w, h, 2 ), parts = ArrayImgs.floats( w, h, 2 );
		s.predict( image, whole );
		final int[] cell = s.suggestCellSize( image );
		assertEquals( 2, cell.length );
		final int columns = ( w + 99 ) / 100, rows = ( h + 99 ) / 100;
		IntStream.range( 0, columns * rows ).parallel().forEach( i -> {
			final Interval block = Intervals.createMinMax( i % columns * 100, i / columns * 100, 0,
					Math.min( w - 1, i % columns * 100 + 99 ), Math.min( h - 1, i / columns * 100 + 99 ), 1 );
			s.predict( image, Views.interval( parts, block ) );
		} );
		final RandomAccess< FloatType > a = whole.randomAccess(), b = parts.randomAccess();
		for ( int i = 0; i < w * h; i += 7 )
		{
			final long[] at = { i % w, i / w, 1 };
			a.setPosition( at );
			b.setPosition( at );
			assertEquals( a.get().get(), b.get().get(), 0 );
		}
	}

	@Test
	public void volumesAreWorkedThroughSliceBySlice()
	{
		final ImgPlus< ? > image = image( 2 );
		final Segmenter s = plugin().createSegmenter();
		s.train( data( image, scribbles( image, 1 ) ) );
		assertEquals( 3, s.suggestCellSize( image ).length );
		final Img< UnsignedByteType > result = ArrayImgs.unsignedBytes( w, h, 2 );
		s.segment( image, result );
		assertTrue( iou( result, 0 ) > 0.8 );
		assertEquals( iou( result, 0 ), iou( result, 1 ), 0 );
	}

	@Test
	public void missingScribblesAreAskedFor()
	{
		final ImgPlus< ? > image = image( 1 );
		final Labeling none = Labeling.createEmpty( Arrays.asList( "background", "foreground" ), new FinalInterval( image ) );
		final Segmenter s = plugin().createSegmenter();
		assertTrue( assertThrows( CancellationException.class, () -> s.train( data( image, none ) ) ).getMessage().contains(
				"at least two labels" ) );
		label( none, "foreground", 3, 3 );
		assertTrue( assertThrows( CancellationException.class, () -> s.train( data( image, none ) ) ).getMessage().contains(
				"\"foreground\" only" ) );
		assertThrows( IllegalStateException.class, () -> s.segment( image, ArrayImgs.unsignedBytes( w, h ) ) );
	}
}
