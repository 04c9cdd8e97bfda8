// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** The pixels of objects: masks, boxes, connected components, distances, outlines, cleaning. Knows nothing of ImageJ. */
package sc.fiji.efficientsam.mask;
