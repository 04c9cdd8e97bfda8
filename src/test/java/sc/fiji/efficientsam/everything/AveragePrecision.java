/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam.everything;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import sc.fiji.efficientsam.prompt.Mask;

/**
 * How well found objects match true ones: TP / (TP + FP + FN), where a found
 * object is true if its IoU with a true object reaches a limit and neither is
 * matched yet (the "average precision" of the 2018 Data Science Bowl and of
 * StarDist's paper). Immutable.
 */
final class AveragePrecision {

	private final List< Double > matches = new ArrayList<>();
	private final int found;
	private final int truth;

	/** Matches pairs from the highest IoU on, each object once; empty masks are ignored. */
	AveragePrecision( final Collection< Mask > found, final Collection< Mask > truth )
	{
		final List< Mask > f = new ArrayList<>( found ), t = new ArrayList<>( truth );
		f.removeIf( Mask::isEmpty );
		t.removeIf( Mask::isEmpty );
		this.found = f.size();
		this.truth = t.size();
		final List< double[] > pairs = new ArrayList<>();
		for ( int i = 0; i < f.size(); i++ )
			for ( int j = 0; j < t.size(); j++ )
				if ( f.get( i ).bounds().intersect( t.get( j ).bounds() ) != null )
					pairs.add( new double[] { f.get( i ).iou( t.get( j ) ), i, j } );
		pairs.sort( ( a, b ) -> Double.compare( b[ 0 ], a[ 0 ] ) );
		final boolean[] usedFound = new boolean[ f.size() ], usedTruth = new boolean[ t.size() ];
		for ( final double[] p : pairs )
			if ( p[ 0 ] > 0 && !usedFound[ ( int ) p[ 1 ] ] && !usedTruth[ ( int ) p[ 2 ] ] )
			{
				usedFound[ ( int ) p[ 1 ] ] = true;
				usedTruth[ ( int ) p[ 2 ] ] = true;
				matches.add( p[ 0 ] );
			}
	}

	/** TP / (TP + FP + FN) at an IoU limit, 0..1; 1 if there is nothing to find and nothing was found. */
	double at( final double iou )
	{
		final int tp = hits( iou );
		return found + truth == 0 ? 1 : ( double ) tp / ( found + truth - tp );
	}

	/** The mean over the limits .5, .55, ... .95. */
	double mean()
	{
		double sum = 0;
		for ( int i = 0; i < 10; i++ )
			sum += at( 0.5 + i * 0.05 );
		return sum / 10;
	}

	/** Number of found objects that are true at an IoU limit. */
	int hits( final double iou )
	{
		// NB: limits such as .5 + 3 * .05 are not exact.
		return ( int ) matches.stream().filter( m -> m >= iou - 1e-9 ).count();
	}

	/** Number of found objects. */
	int found()
	{
		return found;
	}

	/** Number of true objects. */
	int truth()
	{
		return truth;
	}
}
