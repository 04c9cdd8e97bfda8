// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.io.File;

/** One image file of a batch, and the name of its results. Immutable. */
public final class BatchImage {

	private final File file;
	private final String name;

	/**
	 * @param name
	 *            path of the results without endings, relative to the folder for
	 *            results, with slashes; no two images of a batch share it
	 */
	BatchImage( final File file, final String name )
	{
		this.file = file;
		this.name = name;
	}

	public File file()
	{
		return file;
	}

	/** Path of the results without endings, relative to the folder for results. */
	public String name()
	{
		return name;
	}

	@Override
	public String toString()
	{
		return name;
	}
}
