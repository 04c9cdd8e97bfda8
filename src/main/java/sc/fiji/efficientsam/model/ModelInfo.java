// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.util.Objects;

/** What is known about a model before it is loaded. Immutable. */
public final class ModelInfo {

	/** NB: a frame is made whole in memory, in 12 bytes per pixel; the largest of known models has 1024. */
	private static final int MAX_FRAME = 4096;

	private final String id;
	private final String title;
	private final String license;
	private final int frameSize;
	private final double boxSize;
	private final double pointSize;

	/**
	 * @param id
	 *            short name for macros, for example {@code micro}
	 * @param title
	 *            name for people
	 * @param license
	 *            license of the weights
	 * @param frameSize
	 *            side in pixels of the square input that the model was trained on
	 * @param boxSize
	 *            long side in input pixels at which boxes are segmented best
	 * @param pointSize
	 *            long side in input pixels at which objects are found best by
	 *            points alone
	 */
	public ModelInfo( final String id, final String title, final String license, final int frameSize, final double boxSize,
			final double pointSize )
	{
		this.id = Objects.requireNonNull( id, "id" );
		this.title = Objects.requireNonNull( title, "title" );
		this.license = Objects.requireNonNull( license, "license" );
		if ( frameSize < 16 || frameSize > MAX_FRAME || !( boxSize >= 1 && boxSize <= frameSize && pointSize >= 1
				&& pointSize <= frameSize ) )
			throw new IllegalArgumentException( "Model \"" + id + "\" needs a frame of 16 to " + MAX_FRAME + " pixels (is " + frameSize +
					") and objects that fit into it (are " + boxSize + " and " + pointSize + ")." );
		this.frameSize = frameSize;
		this.boxSize = boxSize;
		this.pointSize = pointSize;
	}

	public String id()
	{
		return id;
	}

	public String title()
	{
		return title;
	}

	public String license()
	{
		return license;
	}

	/** Side in pixels of the model's square input. */
	public int frameSize()
	{
		return frameSize;
	}

	/** Long side of a box, in input pixels, at which the model is at its best. */
	public double boxSize()
	{
		return boxSize;
	}

	/** Long side of an object, in input pixels, at which a point finds it best. */
	public double pointSize()
	{
		return pointSize;
	}

	@Override
	public String toString()
	{
		return id + " (" + title + ")";
	}
}
