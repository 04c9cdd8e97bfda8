// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** Which models there are, where they come from, and what their ONNX files take and give. Knows nothing of ImageJ. */
package sc.fiji.efficientsam.model;
