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
package sc.fiji.efficientsam.track;

/** Why a track has no object on a slice, and so why it ends there if it is not found again. */
public enum StopReason {

	/** The last slice that was asked for. */
	END( "end of the range" ),

	/** The model found nothing. */
	EMPTY( "nothing found" ),

	/** The model does not trust its mask. */
	SCORE( "low predicted IoU" ),

	/** The mask does not overlap with where the object is expected. */
	LOST( "not where it was expected" ),

	/** The mask is much larger or smaller than the object was. */
	AREA( "sudden change of area" ),

	/** The pixels in and round the mask look unlike the object. */
	LOOK( "looks different" ),

	/** What was found belongs to another object. */
	TAKEN( "met another object" ),

	/** The object moved out of the image. */
	LEFT( "left the image" ),

	/** The object divided; its daughters go on. */
	DIVIDED( "divided" ),

	/** The computation was canceled. */
	CANCELED( "canceled" );

	private final String words;

	StopReason( final String words )
	{
		this.words = words;
	}

	/** The reason in words, as tables show it. */
	public String words()
	{
		return words;
	}
}
