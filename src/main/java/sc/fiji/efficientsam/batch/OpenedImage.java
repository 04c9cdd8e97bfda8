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

import ij.ImagePlus;

/** An image of a batch that was read from disk, and the fingerprint of what its results are made of. */
final class OpenedImage {

	private final ImagePlus imp;
	private final String inputs;

	OpenedImage( final ImagePlus imp, final String inputs )
	{
		this.imp = imp;
		this.inputs = inputs;
	}

	ImagePlus imp()
	{
		return imp;
	}

	/** Hashes of image, prompts and settings. */
	String inputs()
	{
		return inputs;
	}
}
