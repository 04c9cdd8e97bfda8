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
package sc.fiji.efficientsam.segment;

import java.util.Locale;
import java.util.Objects;

/**
 * How prompts are turned into masks. Immutable; {@code with...} methods return
 * changed copies of {@link #DEFAULT}.
 */
public final class SegmentSettings {

	/** Best predicted IoU, automatic scale, fragments and holes below 16 pixels cleaned. */
	public static final SegmentSettings DEFAULT = new SegmentSettings( CandidateRule.SCORE, 0, 16, 16 );

	private final CandidateRule candidate;
	private final double objectSize;
	private final int minFragment;
	private final int maxHole;

	private SegmentSettings( final CandidateRule candidate, final double objectSize, final int minFragment, final int maxHole )
	{
		this.candidate = Objects.requireNonNull( candidate, "candidate" );
		if ( !( objectSize >= 0 ) || Double.isInfinite( objectSize ) )
			throw new IllegalArgumentException( "The object size must be 0 (automatic) or a number of pixels, but is " + objectSize + "." );
		if ( minFragment < 0 || maxHole < 0 )
			throw new IllegalArgumentException( "Fragment and hole sizes must be 0 (off) or numbers of pixels, but are " + minFragment + " and " + maxHole + "." );
		this.objectSize = objectSize;
		this.minFragment = minFragment;
		this.maxHole = maxHole;
	}

	public SegmentSettings withCandidate( final CandidateRule rule )
	{
		return new SegmentSettings( rule, objectSize, minFragment, maxHole );
	}

	public SegmentSettings withObjectSize( final double pixels )
	{
		return new SegmentSettings( candidate, pixels, minFragment, maxHole );
	}

	public SegmentSettings withMinFragment( final int pixels )
	{
		return new SegmentSettings( candidate, objectSize, pixels, maxHole );
	}

	public SegmentSettings withMaxHole( final int pixels )
	{
		return new SegmentSettings( candidate, objectSize, minFragment, pixels );
	}

	/** Which of the model's masks is taken. */
	public CandidateRule candidate()
	{
		return candidate;
	}

	/**
	 * Typical long side of the objects in pixels of the image, which decides the
	 * scale at which prompts without a box are served; 0 for the image's own
	 * resolution.
	 */
	public double objectSize()
	{
		return objectSize;
	}

	/** Pieces of a mask with fewer pixels are removed, but never the largest piece; 0 for off. */
	public int minFragment()
	{
		return minFragment;
	}

	/** Holes in a mask with at most this number of pixels are filled; 0 for off. */
	public int maxHole()
	{
		return maxHole;
	}

	@Override
	public String toString()
	{
		return "candidate=" + candidate.name().toLowerCase( Locale.ROOT ) + " objectsize=" + objectSize + " fragments=" + minFragment + " holes=" + maxHole;
	}
}
