// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** The commands from a terminal: the same words as in macros, exit codes, help. */
package sc.fiji.efficientsam.cli;
