// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.batch.BatchFiles;
import sc.fiji.efficientsam.batch.BatchReport;
import sc.fiji.efficientsam.batch.BatchRequest;
import sc.fiji.efficientsam.download.DownloadException;
import sc.fiji.efficientsam.download.Downloader;
import sc.fiji.efficientsam.download.FaultyServer;
import sc.fiji.efficientsam.export.GivenResult;
import sc.fiji.efficientsam.export.ResultFormat;
import sc.fiji.efficientsam.export.ResultKind;
import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.model.Catalog;
import sc.fiji.efficientsam.model.CatalogEntry;
import sc.fiji.efficientsam.model.ModelStore;
import sc.fiji.efficientsam.model.TestModels;
import sc.fiji.efficientsam.segment.EmbeddingCache;
import sc.fiji.efficientsam.segment.EmbeddingStore;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.source.ImageFiles;
import sc.fiji.efficientsam.util.ProgressListener;

/** What others have made neither leads out of its folder nor to a server; and faults of the system that are no crash. */
public class SecurityTest {

	private Lab lab;

	@BeforeEach
	public void start() throws IOException
	{
		lab = new Lab( Files.createTempDirectory( "security" ) );
		lab.clear();
	}

	@AfterEach
	public void stop()
	{
		lab.close();
	}

	/** A server that notes who asks. */
	private static FaultyServer server() throws IOException
	{
		return new FaultyServer( ( n, from, out ) -> FaultyServer.header( out, "404 Not Found" ) );
	}

	// -- Servers --

	private static String entry( final String url )
	{
		final String hash = "61570e217e60689da56afc1abbbc1a2e60037480f8b0efc4556f4527d8f3e1a2",
				file = "\"size\": 5, \"locations\": [ { \"url\": \"" + url + "\", \"sha256\": \"" + hash + "\" } ] }";
		return "{ \"id\": \"mine\", \"title\": \"Mine\", \"family\": \"sam\", \"license\": \"MIT\", \"source\": \"" + url +
				"\", \"frame\": 128, \"boxSize\": 40, \"pointSize\": 32, \"encoder\": { \"name\": \"e.onnx\", " + file +
				", \"decoder\": { \"name\": \"d.onnx\", " + file + " }";
	}

	@Test
	public void serversThatACatalogNamesAreNotAskedBeforeADownloadIs() throws Exception
	{
		try ( FaultyServer server = server() )
		{
			final Path json = Files.write( lab.folder().resolve( "models.json" ),
					( "{ \"models\": [ " + entry( server.url() ) + " ] }" ).getBytes( StandardCharsets.UTF_8 ) );
			final ModelStore store = new ModelStore( Catalog.read( json ), new Downloader( 500 ) );
			final CatalogEntry mine = store.entry( "mine" );
			assertFalse( store.isInstalled( mine ) );
			mine.describePrompts();
			assertThrows( IllegalArgumentException.class, () -> store.open( mine, lab.sam().loader(), Device.CPU ) );
			assertThrows( IllegalArgumentException.class, () -> store.hash( mine ) );
			store.delete( mine );
			assertEquals( "[]", server.requests.toString() );
			assertThrows( DownloadException.class, () -> store.install( mine, ProgressListener.NONE ) );
			assertFalse( server.requests.isEmpty() );
		}
	}

	@Test
	public void anImportAsksNobodyAndForgetsAddresses() throws Exception
	{
		try ( FaultyServer server = server() )
		{
			final Path folder = DiscModel.write( lab.folder().resolve( "mine" ) );
			Files.write( folder.resolve( "model.json" ), entry( server.url() ).getBytes( StandardCharsets.UTF_8 ) );
			final CatalogEntry mine = lab.sam().store().importModel( folder, "", "", lab.sam().loader() );
			final Path installed = ModelStore.home().resolve( "mine" );
			assertFalse( Invariants.text( installed.resolve( "model.json" ) ).contains( "127.0.0.1" ) );
			assertEquals( 3, Invariants.files( installed ).size() );
			// broken afterwards, it is not fetched again either
			Files.write( installed.resolve( mine.encoder().name() ), new byte[ 3 ] );
			assertThrows( IllegalArgumentException.class, () -> lab.sam().store().install( mine, ProgressListener.NONE ) );
			assertEquals( "[]", server.requests.toString() );
		}
	}

