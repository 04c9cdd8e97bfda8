// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.download.Downloader;
import sc.fiji.efficientsam.download.RemoteFile;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.util.Hashes;
import sc.fiji.efficientsam.util.Home;
import sc.fiji.efficientsam.util.KnownHashes;
import sc.fiji.efficientsam.util.ProgressListener;

/** Tests {@link ModelStore} and {@link Catalog} with the bundled model's files in the role of downloaded ones. */
public class ModelStoreTest {

	@TempDir
	Path temp;

	private String home;

	@BeforeEach
	public void setHome()
	{
		home = System.getProperty( Home.PROPERTY );
		System.setProperty( Home.PROPERTY, temp.resolve( "home" ).toString() );
	}

	@AfterEach
	public void restoreHome()
	{
		System.clearProperty( "ij.dir" );
		if ( home == null )
			System.clearProperty( Home.PROPERTY );
		else
			System.setProperty( Home.PROPERTY, home );
	}

	private static String location( final Path file ) throws IOException
	{
		return "{ \"name\": \"" + file.getFileName() + "\", \"size\": " + Files.size( file ) +
				", \"locations\": [ { \"url\": \"http://127.0.0.1:1/x\", \"sha256\": \"" +
				Hashes.sha256( file ) + "\" } ] }";
	}

	/** A user's catalog with one model. */
	private Path catalogOf( final String id ) throws IOException
	{
		final String json = "{ \"models\": [ { \"id\": \"" + id +
				"\", \"title\": \"My model\", \"family\": \"efficientsam\", \"license\": \"CC0\", \"source\": \"me\", \"frame\": 512, " +
				"\"boxSize\": 56, \"pointSize\": 40, " +
				"\"encoder\": " + location( BundledModel.encoder() ) + ", \"decoder\": " + location( BundledModel.decoder() ) + " } ] }";
		return Files.write( temp.resolve( "models.json" ), json.getBytes( StandardCharsets.UTF_8 ) );
	}

	private ModelStore store() throws IOException
	{
		return new ModelStore( Catalog.read( catalogOf( "mine" ) ), new Downloader() );
	}

	private static void putByHand( final Path folder ) throws IOException
	{
		Files.createDirectories( folder );
		for ( final Path file : new Path[] { BundledModel.encoder(), BundledModel.decoder() } )
			Files.copy( file, folder.resolve( file.getFileName() ) );
	}

	@Test
	public void theCatalogInTheJarIsPinnedAndFree()
	{
		final Catalog catalog = Catalog.read( temp.resolve( "none.json" ) );
		assertEquals( "[micro, efficientsam-ti, efficientsam-s, mobilesam, sam-vit-b, sam2.1-tiny]",
				catalog.entries().keySet().toString() );
		for ( final CatalogEntry e : catalog.entries().values() )
		{
			assertTrue( e.info().license().startsWith( "Apache-2.0" ), e.info().license() );
			for ( final RemoteFile f : e.files() )
				f.locations().forEach( l -> assertTrue( l.url().startsWith( e.isBundled() ? "jar:" : "https://" ), l.url() ) );
			assertEquals( e.info().id().equals( "micro" ), e.isBundled() );
		}
	}

	/** Before each run of a command it is asked whether its model is there. NB: see {@link KnownHashes} for how that is proved. */
	@Test
	public void largeFilesAreVerifiedOnceAndAgainAfterTheyChanged() throws IOException
	{
		final ModelStore store = store();
		final CatalogEntry mine = store.entry( "mine" );
		final Path folder = ModelStore.home().resolve( "mine" ), encoder = folder.resolve( BundledModel.encoder().getFileName() );
		putByHand( folder );
		final FileTime changed = FileTime.fromMillis( 1_600_000_000_000L );
		Files.setLastModifiedTime( encoder, changed );
		assertTrue( store.isInstalled( mine ) );
		final String hash = store.hash( mine );
		Files.write( encoder, new byte[ ( int ) Files.size( encoder ) ] );
		Files.setLastModifiedTime( encoder, changed );
		assertTrue( store.isInstalled( mine ) );
		assertEquals( hash, store.hash( mine ) );
		Files.setLastModifiedTime( encoder, FileTime.fromMillis( changed.toMillis() + 1 ) );
		assertFalse( store.isInstalled( mine ) );
	}

