// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** All objects of an image without prompts: seeds, masks, their quality, non-maximum suppression. Knows nothing of ImageJ. */
package sc.fiji.efficientsam.everything;
