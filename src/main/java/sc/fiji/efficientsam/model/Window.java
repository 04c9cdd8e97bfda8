// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.prompt.Prompt;

/**
 * Which cells of an embedding the mask decoder sees for a prompt: a square in
 * whose middle the prompt lies, as far as the frame's border lets it. The bundled
 * model is trained with windows of these sizes and smaller ones ({@code training/windows.py}). Immutable.
 */
final class Window {

	/**
	 * Sides of windows in cells, ascending; the whole embedding comes after the last. NB: boxes of 143 training objects (bacteria, yeast,
	 * chloroplasts, plant cells) have a mean IoU of .779 in the whole frame, and from 8, 12 or 16 cells on one of .746, .763 or .780.
	 */
	private static final int[] SIZES = { 16, 24 };

	/** Long side, in frame pixels, that is assumed of what is prompted without a box. */
	private static final double UNKNOWN = 112;

	/** Frame pixels around twice the long side. */
	private static final double MARGIN = 32;

	/** First column, first row, and side, in cells. */
	final int x, y, cells;

	private final Prompt prompt;
	private final int cellSize;
	private final int total;

	private Window( final Prompt prompt, final int cells, final int cellSize, final int total )
	{
		this.prompt = prompt;
		this.cells = cells;
		this.cellSize = cellSize;
		this.total = total;
		final Box extent = prompt.hasBox() ? prompt.box() : prompt.extent();
		x = start( extent.centerX() );
		y = start( extent.centerY() );
	}

	private int start( final double middle )
	{
		return ( int ) Math.max( 0, Math.min( total - cells, Math.floor( middle / cellSize - cells / 2.0 + 0.5 ) ) );
	}

	/**
	 * The window that a prompt begins with.
	 *
	 * @param prompt
	 *            in pixels of the frame
	 * @param cellSize
	 *            side of a cell in pixels of the frame
	 * @param total
	 *            side of the embedding in cells
	 */
	static Window of( final Prompt prompt, final int cellSize, final int total )
	{
		final double side = prompt.hasBox() ? prompt.box().longSide() : Math.max( UNKNOWN, prompt.extent().longSide() );
		return new Window( prompt, size( ( 2 * side + MARGIN ) / cellSize, total ), cellSize, total );
	}

	/** The next larger window for the same prompt. */
	Window larger()
	{
		return new Window( prompt, size( cells + 1, total ), cellSize, total );
	}

	private static int size( final double least, final int total )
	{
		for ( final int s : SIZES )
			if ( s >= least && s < total )
				return s;
		return total;
	}

	/** Whether a candidate's mask ends at a border of the window that is none of the frame, so that a part may be missing. */
	boolean cuts( final MaskCandidates candidates, final int candidate )
	{
		final int last = candidates.grid() - 1;
		for ( int i = 0; i <= last; i++ )
			if ( x > 0 && candidates.logit( candidate, i, 0 ) > 0 || x + cells < total && candidates.logit( candidate, i, last ) > 0 ||
					y > 0 && candidates.logit( candidate, 0, i ) > 0 || y + cells < total && candidates.logit( candidate, last, i ) > 0 )
				return true;
		return false;
	}
}
