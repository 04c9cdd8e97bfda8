// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** ImageJ's images as they are when work begins: pixels, positions, calibration, and files. */
package sc.fiji.efficientsam.source;
