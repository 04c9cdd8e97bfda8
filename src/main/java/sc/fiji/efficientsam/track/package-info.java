// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0

/**
 * Follows objects through the slices of a stack, or the frames of a series: the
 * mask of one slice gives the prompt of the next. Knows nothing of ImageJ.
 */
package sc.fiji.efficientsam.track;
