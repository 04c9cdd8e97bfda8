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
package sc.fiji.efficientsam.session;

/** What happens to pixels that a new object shares with accepted ones. */
public enum Conflict {

	/** They stay with the object that was accepted first; objects never overlap. */
	FIRST,

	/** The new object gets them; objects never overlap. */
	LAST,

	/** They belong to both; in a label image, which holds one label per pixel, they show the new object. */
	ALLOW
}
