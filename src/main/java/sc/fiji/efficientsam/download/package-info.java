// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** Downloads that are resumed and verified; only whole files get their names. */
package sc.fiji.efficientsam.download;
