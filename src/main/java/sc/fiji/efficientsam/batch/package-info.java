// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** Many image files: which there are, segmented one after the other, what is done already, and tables of all of them. */
package sc.fiji.efficientsam.batch;
