// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** Figures of merit: found objects beside true ones, and simulated users. Knows nothing of ImageJ. */
package sc.fiji.efficientsam.evaluate;
