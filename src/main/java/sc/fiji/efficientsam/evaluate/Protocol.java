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
package sc.fiji.efficientsam.evaluate;

/** Simulated users, as in section 4 of the paper (Xiong et al., arXiv 2312.00863). */
public enum Protocol
{
	/** The true object's tight box. */
	BOX( 0 ),
	/** One click on the true object's pixel that is farthest from everything else. */
	POINT( 0 ),
	/** That click, and two more, each in the middle of the largest piece of what the mask has wrong: positive where something is missing, negative where something is too much. */
	THREE( 2 );

	private final int corrections;

	Protocol( final int corrections )
	{
		this.corrections = corrections;
	}

	/** Clicks after the first prompt. */
	int corrections()
	{
		return corrections;
	}
}
