// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
/** What a person says about an object: points, boxes and masks; as values, text and tables. Knows nothing of ImageJ. */
package sc.fiji.efficientsam.prompt;
