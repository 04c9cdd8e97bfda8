// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** Pixels as a model sees them: channels, contrast, frames and resampling, on ImgLib2. Knows nothing of ImageJ. */
package sc.fiji.efficientsam.image;
