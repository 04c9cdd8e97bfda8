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
