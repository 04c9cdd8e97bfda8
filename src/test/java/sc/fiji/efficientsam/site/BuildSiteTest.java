// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Update sites of small jars that are laid out as the real ones; {@code mvn -Pupdate-site package} builds and checks the one with those.
 */
class BuildSiteTest {

	@TempDir
	Path folder;

	private Path from;
	private Path project;
	private Path out;

	@BeforeEach
	void makeJars() throws IOException
	{
		from = folder.resolve( "fiji" );
		project = Files.createDirectories( folder.resolve( "project" ) );
		out = folder.resolve( "out" );
		Files.write( project.resolve( "LICENSE.txt" ), "free".getBytes( StandardCharsets.US_ASCII ) );
		Files.createDirectories( project.resolve( "update-site/licenses" ) );
		Files.write( project.resolve( "update-site/licenses/onnxruntime-LICENSE.txt" ), "MIT".getBytes( StandardCharsets.US_ASCII ) );
		jar( "plugins/efficientsam-1.2.3.jar", "sc/fiji/A.class", "META-INF/maven/sc.fiji/efficientsam/pom.xml" );
		jar( "jars/api-0.38.0.jar", "ai/djl/Model.class" );
		jar( "jars/onnxruntime-engine-0.38.0.jar", "ai/djl/onnxruntime/engine/OrtModel.class" );
		jar( "jars/commons-csv-1.10.0.jar", "org/apache/commons/csv/CSVFormat.class", "META-INF/LICENSE.txt", "META-INF/NOTICE.txt" );
		final String dsym = "ai/onnxruntime/native/osx-x64/libonnxruntime.dylib.dSYM/Contents/big";
		jar( "jars/onnxruntime-1.23.2.jar", "ai/onnxruntime/OnnxRuntime.class", "ThirdPartyNotices.txt", dsym,
				"ai/onnxruntime/native/linux-x64/lib.so",
				"ai/onnxruntime/native/linux-aarch64/lib.so", "ai/onnxruntime/native/osx-x64/lib.dylib",
				"ai/onnxruntime/native/osx-aarch64/lib.dylib", "ai/onnxruntime/native/win-x64/lib.dll" );
	}

	@Test
	void everyPlatformGetsItsOwnNativesOnly() throws IOException
	{
		BuildSite.build( from, project, out, null );
		for ( final Platform platform : Platform.values() )
		{
			final Path fiji = folder.resolve( platform.id );
			new Installation( out.resolve( "site" ) ).into( fiji, platform );
			final Set< String > natives = new TreeSet<>();
			for ( final Path jar : Folders.files( fiji.resolve( "jars" ) ) )
				natives.addAll( entries( jar ).stream().filter( n -> n.startsWith( "ai/onnxruntime/native/" ) )
						.collect( Collectors.toSet() ) );
			assertEquals( 1, natives.size(), natives.toString() );
			assertTrue( natives.iterator().next().startsWith( "ai/onnxruntime/native/" + platform.natives + "/lib." ), natives.toString() );
			assertEquals( Collections.emptyList(), CheckSite.duplicates( fiji ) );
		}
	}

	@Test
	void zipsHoldWhatTheUpdaterWouldInstall() throws IOException
	{
		BuildSite.build( from, project, out, null );
		assertEquals( new TreeSet<>( Arrays.asList( "plugins/efficientsam-1.2.3.jar", "jars/djl-api-0.38.0.jar",
				"jars/onnxruntime-1.23.2.jar",
				"jars/djl-onnxruntime-engine-0.38.0.jar", "jars/commons-csv-1.10.0.jar",
				"jars/macos-arm64/onnxruntime-1.23.2-natives-macos-arm64.jar", "licenses/efficientsam/efficientsam-LICENSE.txt",
				"licenses/efficientsam/djl-api-LICENSE.txt", "licenses/efficientsam/djl-onnxruntime-engine-LICENSE.txt",
				"licenses/efficientsam/onnxruntime-LICENSE.txt",
				"licenses/efficientsam/commons-csv-LICENSE.txt", "licenses/efficientsam/commons-csv-NOTICE.txt",
				"licenses/efficientsam/onnxruntime-ThirdPartyNotices.txt" ) ),
				entries( out.resolve( "efficientsam-1.2.3-macos-arm64.zip" ) ) );
	}

	@Test
	void theListTellsOfAllFiles() throws IOException
	{
		final List< SiteFile > built = BuildSite.build( from, project, out, null );
		final List< SiteFile > read = SiteDatabase.read( out.resolve( "site/db.xml.gz" ) );
		assertEquals( built.size(), read.size() );
		for ( int i = 0; i < built.size(); i++ )
		{
			assertEquals( built.get( i ).served(), read.get( i ).served() );
			assertEquals( built.get( i ).checksum, read.get( i ).checksum );
			assertEquals( built.get( i ).platforms, read.get( i ).platforms );
			assertEquals( built.get( i ).dependencies, read.get( i ).dependencies );
		}
		final SiteFile plugin = read.get( 0 );
		assertEquals( "One & only", plugin.description );
		assertEquals( Arrays.asList( "A. Author" ), plugin.authors );
		assertTrue( plugin.dependencies.containsAll( Arrays.asList( "jars/djl-api.jar", "jars/onnxruntime.jar",
				"jars/scijava-common.jar" ) ),
				plugin.dependencies.toString() );
		assertFalse( plugin.dependencies.stream().anyMatch( d -> d.contains( "natives" ) ), plugin.dependencies.toString() );
	}

