// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.cli;

import java.io.File;
import java.util.Arrays;
import java.util.Iterator;

import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.SegmentationRequest;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.LabelImageReader;

/**
 * Segments the sample data by their boxes and by their points, saves what comes
 * out, and prints how well it agrees with the ground truth.
 */
public final class Demo {

	private Demo()
	{}

	/**
	 * @param args
	 *            the folder with {@code x.png}, {@code x-boxes.zip},
	 *            {@code x-points.roi} and {@code x-truth.png}, and the folder for
	 *            results
	 */
	public static void main( final String... args )
	{
		System.setProperty( "java.awt.headless", "true" );
		final File data = new File( args[ 0 ] );
		final File out = new File( args[ 1 ] );
		final File[] truths = data.listFiles( ( dir, name ) -> name.endsWith( "-truth.png" ) );
		if ( truths == null || truths.length == 0 )
			throw new IllegalArgumentException( "There are no sample data in \"" + data + "\"." );
		Arrays.sort( truths );
		System.out.printf( "%-22s %8s %14s %14s %14s %9s%n", "image", "objects", "IoU (box)", "IoU (point)", "point+size", "seconds" );
		try ( final Context context = new Context( EfficientSamService.class ) )
		{
			final EfficientSamService sam = context.service( EfficientSamService.class );
			for ( final File truth : truths )
				run( sam, data, truth.getName().replace( "-truth.png", "" ), out );
		}
		System.out.println( "IoU: mean over all objects of intersection over union with the ground truth. Look at the pictures:" );
		System.out.println( new File( out, "boxes" ).getAbsolutePath() + File.separator + "*-overlay.png" );
	}

	private static void run( final EfficientSamService sam, final File data, final String name, final File out )
	{
		final long start = System.nanoTime();
		final ImagePlus imp = IJ.openImage( new File( data, name + ".png" ).getPath() );
		final ImagePlus truth = IJ.openImage( new File( data, name + "-truth.png" ).getPath() );
		final File points = new File( data, name + "-points.roi" );
		final double size = LabelImageReader.masks( truth ).values().stream().mapToInt( m -> Math.max( m.width(), m.height() ) ).sorted()
				.skip( LabelImageReader.masks( truth ).size() / 2 ).findFirst().getAsInt();
		final Segmentation byBox = save( sam.segment( imp ).rois( new File( data, name + "-boxes.zip" ) ), new File( out, "boxes" ) );
		final Segmentation byPoint = save( sam.segment( imp ).rois( points ), new File( out, "points" ) );
		final Segmentation bySizedPoint = save( sam.segment( imp ).rois( points ).objectSize( size ), new File( out, "points-with-size" ) );
		System.out.printf( "%-22s %8d %14.3f %14.3f %14.3f %9.1f%n", name, byBox.objects().size(), meanIou( byBox, truth ),
				meanIou( byPoint, truth ),
				meanIou( bySizedPoint, truth ), ( System.nanoTime() - start ) / 1e9 );
	}

	private static Segmentation save( final SegmentationRequest request, final File folder )
	{
		final Segmentation result = request.run();
		result.export( folder, "labels,rois,table,picture" );
		return result;
	}

	/** NB: the selections were made from the labels, in their order. */
	private static double meanIou( final Segmentation result, final ImagePlus truth )
	{
		final Iterator< Mask > expected = LabelImageReader.masks( truth ).values().iterator();
		double sum = 0;
		for ( final SegmentedObject o : result.objects() )
			sum += o.mask().iou( expected.next() );
		return sum / result.objects().size();
	}
}
