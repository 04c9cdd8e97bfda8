// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0

/** Labkit's labelings: their files, and their scribbles as prompts. */
package sc.fiji.efficientsam.labeling;
