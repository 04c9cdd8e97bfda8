// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.cli.Main;

/**
 * Starts Java with a class path like Fiji's: with a stand-in for Fiji's legacy service,
 * which is not on Maven Central, and with Fiji's way of logging.
 */
public class FijiClassPathTest {

	private static final String LEGACY = "net.imagej.legacy.LegacyService";

	@TempDir
	Path folder;

	/** Says when it patches ImageJ's classes, and fails where it would on Java 16 and later without special options. */
	@BeforeEach
	public void compile() throws IOException
	{
		final Path classes = Files.createDirectories( folder.resolve( "classes" ) ), sources = folder.resolve( "sources" );
		final List< String > args = new ArrayList<>( Arrays.asList( "-proc:none", "-d", classes.toString(), "-cp",
				System.getProperty( "java.class.path" ) ) );
		args.add( source( sources, "net/imagej/ImageJService",
				"package net.imagej; public interface ImageJService extends org.scijava.service.Service {}" ) );
		args.add( source( sources, "net/imagej/patcher/LegacyInjector",
				"package net.imagej.patcher; public class LegacyInjector { public static void preinit() {",
				"if (Boolean.getBoolean(\"closed\")) throw new ExceptionInInitializerError(\"java.lang is not open\");",
						"System.out.println(\"PATCHED\"); } }" ) );
		args.add( source( sources, "net/imagej/legacy/LegacyService", "package net.imagej.legacy;",
				"public class LegacyService extends org.scijava.service.AbstractService implements net.imagej.ImageJService {",
				"static { net.imagej.patcher.LegacyInjector.preinit(); } }" ) );
		args.add( source( sources, "Start", "public class Start { public static void main(String[] args) {",
				"org.scijava.Context c = new org.scijava.Context(org.scijava.service.SciJavaService.class, " +
						"net.imagej.ImageJService.class);",
				"System.out.println(\"SERVICES \" + (c.getService(sc.fiji.efficientsam.EfficientSamService.class) != null) + \" \" + " +
						"(c.getService(net.imagej.legacy.LegacyService.class) != null)); } }" ) );
		assertEquals( 0, ToolProvider.getSystemJavaCompiler().run( null, null, null, args.toArray( new String[ 0 ] ) ) );
		final Path index = Files.createDirectories( classes.resolve( "META-INF/json" ) ).resolve( "org.scijava.plugin.Plugin" );
		Files.write( index, ( "{\"class\":\"" + LEGACY + "\",\"values\":{\"type\":\"org.scijava.service.Service\"}}" )
				.getBytes( StandardCharsets.UTF_8 ) );
	}

	private static String source( final Path root, final String name, final String... lines ) throws IOException
	{
		final Path file = root.resolve( name + ".java" );
		Files.createDirectories( file.getParent() );
		return Files.write( file, Arrays.asList( lines ) ).toString();
	}

	/** What a program prints, to {@code out} and {@code err}, and its exit code. */
	private String[] java( final String... args ) throws IOException, InterruptedException
	{
		final List< String > command = new ArrayList<>( Arrays.asList( new File( System.getProperty( "java.home" ), "bin/java" ).getPath(),
				"-Djava.awt.headless=true", "-cp",
				folder.resolve( "classes" ) + File.pathSeparator + System.getProperty( "java.class.path" ) ) );
		Collections.addAll( command, args );
		final File out = folder.resolve( "out" ).toFile(), err = folder.resolve( "err" ).toFile();
		final Process process = new ProcessBuilder( command ).redirectOutput( out ).redirectError( err ).start();
		assertTrue( process.waitFor( 5, TimeUnit.MINUTES ) );
		// NB: since Java 24 Java itself warns of libraries in other languages.
		return new String[] { new String( Files.readAllBytes( out.toPath() ) ),
				new String( Files.readAllBytes( err.toPath() ) ).replaceAll( "(?m)^WARNING: .*\\R+", "" ),
				Integer.toString( process.exitValue() ) };
	}

	@Test
	public void ourServiceLoadsNoClassOfImageJBeforeFijiHasPatchedThem() throws Exception
	{
		final String out = java( "-verbose:class", "Start" )[ 0 ];
		assertTrue( out.contains( "SERVICES true true" ), out );
		final int patched = out.indexOf( "PATCHED" );
		assertTrue( patched >= 0 );
		assertFalse( out.substring( 0, patched ).matches( "(?s).*[\\s\\]]ij\\.[A-Za-z.]+ .*" ),
				out.substring( Math.max( 0, patched - 2000 ), patched ) );
		assertTrue( out.substring( patched ).contains( " ij.ImagePlus " ), "later they are loaded" );
	}

	@Test
	public void theTerminalNeedsNoSpecialOptionsOfJava() throws Exception
	{
		final String[] list = java( "-Dclosed=true", Main.class.getName(), "models" );
		assertEquals( "0", list[ 2 ], list[ 1 ] );
		assertTrue( list[ 0 ].contains( "micro (bundled" ), list[ 0 ] );
		assertEquals( "", list[ 1 ] );
	}

	@Test
	public void loadingAModelPrintsNoWarningsOfLibraries() throws Exception
	{
		final String[] said = java( Main.class.getName(), "segment-rois", "imp=" + TestImages.file( "blobs.png" ),
				"file=" + TestImages.file( "blobs-boxes.zip" ), "labels=false", "folder=" + folder.resolve( "results" ) );
		assertEquals( "0", said[ 2 ], said[ 1 ] );
		assertEquals( "", said[ 1 ], "what Fiji would show in its console window" );
		assertTrue( said[ 0 ].contains( "63 of 63 objects" ) && !said[ 0 ].contains( "OnnxRuntime engine" ), said[ 0 ] );
	}
}
