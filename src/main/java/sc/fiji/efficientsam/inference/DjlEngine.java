// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import ai.djl.engine.Engine;
import ai.djl.onnxruntime.engine.OrtEngineProvider;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;

/**
 * Starts DJL's ONNX Runtime engine, once per JVM. A failure is remembered and
 * reported again instead of being tried again.
 * <p>
 * NB: what this class does and the order in which it does it matters:
 * </p>
 * <ul>
 * <li>DJL has to be the first to touch ONNX Runtime: it wants to create the
 * environment itself (djl#3679).</li>
 * <li>The engine is registered by hand, because DJL's own discovery looks at the
 * calling thread's context class loader once and never again.</li>
 * <li>The properties keep DJL from asking the network who it is
 * ({@code Ec2Utils.callHome}) and from looking for PyTorch. What the user has set
 * is left alone.</li>
 * </ul>
 */
final class DjlEngine {

	private static final String NAME = "OnnxRuntime";

	private static Engine engine;

	private static InferenceException failure;

	private DjlEngine()
	{}

	/**
	 * @throws InferenceException
	 *             if the engine does not start on this computer
	 */
	static synchronized Engine get()
	{
		if ( failure != null )
			throw new InferenceException( failure.getMessage(), failure );
		if ( engine == null )
			try ( QuietLog quiet = QuietLog.open() )
			{
				setDefault( "ai.djl.offline", "true" );
				setDefault( "OPT_OUT_TRACKING", "true" );
				setDefault( "ai.djl.onnx.disable_alternative", "true" );
				GpuNatives.here().activate();
				Engine.registerEngine( new OrtEngineProvider() );
				engine = Engine.getEngine( NAME );
				// NB: the natives are loaded by the first use, not by getEngine.
				engine.newBaseManager( ai.djl.Device.cpu() ).close();
				NativeRuns.guard();
			}
			catch ( final Exception | LinkageError e )
			{
				engine = null;
				failure = new InferenceException( explain( e ), e );
				throw failure;
			}
		return engine;
	}

	/** NB: DJL's own answer is the version that it was built for, not the one that runs. */
	static String version()
	{
		get();
		return OrtEnvironment.getEnvironment().getVersion();
	}

	/** Whether the loaded natives were built for CUDA; says nothing about whether it works. */
	static boolean hasCuda()
	{
		get();
		return OrtEnvironment.getAvailableProviders().contains( OrtProvider.CUDA );
	}

	/** Whether the loaded natives, those of Macs, know Core ML. */
	static boolean hasCoreMl()
	{
		get();
		return OrtEnvironment.getAvailableProviders().contains( OrtProvider.CORE_ML );
	}

	private static void setDefault( final String key, final String value )
	{
		if ( System.getProperty( key ) == null )
			System.setProperty( key, value );
	}

	static String explain( final Throwable problem )
	{
		final StringBuilder chain = new StringBuilder();
		for ( Throwable t = problem; t != null; t = t.getCause() )
			chain.append( chain.length() == 0 ? "" : ", because: " ).append( t.getClass().getSimpleName() ).append( ": " )
					.append( t.getMessage() );
		final String cause = chain.toString();
		final String advice;
		if ( cause.contains( "already exists" ) )
			advice = "Another plugin has started ONNX Runtime first. Restart Fiji and run EfficientSAM before the other plugin.";
		else if ( cause.contains( "VERS_" ) || cause.contains( "already loaded" ) )
			advice = "Another plugin has loaded another version of ONNX Runtime. Restart Fiji and run EfficientSAM before the other " +
					"plugin.";
		else if ( cause.contains( "DLL" ) || cause.contains( ".dll" ) )
			advice = "Install the newest \"Microsoft Visual C++ Redistributable (x64)\", or run Fiji with a newer Java, and restart Fiji.";
		else if ( cause.contains( "OrtLibrary" ) || cause.contains( "UnsatisfiedLinkError" ) || cause.contains( "onnxruntime-java" ) )
			advice = "Check that the folder for temporary files (" + System.getProperty( "java.io.tmpdir" ) +
					") exists, has 100 MB of room and may hold programs, or start Java with -Djava.io.tmpdir=<another folder>.";
		else
			advice = "Restart Fiji; if that does not help, reinstall the EfficientSAM update site.";
		return "ONNX Runtime cannot be started on this computer. " + advice + " (" + cause + ")";
	}
}
