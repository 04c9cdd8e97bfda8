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

/** Which of the masks that the model offers for a prompt is taken. */
public enum CandidateRule {

	/** The one with the best predicted IoU, as in table 4 of the EfficientSAM paper (arXiv 2312.00863). */
	SCORE,

	/** The one with the fewest pixels, but at least one. */
	SMALLEST,

	/** The one with the most pixels. */
	LARGEST,

	/**
	 * The one that fits the prompt best: first the number of points that lie on
	 * the right side of it, then the IoU of its bounding box with the box prompt
	 * (table 5 of the paper), then the predicted IoU.
	 */
	FIT
}
