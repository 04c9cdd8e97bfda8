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
package sc.fiji.efficientsam.command;

/**
 * Where commands are in Fiji's menus. A command's last label is what macros call
 * it by, so it must never change.
 */
public final class Menu {

	public static final String ROOT = "Plugins>EfficientSAM>";

	public static final String SEGMENT_ROIS = ROOT + "Segment ROIs...";

	public static final String SEGMENT_POINTS = ROOT + "Segment Points...";

	public static final String SEGMENT_STACK = ROOT + "Segment Stack...";

	public static final String SEGMENT_EVERYTHING = ROOT + "Segment Everything...";

	public static final String REFINE_LABELS = ROOT + "Refine Labels...";

	public static final String INTERACTIVE = ROOT + "Interactive...";

	public static final String LABEL_OBJECT = ROOT + "Label Object...";

	public static final String REPLAY_SESSION = ROOT + "Replay Session...";

	public static final String BATCH = ROOT + "Batch...";

	public static final String EVALUATE = ROOT + "Evaluate...";

	public static final String MODELS = ROOT + "Models...";

	public static final String DEVICE_AND_CACHE = ROOT + "Device and Cache...";

	public static final String GPU_SETUP = ROOT + "GPU Setup...";

	private Menu()
	{}
}
