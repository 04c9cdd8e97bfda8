// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.download.Downloader;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.inference.OnnxResize;
import sc.fiji.efficientsam.inference.OnnxSignature;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.util.Home;
import sc.fiji.efficientsam.util.ProgressListener;

/** Tests {@link ModelStore#importModel} with the bundled model's files in the role of a user's, and with tiny graphs. */
public class ModelImportTest {

	@TempDir
	Path temp;

	private String home;

	private Path mine;

	private final ModelLoader loader = new ModelLoader( new DjlBackend( 1 ) );

	@BeforeEach
	public void makeFolder() throws IOException
	{
		home = System.getProperty( Home.PROPERTY );
		final Path encoder = BundledModel.encoder(), decoder = BundledModel.decoder();
		System.setProperty( Home.PROPERTY, temp.resolve( "home" ).toString() );
		mine = Files.createDirectories( temp.resolve( "My Cells \u00e9" ) );
		Files.copy( encoder, mine.resolve( "a b.onnx" ) );
		Files.copy( decoder, mine.resolve( "c.onnx" ) );
	}

	@AfterEach
	public void restoreHome()
	{
		if ( home == null )
			System.clearProperty( Home.PROPERTY );
		else
			System.setProperty( Home.PROPERTY, home );
	}

	private ModelStore store()
	{
		return new ModelStore( Catalog.read( temp.resolve( "none" ) ), new Downloader() );
	}

	private void assertRefused( final String part, final Path source, final String id )
	{
		final String message = assertThrows( RuntimeException.class, () -> store().importModel( source, id, "", loader ) ).getMessage();
		assertTrue( message.contains( part ), message );
		final String[] left = ModelStore.home().toFile().list();
		assertEquals( 0, left == null ? 0 : left.length, "nothing is left behind" );
	}

	@Test
	public void anImportedModelWorksAsItsFilesDid() throws IOException
	{
		Files.copy( BundledModel.windowDecoder(), mine.resolve( "w.onnx" ) );
		Files.copy( BundledModel.head(), mine.resolve( "h.onnx" ) );
		final CatalogEntry e = store().importModel( mine, "", "", loader );
		assertEquals( "my-cells", e.info().id() );
		assertEquals( ModelFamily.EFFICIENTSAM, e.family() );
		assertTrue( e.prompts().contains( PromptKind.NEGATIVE ) && !e.prompts().contains( PromptKind.MASK ) );
		assertEquals( 0, e.maxPoints() );
		// a store that is made anew finds it, though the user's folder is gone
		Files.delete( mine.resolve( "a b.onnx" ) );
		final ModelStore store = store();
		assertTrue( store.isInstalled( store.entry( "my-cells" ) ) );
		final float[] rgb = new float[ 3 * 512 * 512 ];
		rgb[ 5000 ] = 1;
		System.setProperty( Home.PROPERTY, temp.resolve( "home" ).toString() );
		try ( PromptableModel imported = store.open( store.entry( "my-cells" ), loader, Device.CPU );
				PromptableModel micro = BundledModel.open( loader, Device.CPU ) )
		{
			assertTrue( imported.mapsInstances() );
			assertEquals( 256, imported.mapInstances( imported.encode( rgb ) ).grid() * 2 );
			// its input is free, but the graph itself says to what it resizes
			assertEquals( micro.info().frameSize(), imported.info().frameSize() );
			assertArrayEquals( micro.encode( rgb ).values().toFloatArray(), imported.encode( rgb ).values().toFloatArray() );
			assertEquals( micro.decode( micro.encode( rgb ), Collections.singletonList( Prompt.point( 90, 70 ) ) ).get( 0 ).score( 0 ),
					imported.decode( imported.encode( rgb ), Collections.singletonList( Prompt.point( 90, 70 ) ) ).get( 0 ).score( 0 ) );
		}
		assertEquals( BundledModel.hash(), store.hash( store.entry( "my-cells" ) ) );
		assertTrue( store.entry( "my-cells" ).assumptions()
				.contains( "512 pixels, in which objects should be 64 (boxes) and 64 pixels (points)" ),
				store.entry( "my-cells" ).assumptions() );
	}

