// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** Promptable segmentation for Fiji. */
package sc.fiji.efficientsam;