	@Test
	public void redirectsLeadToWebAddressesOnly() throws Exception
	{
		final Path secret = Files.write( lab.folder().resolve( "secret" ), new byte[ 5 ] ), folder = lab.folder().resolve( "models" );
		for ( final String to : new String[] { secret.toUri().toString(), "jar:" + secret.toUri() + "!/x", "ftp://127.0.0.1:1/x",
				"gopher://127.0.0.1/x", "//", "" } )
			try ( FaultyServer server = new FaultyServer( ( n, from, out ) -> FaultyServer.header( out, "302 Found", "Location: " + to ) ) )
			{
				final DownloadException e = assertThrows( DownloadException.class,
						() -> new Downloader( 500 ).download( Victim.remote( server.url(),
								"8855508aade16ec573d21e6a485dfd0a7624085c1a14b5ecdd6485de0c6839a4", 5 ), folder, ProgressListener.NONE ),
								to );
				assertTrue( Fuzz.isText( e.getMessage() ), e.getMessage() );
				assertTrue( Invariants.files( folder ).stream().noneMatch( f -> f.toString().endsWith( ".onnx" )
						|| f.toString().endsWith( ".part" ) ), to );
			}
		assertThrows( DownloadException.class, () -> new Downloader( 500 ).download( Victim.remote( secret.toUri().toString(),
				"8855508aade16ec573d21e6a485dfd0a7624085c1a14b5ecdd6485de0c6839a4", 5 ), folder, ProgressListener.NONE ) );
	}

	@Test
	public void sessionsAndListsOfImagesAskNobody() throws Exception
	{
		try ( FaultyServer server = server() )
		{
			final ImageSession s = lab.sam().session( IJ.createImage( "a", "8-bit ramp", 60, 50, 1 ) );
			final Path file = lab.folder().resolve( "s.json" );
			s.save( file, SessionSettings.of( DiscModel.ID ) );
			Files.write( file, Invariants.text( file ).replace( "\"path\": \"\"", "\"path\": \"" + server.url() +
					"\"" ).getBytes( StandardCharsets.UTF_8 ) );
			s.replay( SessionFile.read( file ), ProgressListener.NONE );
			s.restore( SessionFile.read( file ) );
			final Path list = Files.write( lab.folder().resolve( "list.txt" ), ( server.url() + "\n" ).getBytes( StandardCharsets.UTF_8 ) ),
					out = lab.folder().resolve( "out" );
			final BatchReport report = new BatchRequest( BatchFiles.list( list.toFile(), "", false, out.toFile() ),
					( imp, f ) -> lab.sam().segment( imp ).point( 1, 1 ), out.toFile() ).run();
			assertEquals( 1, report.failed().size() );
			assertTrue( report.summary().contains( "does not exist" ), report.summary() );
			assertEquals( "[]", server.requests.toString() );
		}
	}

	// -- Folders --

	@Test
	public void resultsStayInTheirFolder() throws Exception
	{
		final Path out = lab.folder().resolve( "out" ), outside = Files.createDirectories( lab.folder().resolve( "elsewhere" ) );
		for ( final String title : new String[] { "../../evil", "/evil", "..\\evil", "..", "a/../../evil.tif", "con:stream" } )
			new GivenResult( new ImagePlus( title, IJ.createImage( "", "8-bit ramp", 6, 5, 1 ).getProcessor() ),
					ResultKind.IMAGE ).write( ResultFormat.TABLE, out.toFile() );
		new FileSaver( IJ.createImage( "x", "8-bit ramp", 60, 50, 1 ) ).saveAsTiff( outside.resolve( "x.tif" ).toString() );
		final Path list = Files.write( Files.createDirectories( lab.folder().resolve( "in" ) ).resolve( "list.txt" ),
				"../elsewhere/x.tif\n".getBytes( StandardCharsets.UTF_8 ) );
		assertEquals( 1, new BatchRequest( BatchFiles.list( list.toFile(), "", false, out.toFile() ),
				( imp, f ) -> lab.sam().segment( imp ).model( DiscModel.ID ).point( 1, 1 ), out.toFile() ).run().done() );
		final List< Path > files = Invariants.files( lab.folder() );
		assertTrue( files.stream().allMatch( f -> f.startsWith( out ) || f.equals( list ) || f.equals( outside.resolve( "x.tif" ) ) ),
				files.toString() );
		assertTrue( files.contains( out.resolve( "x-labels.tif" ) ) );
	}

