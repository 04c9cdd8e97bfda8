// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/**
 * Dialogs of commands: a page of few fields in the order of work, and the others behind a button; shown with the
 * platform's own widgets.
 */
package sc.fiji.efficientsam.dialog;
