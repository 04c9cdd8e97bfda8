// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.List;

/** Takes one of the masks that the model offers for a prompt: by a {@link MaskRule}, by its {@link MaskRank rank}, or as you like. */
@FunctionalInterface
public interface MaskChooser {

	/**
	 * @param prompt
	 *            index of the prompt in the list that was given
	 * @param candidates
	 *            all with the same prompt; one or more
	 */
	SegmentedObject choose( int prompt, List< SegmentedObject > candidates );
}
