// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/**
 * The interactive tool: a window beside the image, a tool in the toolbar, masks at
 * once. Everything here runs on the event thread, except what {@link
 * sc.fiji.efficientsam.ui.Embedder} and {@link sc.fiji.efficientsam.ui.Decoder} do in
 * threads of their own.
 */
package sc.fiji.efficientsam.ui;
