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

import org.scijava.command.CommandInfo;

/**
 * Where commands are in Fiji's menus, and in which order: the way of work. A
 * command's label is what macros call it by, so it must never change; its place may.
 */
public final class Menus {

	static final String PLUGINS = "Plugins", EFFICIENT_SAM = "EfficientSAM", FOR_MACROS = "For Macros";

	static final String INTERACTIVE = "Interactive...", SEGMENT_ROIS = "Segment ROIs...", SEGMENT_POINTS = "Segment Points...", SEGMENT_EVERYTHING = "Segment Everything...",
			REFINE_LABELS = "Refine Labels...", SEGMENT_STACK = "Segment Stack...", BATCH = "Batch...", EVALUATE = "Evaluate...", MODELS = "Models...",
			DEVICE_AND_CACHE = "Device and Cache...", GPU_SETUP = "GPU Setup...", HELP = "EfficientSAM Help...", REPLAY_SESSION = "Replay Session...";

	/** What the interactive tool records. */
	public static final String LABEL_OBJECT = "Label Object...";

	static final double FIRST = 1, SECOND = 2, THIRD = 3, FOURTH = 4, FIFTH = 5, SIXTH = 6, FILES = 10, SETTINGS = 20, LAST = 30;

	private Menus()
	{}

	/** Whether a command is one of ours, by its place in the menu. */
	public static boolean isOurs( final CommandInfo info )
	{
		return info.getMenuPath().size() > 2 && EFFICIENT_SAM.equals( info.getMenuPath().get( 1 ).getName() );
	}
}
