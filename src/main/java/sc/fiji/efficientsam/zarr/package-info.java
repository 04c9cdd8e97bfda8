// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** Arrays in folders: Zarr, versions 2 and 3, and what OME-NGFF (0.4 and 0.5) says of labels in them. */
package sc.fiji.efficientsam.zarr;