	@Test
	void aSecondReleaseContinuesTheFirst() throws IOException
	{
		BuildSite.build( from, project, out, null );
		final Path before = folder.resolve( "before.xml.gz" );
		Files.copy( out.resolve( "site/db.xml.gz" ), before );
		final List< SiteFile > first = SiteDatabase.read( before );
		Files.delete( from.resolve( "plugins/efficientsam-1.2.3.jar" ) );
		Files.delete( from.resolve( "jars/commons-csv-1.10.0.jar" ) );
		jar( "plugins/efficientsam-1.3.0.jar", "sc/fiji/B.class" );
		final List< SiteFile > second = BuildSite.build( from, project, out, before );
		final SiteFile plugin = second.get( 0 );
		assertEquals( "plugins/efficientsam-1.3.0.jar", plugin.filename );
		assertEquals( 1, plugin.previous.size() );
		assertEquals( first.get( 0 ).checksum, plugin.previous.get( 0 ).checksum );
		assertEquals( "plugins/efficientsam-1.2.3.jar", plugin.previous.get( 0 ).filename );
		assertTrue( plugin.timestamp > first.get( 0 ).timestamp );
		final SiteFile gone = second.stream().filter( f -> f.filename.contains( "commons-csv-1" ) ).findFirst().get();
		assertEquals( 1, gone.previous.size() );
		assertFalse( gone.isFor( Platform.LINUX64 ) );
		assertFalse( entries( out.resolve( "efficientsam-1.3.0-linux64.zip" ) ).contains( gone.filename ) );
		final SiteFile api = second.stream().filter( f -> f.filename.contains( "djl-api" ) ).findFirst().get();
		assertEquals( Collections.emptyList(), api.previous );
		assertEquals( first.stream().filter( f -> f.filename.equals( api.filename ) ).findFirst().get().timestamp, api.timestamp );
	}

	@Test
	void damagedAndMissingFilesAreNoticed() throws IOException
	{
		final List< SiteFile > files = BuildSite.build( from, project, out, null );
		final Path plugin = out.resolve( "site" ).resolve( files.get( 0 ).served() );
		Files.write( plugin, new byte[] { 1 }, StandardOpenOption.APPEND );
		final IOException damaged = assertThrows( IOException.class,
				() -> new Installation( out.resolve( "site" ) ).into( folder.resolve( "a" ), Platform.WIN64 ) );
		assertTrue( damaged.getMessage().contains( "efficientsam-1.2.3.jar" ), damaged.getMessage() );
		jar( "jars/onnxruntime-1.23.2.jar", "ai/onnxruntime/OnnxRuntime.class" );
		final IOException missing = assertThrows( IOException.class, () -> BuildSite.build( from, project, out, null ) );
		assertTrue( missing.getMessage().contains( "no natives for linux64" ), missing.getMessage() );
		Files.delete( from.resolve( "plugins/efficientsam-1.2.3.jar" ) );
		final IOException none = assertThrows( IOException.class, () -> BuildSite.build( from, project, out, null ) );
		assertTrue( none.getMessage().contains( "mvn clean package" ), none.getMessage() );
	}

	@Test
	void classesThatAreThereTwiceAreNoticed() throws IOException
	{
		jar( "jars/other-1.jar", "ai/djl/Model.class" );
		final List< String > found = CheckSite.duplicates( from );
		assertEquals( 1, found.size(), found.toString() );
		assertTrue( found.get( 0 ).contains( "ai/djl/Model.class" ), found.toString() );
	}

	private void jar( final String path, final String... entries ) throws IOException
	{
		final Path jar = from.resolve( path );
		Files.createDirectories( jar.getParent() );
		try (final ZipOutputStream zip = new ZipOutputStream( Files.newOutputStream( jar ) ))
		{
			for ( final String entry : entries )
			{
				zip.putNextEntry( new ZipEntry( entry ) );
				final String pom = "<project><description>One &amp; only</description>" +
						"<developers><developer><name>A. Author</name></developer></developers></project>";
				zip.write( ( entry.endsWith( "pom.xml" ) ? pom : path + " " + entry ).getBytes( StandardCharsets.US_ASCII ) );
				zip.closeEntry();
			}
		}
	}

	private static Set< String > entries( final Path zip ) throws IOException
	{
		try (final ZipFile file = new ZipFile( zip.toFile() ))
		{
			return Collections.list( file.entries() ).stream().map( ZipEntry::getName ).collect( Collectors.toCollection( TreeSet::new ) );
		}
	}
}
