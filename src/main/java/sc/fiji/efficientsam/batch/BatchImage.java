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
