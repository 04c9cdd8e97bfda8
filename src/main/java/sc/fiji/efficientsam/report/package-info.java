// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** Evaluations of folders of images: tables and plots. */
package sc.fiji.efficientsam.report;
