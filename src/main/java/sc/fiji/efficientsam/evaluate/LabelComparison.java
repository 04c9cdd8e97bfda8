// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import sc.fiji.efficientsam.mask.Mask;

/**
 * Compares found objects with true ones, by intersection over union (IoU) of
 * pixels. Immutable.
 * <p>
 * Pairs are matched from the highest IoU down, each object once; above an IoU of
 * 0.5 there is only one way to match objects without overlaps. At a limit, a
 * matched pair whose IoU reaches it is a true positive (TP), a found object without
 * such a partner is a false positive (FP), and a true one is a false negative (FN).
 * </p>
 */
public final class LabelComparison {

	/** A true object and what was found of it. */
	public static final class Match {

		private final int label;
		private final int found;
		private final double iou;

		Match( final int label, final int found, final double iou )
		{
			this.label = label;
			this.found = found;
			this.iou = iou;
		}

		/** Label of the true object. */
		public int label()
		{
			return label;
		}

		/** Label of the found object that it is matched with; 0 if there is none. */
		public int found()
		{
			return found;
		}

		/** Their IoU; 0 without a match. */
		public double iou()
		{
			return iou;
		}
	}

	private final Map< Integer, Match > matches = new TreeMap<>();
	private final int foundCount;
	private final double seg;
	private final double boundaryF;

	/**
	 * @param found
	 *            found objects by label
	 * @param truth
	 *            true objects by label
	 * @param width
	 *            of the image in pixels
	 * @param height
	 *            of the image in pixels
	 * @param tolerance
	 *            distance in pixels within which outlines agree
	 */
	public LabelComparison( final Map< Integer, Mask > found, final Map< Integer, Mask > truth, final int width, final int height,
			final double tolerance )
	{
		foundCount = found.size();
		final List< double[] > pairs = new ArrayList<>();
		double covered = 0;
		for ( final Map.Entry< Integer, Mask > t : truth.entrySet() )
			for ( final Map.Entry< Integer, Mask > f : found.entrySet() )
				if ( f.getValue().bounds().intersect( t.getValue().bounds() ) != null )
				{
					final int both = t.getValue().intersection( f.getValue() );
					final double iou = ( double ) both / ( t.getValue().area() + f.getValue().area() - both );
					if ( both > 0 )
						pairs.add( new double[] { iou, t.getKey(), f.getKey() } );
					if ( 2 * both > t.getValue().area() )
						covered += iou;
				}
		seg = truth.isEmpty() ? 1 : covered / truth.size();
		pairs.sort( ( a, b ) -> Double.compare( b[ 0 ], a[ 0 ] ) );
		final Set< Integer > used = new HashSet<>();
		for ( final double[] p : pairs )
			if ( !matches.containsKey( ( int ) p[ 1 ] ) && used.add( ( int ) p[ 2 ] ) )
				matches.put( ( int ) p[ 1 ], new Match( ( int ) p[ 1 ], ( int ) p[ 2 ], p[ 0 ] ) );
		for ( final int label : truth.keySet() )
			matches.putIfAbsent( label, new Match( label, 0, 0 ) );
		boundaryF = new Boundaries( width, height, tolerance ).f( found.values(), truth.values() );
	}

	/** Compares objects without labels, which are numbered from 1; empty masks are left out. */
	public static LabelComparison of( final Collection< Mask > found, final Collection< Mask > truth, final int width, final int height,
			final double tolerance )
	{
		return new LabelComparison( number( found ), number( truth ), width, height, tolerance );
	}

	private static Map< Integer, Mask > number( final Collection< Mask > masks )
	{
		final Map< Integer, Mask > numbered = new TreeMap<>();
		for ( final Mask m : masks )
			if ( !m.isEmpty() )
				numbered.put( numbered.size() + 1, m );
		return numbered;
	}

	/** One element per true object, by its label; unmodifiable. */
	public Map< Integer, Match > matches()
	{
		return Collections.unmodifiableMap( matches );
	}

	/** Number of found objects. */
	public int found()
	{
		return foundCount;
	}

	/** Number of true objects. */
	public int truth()
	{
		return matches.size();
	}

	/** TP at an IoU limit above 0. */
	public int truePositives( final double limit )
	{
		// NB: limits such as .5 + 3 * .05 are not exact.
		return ( int ) matches.values().stream().filter( m -> m.iou >= limit - 1e-9 ).count();
	}

	/** TP / (TP + FP); 1 if nothing was found. */
	public double precision( final double limit )
	{
		return ratio( truePositives( limit ), foundCount );
	}

	/** TP / (TP + FN); 1 if there is nothing to find. */
	public double recall( final double limit )
	{
		return ratio( truePositives( limit ), truth() );
	}

	/** 2 TP / (2 TP + FP + FN); 1 if there is nothing to find and nothing was found. */
	public double f1( final double limit )
	{
		return ratio( 2 * truePositives( limit ), foundCount + truth() );
	}

	/** Average precision as the Data Science Bowl 2018 and StarDist define it: TP / (TP + FP + FN). */
	public double averagePrecision( final double limit )
	{
		final int tp = truePositives( limit );
		return ratio( tp, foundCount + truth() - tp );
	}

	/** Mean of {@link #averagePrecision} over the limits 0.5, 0.55, ... 0.95. */
	public double meanAveragePrecision()
	{
		double sum = 0;
		for ( int i = 0; i < 10; i++ )
			sum += averagePrecision( 0.5 + 0.05 * i );
		return sum / 10;
	}

	/**
	 * SEG of the Cell Tracking Challenge: mean over true objects of the IoU with the found object that covers more than
	 * half of it, 0 where there is none.
	 */
	public double seg()
	{
		return seg;
	}

	/** Panoptic quality (Kirillov et al., CVPR 2019): sum of the IoUs of TP above 0.5, over TP + FP / 2 + FN / 2. */
	public double panopticQuality()
	{
		final double sum = matches.values().stream().filter( m -> m.iou > 0.5 ).mapToDouble( Match::iou ).sum();
		return foundCount + truth() == 0 ? 1 : sum / ( ( foundCount + truth() ) / 2.0 );
	}

	/** Mean over true objects of the IoU with their match, 0 without one. */
	public double meanIou()
	{
		return matches.values().stream().mapToDouble( Match::iou ).average().orElse( 1 );
	}

	/** Agreement of outlines, 0..1; see {@link Boundaries}. */
	public double boundaryF()
	{
		return boundaryF;
	}

	private static double ratio( final double part, final double whole )
	{
		return whole == 0 ? 1 : part / whole;
	}
}
