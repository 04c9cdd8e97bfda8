// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/**
 * What a person does with an image, step by step: prompts, accepted objects,
 * corrections, undo and redo, and the file that holds all of it. Knows nothing of
 * ImageJ and of windows.
 */
package sc.fiji.efficientsam.session;
