// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/**
 * From prompts to masks: scales and frames, the choice among candidates, negative points, label images; and rough
 * labels made exact. Knows nothing of ImageJ.
 */
package sc.fiji.efficientsam.segment;
