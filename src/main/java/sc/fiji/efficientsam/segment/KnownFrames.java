// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.Collection;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.model.ModelInfo;
import sc.fiji.efficientsam.prompt.Prompt;

/** Serves prompts from frames that are encoded already, as far as those suit, so that an image is encoded once. Immutable. */
public final class KnownFrames {

	/** Input pixels between a box and the border of a known frame. */
	private static final double ROOM = 24;

	private final Collection< Frame > known;
	private final FramePlanner planner;
	private final int width;
	private final int height;
	private final double least;
	private final double most;

	/**
	 * @param known
	 *            frames that are encoded already; may be empty
	 * @param width
	 *            of the image in pixels
	 * @param height
	 *            of the image in pixels
	 * @param least
	 *            shortest long side of a box, in input pixels, for which a known frame is good enough
	 * @param most
	 *            longest one
	 */
	public KnownFrames( final Collection< Frame > known, final int width, final int height, final ModelInfo model, final double least,
			final double most )
	{
		this.known = known;
		this.width = width;
		this.height = height;
		planner = new FramePlanner( width, height, model );
		this.least = least;
		this.most = most;
	}

	/**
	 * Of the known frames that show a prompt's box whole, with some room, and neither too small nor too large, the one
	 * in whose middle it is; else the one that {@link FramePlanner} plans.
	 *
	 * @param prompt
	 *            with a box
	 */
	public Frame frame( final Prompt prompt )
	{
		final Box b = prompt.box();
		Frame best = null;
		double nearest = Double.POSITIVE_INFINITY;
		for ( final Frame f : known )
		{
			final double size = b.longSide() * f.scale();
			final double far = Math.hypot( f.bounds().centerX() - b.centerX(), f.bounds().centerY() - b.centerY() );
			if ( size >= least && size <= most && far < nearest && isWhole( b, f ) )
			{
				best = f;
				nearest = far;
			}
		}
		return best == null ? planner.frame( prompt, planner.scale( prompt, 0 ) ) : best;
	}

	private boolean isWhole( final Box b, final Frame f )
	{
		final Box all = f.bounds();
		final double room = ROOM / f.scale();
		return ( b.minX() - all.minX() >= room || f.x() == 0 ) && ( b.minY() - all.minY() >= room || f.y() == 0 ) &&
				( all.maxX() - b.maxX() >= room || f.x() + f.width() == width ) &&
				( all.maxY() - b.maxY() >= room || f.y() + f.height() == height );
	}
}