	@Test
	public void furtherFilesAreRecognizedByWhatTheyTakeAndGive() throws IOException
	{
		assertTrue( ModelFamily.isWindowDecoder( OnnxSignature.read( BundledModel.windowDecoder() ) ) );
		assertTrue( ModelFamily.isInstanceHead( OnnxSignature.read( BundledModel.head() ) ) );
		for ( final Path other : new Path[] { BundledModel.encoder(), BundledModel.decoder() } )
			assertFalse( ModelFamily.isWindowDecoder( OnnxSignature.read( other ) )
					|| ModelFamily.isInstanceHead( OnnxSignature.read( other ) ) );
		assertFalse( ModelFamily.isDecoder( OnnxSignature.read( BundledModel.windowDecoder() ) ) );
		// without them a model still works
		try ( PromptableModel plain = store().open( store().importModel( mine, "plain", "", loader ), loader, Device.CPU ) )
		{
			assertFalse( plain.mapsInstances() );
			assertThrows( UnsupportedOperationException.class, () -> plain.mapInstances( plain.encode( new float[ 3 * 512 * 512 ] ) ) );
		}
		Files.copy( BundledModel.head(), mine.resolve( "h.onnx" ) );
		Files.copy( BundledModel.head(), mine.resolve( "i.onnx" ) );
		final String message = assertThrows( IllegalArgumentException.class, () -> store().importModel( mine, "two", "", loader ) )
				.getMessage();
		assertTrue( message.contains( "2 instance heads: h.onnx, i.onnx" ), message );
	}

	@Test
	public void filesOfAnotherKindAreRefused()
	{
		final String message = assertThrows( sc.fiji.efficientsam.inference.InferenceException.class,
				() -> loader.open( BundledModel.INFO, BundledModel.encoder(), BundledModel.decoder(), BundledModel.head(), null,
						Device.CPU ) ).getMessage();
		assertTrue( message.contains( "window_origins" ) && message.contains( "Use the files of one model" ), message );
	}

	@Test
	public void theFrameIsReadFromTheGraph() throws IOException
	{
		final Path file = temp.resolve( "resize.onnx" );
		assertEquals( 512, OnnxResize.side( BundledModel.encoder(), "batched_images" ) );
		assertEquals( 0, OnnxResize.side( BundledModel.decoder(), "batched_point_coords" ) );
		new sc.fiji.efficientsam.inference.OnnxWriter().input( "x", OnnxSignature.FLOAT, 1, 3, -1, -1 ).longs( "sizes", 1, 3, 640,
				640 ).node( "Identity", new String[] { "x" }, "same" )
				.node( "Resize", new String[] { "same", "", "", "sizes" }, "y" ).output( "y", OnnxSignature.FLOAT, 1, 3, 640,
						640 ).write( file );
		assertEquals( 640, OnnxResize.side( file, "x" ) );
		new sc.fiji.efficientsam.inference.OnnxWriter().input( "x", OnnxSignature.FLOAT, 1, 3, -1, -1 ).longs( "sizes", 1, 3, 640, 480 )
				.node( "Resize", new String[] { "x", "", "", "sizes" }, "y" ).output( "y", OnnxSignature.FLOAT, 1, 3, 640,
						480 ).write( file );
		assertEquals( 0, OnnxResize.side( file, "x" ), "no square" );
		Files.write( file, new byte[] { 1, 2, 3 } );
		assertThrows( sc.fiji.efficientsam.inference.InferenceException.class, () -> OnnxResize.side( file, "x" ) );
	}

	@Test
	public void aDescriptionBesideTheFilesIsUsed() throws IOException
	{
		// NB: "licence" is the key of earlier versions.
		final String json = "{ \"id\": \"yeast\", \"title\": \"Our yeast\", \"licence\": \"CC0\", \"frame\": 512, \"boxSize\": 56, " +
				"\"pointSize\": 40 }";
		Files.write( mine.resolve( "model.json" ), json.getBytes( StandardCharsets.UTF_8 ) );
		final ModelStore store = store();
		final CatalogEntry e = store.importModel( mine.resolve( "c.onnx" ), "", "", loader );
		assertEquals( "yeast", e.info().id() );
		assertEquals( "CC0", e.info().license() );
		assertEquals( 512, e.info().frameSize() );
		assertEquals( "", e.assumptions() );
		final float[] rgb = new float[ 3 * 512 * 512 ];
		rgb[ 7000 ] = 1;
		try ( PromptableModel imported = store.open( e, loader, Device.CPU );
				PromptableModel micro = BundledModel.open( loader, Device.CPU ) )
		{
			assertArrayEquals( micro.encode( rgb ).values().toFloatArray(), imported.encode( rgb ).values().toFloatArray() );
		}
		assertThrows( IllegalArgumentException.class, () -> store.importModel( mine, "", "", loader ), "the id is taken" );
		assertEquals( 3, store.delete( store.entry( "yeast" ) ) );
		assertFalse( store.entries().containsKey( "yeast" ) );
	}

