// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** EfficientSAM in Labkit: a segmenter that is trained on scribbles. Needs Labkit; made by the profile "labkit", as a jar of its own. */
package sc.fiji.efficientsam.labkit;
