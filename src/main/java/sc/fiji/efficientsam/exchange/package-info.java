// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** Objects from files of other programs: GeoJSON and COCO. Knows neither ImageJ nor SciJava. */
package sc.fiji.efficientsam.exchange;