	@Test
	public void theBundledModelIsAlwaysThereAndStays() throws IOException
	{
		final ModelStore store = new ModelStore( Catalog.read( catalogOf( "micro" ) ), new Downloader() );
		final CatalogEntry micro = store.entry( "micro" );
		assertTrue( micro.isBundled(), "a file of one's own does not replace it" );
		assertTrue( store.isPresent( micro ) && store.isInstalled( micro ) );
		store.install( micro, ProgressListener.NONE );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> store.delete( micro ) ).getMessage()
				.contains( "part of the plugin" ) );
		assertEquals( BundledModel.INFO.frameSize(), micro.info().frameSize() );
		final StringBuilder hashes = new StringBuilder();
		for ( final RemoteFile file : micro.files() )
			hashes.append( '+' ).append( Hashes.sha256( store.find( micro, file ) ), 0, 12 );
		assertEquals( hashes.substring( 1 ), store.hash( micro ) );
	}

	@Test
	public void entriesMayHaveFurtherFiles() throws IOException
	{
		final Path file = catalogOf( "more" );
		final String json = new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 );
		Files.write( file, json.replace( "\"encoder\":", "\"others\": { \"head\": " +
				location( BundledModel.decoder() ).replace( BundledModel.decoder().getFileName().toString(), "head.onnx" ) +
				" }, \"encoder\":" ).getBytes( StandardCharsets.UTF_8 ) );
		final ModelStore store = new ModelStore( Catalog.read( file ), new Downloader() );
		final CatalogEntry more = store.entry( "more" );
		assertEquals( "head.onnx", more.file( "head" ).name() );
		assertEquals( 3, more.files().size() );
		putByHand( ModelStore.home().resolve( "more" ) );
		assertFalse( store.isInstalled( more ), "one is missing" );
		Files.copy( BundledModel.decoder(), ModelStore.home().resolve( "more/head.onnx" ) );
		assertTrue( store.isInstalled( more ) );
		assertEquals( 3, store.delete( more ) );
	}

	@Test
	public void filesPutByHandAreFoundVerifiedAndLoaded() throws IOException
	{
		final ModelStore store = store();
		final CatalogEntry mine = store.entry( "mine" );
		final String message = assertThrows( IllegalArgumentException.class,
				() -> store.open( mine, new ModelLoader( new DjlBackend() ), Device.CPU ) ).getMessage();
		assertTrue( message.contains( "not installed" ) && message.contains( temp.toString() ), message );
		putByHand( ModelStore.home().resolve( "mine" ) );
		assertTrue( store.isInstalled( mine ) );
		try ( PromptableModel model = store.open( mine, new ModelLoader( new DjlBackend() ), Device.CPU ) )
		{
			assertEquals( "mine", model.info().id() );
		}
		assertEquals( 25, store.hash( mine ).length() );
	}

	@Test
	public void brokenFilesAreNeverLoaded() throws IOException
	{
		final ModelStore store = store();
		final Path folder = ModelStore.home().resolve( "mine" );
		putByHand( folder );
		final Path decoder = folder.resolve( BundledModel.decoder().getFileName() );
		final byte[] bytes = Files.readAllBytes( decoder );
		bytes[ bytes.length / 2 ] ^= 1;
		Files.write( decoder, bytes );
		assertFalse( store.isInstalled( store.entry( "mine" ) ) );
		assertTrue( store.isPresent( store.entry( "mine" ) ), "files of the right size, which nobody has read" );
		assertTrue( assertThrows( IllegalArgumentException.class,
				() -> store.open( store.entry( "mine" ), new ModelLoader( new DjlBackend() ), Device.CPU ) ).getMessage()
				.contains( "missing or broken: micro_decoder.onnx" ) );
		Files.write( decoder, Arrays.copyOf( bytes, bytes.length - 1 ) );
		assertFalse( store.isPresent( store.entry( "mine" ) ) );
	}

	@Test
	public void fijisOwnFolderComesFirstAndHomeIsTheFallback() throws IOException
	{
		final Path fiji = Files.createDirectories( temp.resolve( "Fiji with space" ) );
		System.setProperty( "ij.dir", fiji.toString() );
		assertEquals( fiji.resolve( "models" ).resolve( "efficientsam" ), ModelStore.roots().get( 0 ) );
		assertEquals( ModelStore.home(), ModelStore.roots().get( 1 ) );
		putByHand( fiji.resolve( "models" ).resolve( "efficientsam" ).resolve( "mine" ) );
		final ModelStore store = store();
		assertTrue( store.isInstalled( store.entry( "mine" ) ) );
		assertEquals( 2, store.delete( store.entry( "mine" ) ) );
		assertFalse( store.isInstalled( store.entry( "mine" ) ) );
	}

	@Test
	public void badCatalogsAreRefusedWithAReason()
	{
		for ( final String json : new String[] { "", "[]", "{ \"models\": [ { \"id\": \"x\" } ] }",
				"{ \"models\": [ { \"id\": \"x\", \"family\": \"efficientsam\", \"encoder\": {} , \"decoder\": {} } ] }", "not json {" } )
			assertTrue( assertThrows( IllegalArgumentException.class, () -> Catalog.parse( new StringReader( json ), "my file" ),
					json ).getMessage().contains( "my file is no valid catalog" ), json );
		assertTrue( assertThrows( IllegalArgumentException.class,
				() -> Catalog.parse( new StringReader( "{ \"models\": [ { \"id\": \"x\", \"family\": \"yolo\" } ] }" ), "f" ) ).getMessage()
				.contains( "yolo" ) );
	}
}
