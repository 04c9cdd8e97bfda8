// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** What is in the menus: parameters in, results out. Everything else is done by the packages below. */
package sc.fiji.efficientsam.command;