	@Test
	public void titlesOfAnyKindNameFiles() throws Exception
	{
		final StringBuilder title = new StringBuilder( "a\0b\n\u7d30\u80de\ud83d\udd2c" );
		while ( title.length() < 1000 )
			title.append( "\ud83d\udd2c" );
		final Path out = lab.folder().resolve( "out" );
		for ( final String t : new String[] { "a\0b", "line\nbreak", "half \ud83d", title.toString(), title.substring( 0, 60 ) } )
		{
			final ImagePlus imp = new ImagePlus( t, IJ.createImage( "", "8-bit ramp", 60, 50, 1 ).getProcessor() );
			final Map< String, Object > options = new LinkedHashMap<>();
			imp.setRoi( 10, 10, 20, 20 );
			options.put( "imp", imp );
			options.put( "model", DiscModel.ID );
			options.put( "labels", false );
			options.put( "folder", out.toFile() );
			Modules.run( lab.context(), Modules.info( lab.context(), "SegmentRoisCommand" ), options );
		}
		Invariants.requireWholeFiles( out, false );
		assertEquals( 25, Invariants.files( out ).size() );
	}

	@Test
	public void deletingAModelDoesNotFollowLinks() throws Exception
	{
		final Path outside = Files.createDirectories( lab.folder().resolve( "outside" ) ),
				folder = DiscModel.write( lab.folder().resolve( "mine" ) );
		Files.write( folder.resolve( "model.json" ), DiscModel.json().replace( DiscModel.ID, "mine" ).getBytes( StandardCharsets.UTF_8 ) );
		final ModelStore store = lab.sam().store();
		store.importModel( folder, "", "", lab.sam().loader() );
		// NB: somebody has moved the model to a larger disk, beside other things.
		final Path installed = ModelStore.home().resolve( "mine" );
		for ( final Path f : Invariants.files( installed ) )
			Files.move( f, outside.resolve( f.getFileName() ) );
		final Path thesis = Files.write( outside.resolve( "thesis.txt" ), new byte[ 1 ] );
		Files.delete( installed );
		Files.createSymbolicLink( installed, outside );
		final CatalogEntry mine = store.entry( "mine" );
		assertTrue( store.isInstalled( mine ) );
		store.delete( mine );
		assertTrue( Files.exists( thesis ), "what has nothing to do with the model stays" );
		assertFalse( store.entries().containsKey( "mine" ) );
	}

	@Test
	public void anImageThatDeclaresMoreThanItHasFailsAlone() throws Exception
	{
		final Path in = Files.createDirectories( lab.folder().resolve( "in" ) ), out = lab.folder().resolve( "out" );
		for ( final String name : new String[] { "a.tif", "b.tif" } )
			new FileSaver( IJ.createImage( "x", "16-bit ramp", 60, 50, 1 ) ).saveAsTiff( in.resolve( name ).toString() );
		final byte[] tiff = Files.readAllBytes( in.resolve( "a.tif" ) );
		// NB: the entries of width and height: tag, type, count 1, value.
		final ByteBuffer header = ByteBuffer.wrap( tiff ).order( tiff[ 0 ] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN );
		for ( int i = 10; i < 200; i += 12 )
			if ( header.getShort( i ) == 256 || header.getShort( i ) == 257 )
				header.putShort( i + 2, ( short ) 4 ).putInt( i + 8, 40_000 );
		Files.write( in.resolve( "a.tif" ), tiff );
		final BatchReport report = new BatchRequest( BatchFiles.list( in.toFile(), "", false, out.toFile() ),
				( imp, f ) -> lab.sam().segment( imp ).model( DiscModel.ID ).point( 1, 1 ), out.toFile() ).run();
		assertEquals( 1, report.done(), report.summary() );
		assertTrue( Files.exists( out.resolve( "b-labels.tif" ) ) );
		assertTrue( Fuzz.isRefusal( assertThrows( IllegalArgumentException.class,
				() -> ImageFiles.open( in.resolve( "a.tif" ).toFile() ) ) ) );
	}

