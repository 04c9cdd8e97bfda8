// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** Learns from a few examples: what is like them, and what objects look like in images of their kind. Knows neither ImageJ nor SciJava. */
package sc.fiji.efficientsam.learn;
