// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.List;

/** Takes one of the masks that the model offers for a prompt. */
@FunctionalInterface
public interface CandidateSelector {

	/**
	 * @param prompt
	 *            index of the prompt in the list that was given
	 * @param candidates
	 *            one or more
	 */
	SegmentedObject select( int prompt, List< SegmentedObject > candidates );
}
