// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.Locale;
import java.util.Objects;

/**
 * How prompts are turned into masks. Immutable; {@code with...} methods return
 * changed copies of {@link #DEFAULT}.
 */
public final class SegmentSettings {

	/** Best predicted IoU, automatic scale, fragments and holes below 16 pixels cleaned. */
	public static final SegmentSettings DEFAULT = new SegmentSettings( MaskRule.SCORE, 0, 16, 16 );

	private final MaskRule candidate;
	private final double objectSize;
	private final int minFragment;
	private final int maxHole;

	private SegmentSettings( final MaskRule candidate, final double objectSize, final int minFragment, final int maxHole )
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

	public SegmentSettings withCandidate( final MaskRule rule )
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
	public MaskRule candidate()
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
