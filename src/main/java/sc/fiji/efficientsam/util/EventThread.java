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
package sc.fiji.efficientsam.util;

/** The thread that serves windows, which must never wait. */
public final class EventThread {

	private EventThread()
	{}

	/** Whether the calling thread is the one that serves windows. NB: AWT's own answer would start AWT, which fails where the screen cannot be reached. */
	public static boolean isHere()
	{
		return Thread.currentThread().getClass().getName().equals( "java.awt.EventDispatchThread" );
	}
}
