// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** Runs ONNX files on the CPU or a GPU; the only place that knows DJL and ONNX Runtime. */
package sc.fiji.efficientsam.inference;