	@Test
	public void imagesWhoseDirectoriesAreImpossibleAreRefusedAtOnce() throws Exception
	{
		final Path good = lab.folder().resolve( "good.tif" ), bad = lab.folder().resolve( "bad.tif" );
		new FileSaver( IJ.createImage( "x", "16-bit ramp", 60, 50, 3 ) ).saveAsTiff( good.toString() );
		assertEquals( 3, ImageFiles.open( good.toFile() ).getStackSize() );
		final byte[] tiff = Files.readAllBytes( good );
		final ByteOrder order = tiff[ 0 ] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
		final int directory = ByteBuffer.wrap( tiff ).order( order ).getInt( 4 ),
				entries = ByteBuffer.wrap( tiff ).order( order ).getShort( directory );
		for ( int i = -1; i < entries; i++ )
		{
			final byte[] lying = tiff.clone();
			// NB: the number of an entry's values, or the link to the next directory, which leads to this one.
			ByteBuffer.wrap( lying ).order( order ).putInt( i < 0 ? directory + 2 + 12 * entries : directory + 2 + 12 * i + 4,
					i < 0 ? directory : 1 << 29 );
			Files.write( bad, lying );
			assertTrue( Fuzz.isRefusal( assertThrows( IllegalArgumentException.class, () -> ImageFiles.open( bad.toFile() ) ) ) );
		}
		for ( int length = 0; length < directory + 2 + 12 * entries; length++ )
		{
			Files.write( bad, Arrays.copyOf( tiff, length ) );
			assertThrows( IllegalArgumentException.class, () -> ImageFiles.open( bad.toFile() ) );
		}
		for ( final String name : new String[] { "blobs", "nuclei-he" } )
			assertTrue( ImageFiles.open( TestImages.file( name + ".png" ) ).getWidth() > 0 );
	}

	// -- Faults of the system --

	@Test
	public void aModelWhoseFilesVanishWorksWhileItIsLoadedAndIsMissedThen() throws Exception
	{
		final ImagePlus imp = IJ.createImage( "a", "8-bit ramp", 60, 50, 1 );
		final Map< String, String > made = new LinkedHashMap<>( lab.sam().segment( imp ).model( DiscModel.ID ).point( 20,
				20 ).run().provenance() );
		Lab.delete( ModelStore.home().resolve( DiscModel.ID ).toFile() );
		assertEquals( made, lab.sam().segment( imp ).model( DiscModel.ID ).point( 20, 20 ).run().provenance() );
		lab.sam().useThreads( 1 );
		final String message = assertThrows( IllegalArgumentException.class,
				() -> lab.sam().segment( imp ).model( DiscModel.ID ).point( 20, 20 ).run() ).getMessage();
		assertTrue( message.contains( "There is no model \"" + DiscModel.ID + "\"" ), message );
		assertEquals( 1, lab.sam().segment( imp ).point( 20, 20 ).run().objects().size(), "the bundled one still works" );
	}

	@Test
	public void aClockThatWasWrongDoesNotKeepOldEmbeddings() throws IOException
	{
		final EmbeddingStore store = new EmbeddingStore( lab.folder(), 5000 );
		final Frame frame = new Frame( 0, 0, 10, 10, 1 );
		for ( int i = 0; i < 4; i++ )
			new EmbeddingCache( 1 << 20, store, "old " + i ).get( frame, f -> TestModels.embedding( 300 ) );
		for ( final Path f : Invariants.files( lab.folder() ) )
			Files.setLastModifiedTime( f, FileTime.fromMillis( 4_000_000_000_000L ) );
		final int[] made = new int[ 1 ];
		for ( int i = 0; i < 2; i++ )
			new EmbeddingCache( 1 << 20, store, "new" ).get( frame, f -> {
				made[ 0 ]++;
				return TestModels.embedding( 300 );
			} );
		assertEquals( 1, made[ 0 ], "the new one is kept, though the old ones seem to be newer" );
		for ( final Path f : Invariants.files( lab.folder() ) )
			Files.setLastModifiedTime( f, FileTime.fromMillis( 0 ) );
		new EmbeddingCache( 1 << 20, store, "newest" ).get( frame, f -> TestModels.embedding( 300 ) );
		assertTrue( store.bytes() <= 5000 && store.size() >= 3 );
	}
}
