// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.report;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import ij.ImagePlus;

import sc.fiji.efficientsam.evaluate.LabelComparison;
import sc.fiji.efficientsam.source.ImageFiles;
import sc.fiji.efficientsam.source.LabelImageReader;
import sc.fiji.efficientsam.util.ProgressListener;

/** Compares label images with true ones, whatever made them; see {@link LabelComparison}. Immutable. */
public final class LabelReport {

	private static final double[] LIMITS = { 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95 };

	/** NB: an image is looked at with a margin of this width. */
	private static final double MAX_TOLERANCE = 200;

	private final double tolerance;

	/**
	 * @param tolerance
	 *            distance in pixels within which outlines agree
	 */
	public LabelReport( final double tolerance )
	{
		if ( !( tolerance >= 0 && tolerance <= MAX_TOLERANCE ) )
			throw new IllegalArgumentException( "The tolerance must be 0 to " + ( int ) MAX_TOLERANCE + " pixels, but is " + tolerance +
					"." );
		this.tolerance = tolerance;
	}

	/**
	 * Compares. Blocks until done.
	 *
	 * @param found
	 *            the found labels that go with a pair, or an exception that says
	 *            which file is missing
	 * @throws IllegalArgumentException
	 *             if not one image can be compared
	 */
	public Report run( final List< TruthPair > pairs, final Function< TruthPair, File > found, final ProgressListener listener )
	{
		final List< String[] > objects = new ArrayList<>();
		objects.add( new String[] { "set", "image", "label", "found", "iou" } );
		final Map< String, List< LabelComparison > > bySet = new LinkedHashMap<>();
		final List< String > skipped = new ArrayList<>();
		int done = 0;
		for ( final TruthPair pair : pairs )
		{
			listener.progress( done++, pairs.size(), "Comparing " + pair );
			if ( listener.isCanceled() )
				throw new CancellationException( "The evaluation was canceled after " + ( done - 1 ) + " of " + pairs.size() + " images." );
			try
			{
				final ImagePlus imp = ImageFiles.open( found.apply( pair ) );
				final LabelComparison c = new LabelComparison( LabelImageReader.masks( imp ), PromptReport.truth( pair.labels(), imp ),
						imp.getWidth(), imp.getHeight(), tolerance );
				bySet.computeIfAbsent( pair.set(), s -> new ArrayList<>() ).add( c );
				c.matches().values().forEach( m -> objects.add( new String[] { pair.set(), pair.image().getName(),
						Integer.toString( m.label() ), Integer.toString( m.found() ), Report.number( m.iou() ) } ) );
			}
			catch ( final IllegalArgumentException e )
			{
				skipped.add( pair + " (" + e.getMessage() + ")" );
			}
		}
		if ( bySet.isEmpty() )
			throw new IllegalArgumentException( "Not one image could be compared: " +
					String.join( "; ", skipped.subList( 0, Math.min( 5, skipped.size() ) ) ) + "." );
		return new Report( "Labels against the truth", objects, summary( bySet ),
				ReportPlot.curves( "IoU limit", "Average precision TP / (TP + FP + FN)", LIMITS, curves( bySet ) ), skipped );
	}

	private static double mean( final List< LabelComparison > images, final ToDoubleFunction< LabelComparison > figure )
	{
		return images.stream().mapToDouble( figure ).average().orElse( Double.NaN );
	}

	private static Map< String, double[] > curves( final Map< String, List< LabelComparison > > bySet )
	{
		final Map< String, double[] > curves = new LinkedHashMap<>();
		bySet.forEach( ( set, images ) -> {
			final double[] curve = new double[ LIMITS.length ];
			for ( int i = 0; i < LIMITS.length; i++ )
			{
				final double limit = LIMITS[ i ];
				curve[ i ] = mean( images, c -> c.averagePrecision( limit ) );
			}
			curves.put( set, curve );
		} );
		return curves;
	}

	/** NB: means over images, so that one with many objects does not outweigh the others. */
	private static List< String[] > summary( final Map< String, List< LabelComparison > > bySet )
	{
		final List< String[] > rows = new ArrayList<>();
		rows.add( new String[] { "set", "images", "true", "found", "AP .5", "AP .75", "AP .5 to .95", "precision .5", "recall .5", "F1 .5",
				"SEG", "PQ", "mean IoU", "boundary F" } );
		final Map< String, List< LabelComparison > > all = new LinkedHashMap<>( bySet );
		if ( bySet.size() > 1 )
			all.put( "all images", bySet.values().stream().collect( ArrayList::new, List::addAll, List::addAll ) );
		all.forEach( ( set, images ) -> {
			final List< String > row = new ArrayList<>();
			Collections.addAll( row, set, Integer.toString( images.size() ),
					Integer.toString( images.stream().mapToInt( LabelComparison::truth ).sum() ),
					Integer.toString( images.stream().mapToInt( LabelComparison::found ).sum() ) );
			final List< ToDoubleFunction< LabelComparison > > figures = new ArrayList<>();
			Collections.addAll( figures, c -> c.averagePrecision( 0.5 ), c -> c.averagePrecision( 0.75 ),
					LabelComparison::meanAveragePrecision, c -> c.precision( 0.5 ), c -> c.recall( 0.5 ),
					c -> c.f1( 0.5 ), LabelComparison::seg, LabelComparison::panopticQuality, LabelComparison::meanIou,
							LabelComparison::boundaryF );
			figures.forEach( f -> row.add( Report.number( mean( images, f ) ) ) );
			rows.add( row.toArray( new String[ 0 ] ) );
		} );
		return rows;
	}
}
