// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.model.BundledModel;

/** Runs the {@link InferenceBackendContract} on {@link DjlBackend}, and tests what is special to it. */
public class DjlBackendTest extends InferenceBackendContract {

	@Override
	InferenceBackend create()
	{
		return new DjlBackend( 1 );
	}

	@Test
	public void withoutGraphicsCardAutoIsTheCpuAndGpuIsRefused()
	{
		assumeFalse( DjlEngine.hasCuda(), "has natives for CUDA" );
		try ( InferenceSession s = new DjlBackend().open( BundledModel.decoder(), Device.AUTO ) )
		{
			assertEquals( Device.CPU, s.device() );
		}
		assertMessage( "cannot run on a GPU", () -> new DjlBackend().open( BundledModel.decoder(), Device.GPU ) );
	}

	@Test
	public void theGpuLibrariesAreThoseOfTheVersionInUse()
	{
		assertTrue( DjlEngine.version().equals( GpuNatives.VERSION ), DjlEngine.version() );
	}

	@Test
	public void negativeThreadsAreRefused()
	{
		assertThrows( IllegalArgumentException.class, () -> new DjlBackend( -1 ) );
	}

	@Test
	public void startUpFailuresAreExplained()
	{
		assertTrue( DjlEngine.explain( new IllegalStateException( "the thread pool already exists" ) )
				.contains( "before the other plugin" ) );
		assertTrue( DjlEngine.explain( new UnsatisfiedLinkError( "version 'VERS_1.23.2' not found" ) ).contains( "another version" ) );
		assertTrue( DjlEngine.explain( new UnsatisfiedLinkError( "onnxruntime.dll: A dynamic link library (DLL) initialization routine " +
				"failed" ) ).contains( "Visual C++" ) );
		assertTrue( DjlEngine.explain( new UnsatisfiedLinkError( "noexec" ) ).contains( "temporary files" ) );
		assertFalse( DjlEngine.explain( new RuntimeException( "a", new RuntimeException( "root" ) ) ).isEmpty() );
		assertTrue( DjlEngine.explain( new RuntimeException( "a", new RuntimeException( "root" ) ) ).contains( "root" ) );
	}
}
