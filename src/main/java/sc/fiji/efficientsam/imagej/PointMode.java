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
package sc.fiji.efficientsam.imagej;

/** How the points of a multi-point selection make objects. */
public enum PointMode {

	/** Every positive point is an object of its own; negative points go to all of them. */
	EACH,

	/** All points together describe one object. */
	TOGETHER,

	/** All points of one counter (0 to 99, set with "Counter" in the multi-point tool's options) describe one object. */
	COUNTER
}
