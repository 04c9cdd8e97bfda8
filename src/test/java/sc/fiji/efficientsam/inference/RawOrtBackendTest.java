// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

/** Runs the {@link InferenceBackendContract} on a backend without DJL. */
public class RawOrtBackendTest extends InferenceBackendContract {

	@Override
	InferenceBackend create()
	{
		return new RawOrtBackend();
	}
}
