// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** Small things that all packages need: progress, files, hashes, tables of text, words. */
package sc.fiji.efficientsam.util;
