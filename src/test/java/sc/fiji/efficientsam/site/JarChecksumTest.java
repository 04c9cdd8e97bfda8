// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checksums are the ImageJ Updater's. The expected ones were printed by {@code UpdaterUtil.getDigest( path, file )} of imagej-updater
 * 2.0.4-SNAPSHOT, for
 * the files that these tests make.
 */
class JarChecksumTest {

	@TempDir
	Path folder;

	@Test
	void jarsAreSummedAsByTheUpdater() throws IOException
	{
		final Path jar = jar( "2026-01-01", "1.8" );
		assertEquals( "7a4cd3e9a5fbdfccbdc798e3c5cb1827c3836f22", JarChecksum.of( "jars/x.jar", jar ) );
	}

	@Test
	void otherFilesAreSummedAsByTheUpdater() throws IOException
	{
		final Path file = folder.resolve( "LICENSE.txt" );
		Files.write( file, "Do what you like.\n".getBytes( StandardCharsets.US_ASCII ) );
		assertEquals( "34e1512cf78a3cedd04981d2803d5c4bc43d58a3", JarChecksum.of( "licenses/x/LICENSE.txt", file ) );
	}

	@Test
	void datesAndBuildersDoNotCountButContentsDo() throws IOException
	{
		final String first = JarChecksum.of( "jars/x.jar", jar( "2026-01-01", "1.8" ) );
		assertEquals( first, JarChecksum.of( "jars/x.jar", jar( "2027-12-31", "17" ) ) );
		final Path jar = folder.resolve( "y.jar" );
		try (final ZipOutputStream zip = new ZipOutputStream( Files.newOutputStream( jar ) ))
		{
			add( zip, "a/A.class", "class B" );
		}
		assertNotEquals( first, JarChecksum.of( "jars/y.jar", jar ) );
	}

	private Path jar( final String date, final String jdk ) throws IOException
	{
		final Path jar = folder.resolve( "x.jar" );
		try (final ZipOutputStream zip = new ZipOutputStream( Files.newOutputStream( jar ) ))
		{
			add( zip, "b/", "" );
			add( zip, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nBuild-Jdk: " + jdk + "\nMain-Class: a.A\n\n" );
			add( zip, "META-INF/maven/pom.properties", "#Generated\n#" + date +
					"\nversion=1\n# another\n\n# kept\nname=x #y\n#\n#kept, too\n" +
					"##gone\na=b\n#gone at the end" );
			add( zip, "b/empty.properties", "" );
			add( zip, "a/A.class", "class A" );
		}
		return jar;
	}

	private static void add( final ZipOutputStream zip, final String name, final String content ) throws IOException
	{
		zip.putNextEntry( new ZipEntry( name ) );
		zip.write( content.getBytes( StandardCharsets.US_ASCII ) );
		zip.closeEntry();
	}
}