	@Test
	public void aChangedFileIsNotLoadedAndCannotBeDownloaded() throws IOException
	{
		final ModelStore store = store();
		final CatalogEntry e = store.importModel( mine, "x1", "", loader );
		final Path file = ModelStore.home().resolve( "x1" ).resolve( e.decoder().name() );
		final byte[] bytes = Files.readAllBytes( file );
		bytes[ bytes.length / 2 ] ^= 1;
		Files.write( file, bytes );
		assertFalse( store.isInstalled( e ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> store.install( e, ProgressListener.NONE ) ).getMessage()
				.contains( "import it again" ) );
		assertThrows( IllegalArgumentException.class, () -> store.open( e, loader, Device.CPU ) );
	}

	@Test
	public void whatCannotBeAModelIsRefusedAndNothingIsLeft() throws IOException
	{
		assertRefused( "does not exist", temp.resolve( "nowhere" ), "" );
		assertRefused( "no ONNX file", Files.createDirectories( temp.resolve( "empty" ) ), "" );
		assertRefused( "cannot name a model", mine, "My Model" );
		assertRefused( "already a model \"micro\"", mine, "micro" );
		assertRefused( "already a model \"mobilesam\"", mine, "mobilesam" );
		Files.copy( mine.resolve( "c.onnx" ), mine.resolve( "d.onnx" ) );
		assertRefused( "2 pairs", mine, "" );
		Files.delete( mine.resolve( "d.onnx" ) );
		Files.write( mine.resolve( "model.json" ), "{ not json".getBytes( StandardCharsets.UTF_8 ) );
		assertRefused( "not valid", mine, "" );
		Files.delete( mine.resolve( "model.json" ) );
		Files.delete( mine.resolve( "a b.onnx" ) );
		assertRefused( "does not have the two ONNX files", mine, "" );
		SamGraphs.planarEncoder( mine.resolve( "a.onnx" ), "x", 64, "image_embeddings" );
		assertRefused( "the encoder does not belong to it", mine, "" );
		Files.write( mine.resolve( "a.onnx" ), new byte[ 1000 ] );
		assertRefused( "not a readable ONNX model", mine, "" );
	}

	@Test
	public void aPairThatFitsByNameButDoesNotRunIsRefused() throws IOException
	{
		// the embedding has another size than the decoder takes
		final Path folder = Files.createDirectories( temp.resolve( "pair" ) );
		new sc.fiji.efficientsam.inference.OnnxWriter().input( "x", OnnxSignature.FLOAT, 1, 3, 1024, 1024 ).node( "ReduceMean",
				new String[] { "x" }, "image_embeddings", "keepdims", 1 )
				.output( "image_embeddings", OnnxSignature.FLOAT, 1, 1, 1, 1 ).write( folder.resolve( "e.onnx" ) );
		SamGraphs.decoder( folder.resolve( "d.onnx" ), false, 4, true, OnnxSignature.FLOAT, true, "image_embeddings" );
		assertRefused( "float32[1, 1, 64, 64]", folder, "pair" );
	}

	@Test
	public void otherFamiliesSayWhatTheyTake() throws IOException
	{
		final Path folder = Files.createDirectories( temp.resolve( "vit" ) );
		SamGraphs.planarEncoder( folder.resolve( "e.onnx" ), "x", 1024, "image_embeddings" );
		SamGraphs.decoder( folder.resolve( "d.onnx" ), false, 4, true, OnnxSignature.FLOAT, true, "image_embeddings" );
		final CatalogEntry e = store().importModel( folder, "", "A SAM", loader );
		assertEquals( ModelFamily.SAM, e.family() );
		assertEquals( "boxes and points, negative points, masks", e.describePrompts() );
		assertEquals( "A SAM", e.info().title() );
	}
}
