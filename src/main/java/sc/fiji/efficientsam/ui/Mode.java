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
package sc.fiji.efficientsam.ui;

/** What a click on the image means. */
enum Mode {

	/** The pixel belongs to the object; a drag is a box. */
	INCLUDE( "Click on an object, or drag a box round it" ),
	/** The pixel does not belong to the present object. */
	EXCLUDE( "Click on what does not belong to the object" ),
	/** One corner of a box, and with the next click the other one. */
	BOX( "Click on two corners of a box, or drag" );

	private final String hint;

	Mode( final String hint )
	{
		this.hint = hint;
	}

	/** What to do next, for people. */
	String hint()
	{
		return hint;
	}
}
