// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.report;

import java.io.File;

/** An image and its label image of true objects. Immutable. */
public final class TruthPair {

	private final String set;
	private final File image;
	private final File labels;

	TruthPair( final String set, final File image, final File labels )
	{
		this.set = set;
		this.image = image;
		this.labels = labels;
	}

	/** Name of the set that the image belongs to: its folder's. */
	public String set()
	{
		return set;
	}

	public File image()
	{
		return image;
	}

	public File labels()
	{
		return labels;
	}

	@Override
	public String toString()
	{
		return set + "/" + image.getName();
	}
}
