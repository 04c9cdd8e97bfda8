// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** ImageJ's selections: where they come from, and the prompts that they are. */
package sc.fiji.efficientsam.roi;
