// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.nio.file.Path;
import java.nio.file.Paths;

import sc.fiji.efficientsam.download.Downloader;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.InferenceBackend;

/** The model that is a part of the plugin, for tests that need a real one. */
public final class BundledModel {

	private static final ModelStore STORE = new ModelStore( Catalog.read( Paths.get( "none.json" ) ), new Downloader() );

	private static final CatalogEntry ENTRY = STORE.entry( "micro" );

	public static final ModelInfo INFO = ENTRY.info();

	private BundledModel()
	{}

	public static PromptableModel open( final ModelLoader loader, final Device device )
	{
		return STORE.open( ENTRY, loader, device );
	}

	/** {@link #open(ModelLoader, Device)} with a loader of its own. */
	public static PromptableModel open( final InferenceBackend backend, final Device device )
	{
		return open( new ModelLoader( backend ), device );
	}

	/** The unpacked and verified encoder file. */
	public static Path encoder()
	{
		return STORE.find( ENTRY, ENTRY.encoder() );
	}

	/** The unpacked and verified decoder file. */
	public static Path decoder()
	{
		return STORE.find( ENTRY, ENTRY.decoder() );
	}

	/** Names the weights in results. */
	public static String hash()
	{
		return STORE.hash( ENTRY );
	}
}
