// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

/**
 * Where commands are in Fiji's menus, and in which order: the way of work. A
 * command's label is what macros call it by, so it must never change; its place may.
 */
public final class Menus {

	public static final String PLUGINS = "Plugins", EFFICIENT_SAM = "EfficientSAM", FOR_MACROS = "For Macros";

	public static final String INTERACTIVE = "Interactive...", SEGMENT_ROIS = "Segment ROIs...", SEGMENT_POINTS = "Segment Points...",
			SEGMENT_EVERYTHING = "Segment Everything...",
			REFINE_LABELS = "Refine Labels...", SEGMENT_STACK = "Segment Stack...", BATCH = "Batch...", EVALUATE = "Evaluate...",
					MODELS = "Models...",
			DEVICE_AND_CACHE = "Device and Cache...", GPU_SETUP = "GPU Setup...", HELP = "EfficientSAM Help...",
					REPLAY_SESSION = "Replay Session...", ABOUT = "About and Citation...",
			SEGMENT_LABELING = "Segment Labkit Labeling...", OPEN_IN_LABKIT = "Open in Labkit...", IMPORT_OBJECTS = "Import Objects...",
			SEGMENT_SIMILAR = "Segment Similar...", TEACH = "Teach...";

	/** Images to try things out on are below File, where those of ImageJ are. */
	public static final String FILE = "File", OPEN_SAMPLES = "Open Samples";

	/** What the interactive tool records. */
	public static final String LABEL_OBJECT = "Label Object...";

	public static final double FIRST = 1, SECOND = 2, THIRD = 3, FOURTH = 4, FIFTH = 5, SIXTH = 6, SEVENTH = 7,
			FILES = 10, SETTINGS = 20, LAST = 30;

	private Menus()
	{}
}
