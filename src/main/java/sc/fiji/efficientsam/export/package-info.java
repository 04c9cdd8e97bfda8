// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** Results as ImageJ and other programs take them: label images, selections, tables, pictures and files. */
package sc.fiji.efficientsam.export;
