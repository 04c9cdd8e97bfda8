// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.prefs.PrefService;

import sc.fiji.efficientsam.model.ModelStore;

/** Tests {@link Preferences}; what the user of this computer has set is put back. */
public class PreferencesTest {

	private final Context context = new Context( PrefService.class );

	private final Preferences preferences = new Preferences( context.service( PrefService.class ) );

	private int threads, megabytes;

	@BeforeEach
	public void rememberMine()
	{
		threads = preferences.threads();
		megabytes = preferences.megabytes();
	}

	@AfterEach
	public void putMineBack()
	{
		preferences.setThreads( threads );
		preferences.setDiskCache( megabytes );
		context.dispose();
	}

	@Test
	public void whatIsSetIsThereForTheNextProgram()
	{
		preferences.setThreads( 3 );
		preferences.setDiskCache( 500 );
		final Context next = new Context( PrefService.class );
		final Preferences later = new Preferences( next.service( PrefService.class ) );
		assertEquals( 3, later.threads() );
		assertEquals( 500, later.megabytes() );
		next.dispose();
	}

	@Test
	public void nothingIsKeptOnDiskUnlessItIsWanted()
	{
		preferences.setDiskCache( 0 );
		assertNull( preferences.diskCache() );
		assertEquals( 0, preferences.megabytes() );
		// NB: still there, as it may hold what was kept before, to be removed.
		assertNotNull( preferences.store() );
		preferences.setDiskCache( 1 );
		assertNotNull( preferences.diskCache() );
		assertEquals( 1, preferences.megabytes() );
	}

	@Test
	public void embeddingsLieBesideTheModels()
	{
		assertEquals( ModelStore.home().resolveSibling( "embeddings" ), Preferences.folder() );
	}
}
