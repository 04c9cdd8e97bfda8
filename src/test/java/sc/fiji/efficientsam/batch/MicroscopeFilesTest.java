// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.source.BioFormats;
import sc.fiji.efficientsam.source.ImageFiles;

/**
 * Files that only Bio-Formats opens. It is not on Maven Central; the stand-in that is compiled here has the methods that are
 * called of it (BF.openImagePlus, ImporterOptions, ImageReader), and opens a text file that names TIFF files with their number
 * of resolutions, one a line.
 */
public class MicroscopeFilesTest {

	@TempDir
	Path folder;

	private final ClassLoader before = Thread.currentThread().getContextClassLoader();

	private Path in;

	@BeforeEach
	public void makeFiles() throws IOException
	{
		in = Files.createDirectories( folder.resolve( "in" ) );
		final ImagePlus blobs = TestImages.open( "blobs" ), stack = IJ.createImage( "two", "8-bit", 256, 254, 2 );
		for ( int i = 1; i <= 2; i++ )
			stack.getStack().setProcessor( blobs.getProcessor().duplicate(), i );
		IJ.saveAsTiff( stack, folder.resolve( "stack.tif" ).toString() );
		IJ.saveAsTiff( blobs, folder.resolve( "blobs.tif" ).toString() );
		Files.write( in.resolve( "slide.lif" ), Arrays.asList( folder.resolve( "stack.tif" ) + " 3", folder.resolve( "blobs.tif" ) +
				" 1" ) );
		Files.write( in.resolve( "one.CZI" ), Arrays.asList( folder.resolve( "blobs.tif" ) + " 1" ) );
	}

	@AfterEach
	public void uninstall()
	{
		Thread.currentThread().setContextClassLoader( before );
	}

	private static final String READER = "package loci.formats; import java.util.*; public class ImageReader {" +
			"List<String> lines = new ArrayList<>(); int s; boolean flat = true;" +
			"public void setFlattenedResolutions(boolean f) { flat = f; }" +
			"public void setId(String id) throws java.io.IOException { for (String l : java.nio.file.Files.readAllLines(" +
			"java.nio.file.Paths.get(id))) for (int r = Integer.parseInt(l.split(\" \")[1]); r > 0; r -= flat ? 1 : 99) lines.add(l);" +
			"if (lines.isEmpty()) throw new java.io.IOException(\"no series here\"); }" +
			"public int getSeriesCount() { return lines.size(); } public void setSeries(int n) { s = n; }" +
			"public String path() { return lines.get(s).split(\" \")[0]; }" +
			"public int getResolutionCount() { return Integer.parseInt(lines.get(s).split(\" \")[1]); }" +
			"public int getSizeZ() { return ij.IJ.openImage(path()).getNSlices(); } public int getSizeT() { return 1; }" +
			"public void close() {} }";

	private static final String OPTIONS = "package loci.plugins.in; public class ImporterOptions { public String id;" +
			"public java.util.Set<Integer> on = new java.util.TreeSet<>(); public boolean quiet, windowless;" +
			"public void setId(String s) { id = s; } public void setQuiet(boolean b) { quiet = b; }" +
			"public void setWindowless(boolean b) { windowless = b; } public void setSeriesOn(int s, boolean b) { if (b) on.add(s); } }";

	private static final String BF = "package loci.plugins; import ij.ImagePlus; public class BF {" +
			"public static ImagePlus[] openImagePlus(loci.plugins.in.ImporterOptions o) throws java.io.IOException {" +
			"if (!o.quiet || !o.windowless) throw new IllegalStateException(\"it would ask\");" +
			"loci.formats.ImageReader r = new loci.formats.ImageReader(); r.setId(o.id); ImagePlus[] all = new ImagePlus[o.on.size()];" +
			"int n = 0; for (int s : o.on) { r.setSeries(s); all[n++] = ij.IJ.openImage(r.path()); } return all; } }";

	private void install() throws IOException
	{
		final Path classes = Files.createDirectories( folder.resolve( "classes" ) );
		final List< String > args = new ArrayList<>( Arrays.asList( "-proc:none", "-d", classes.toString(), "-cp", System.getProperty(
				"java.class.path" ) ) );
		for ( final String[] source : new String[][] { { "ImageReader", READER }, { "ImporterOptions", OPTIONS }, { "BF", BF } } )
			args.add( Files.write( folder.resolve( source[ 0 ] + ".java" ), Arrays.asList( source[ 1 ] ) ).toString() );
		assertEquals( 0, ToolProvider.getSystemJavaCompiler().run( null, null, null, args.toArray( new String[ 0 ] ) ) );
		Thread.currentThread().setContextClassLoader( new URLClassLoader( new URL[] { classes.toUri().toURL() }, before ) );
	}

	private BatchReport run( final Function< File, File > prompts )
	{
		try ( Context context = new Context() )
		{
			final EfficientSamService sam = context.service( EfficientSamService.class );
			final File out = folder.resolve( "out" ).toFile();
			return new BatchRequest( BatchFiles.list( in.toFile(), "", false, out ), ( imp, file ) -> sam.segment( imp ).point( 108, 14 ),
					out ).formats( "labels" ).prompts( prompts ).run();
		}
	}

	private String results() throws IOException
	{
		try ( Stream< Path > all = Files.list( folder.resolve( "out" ) ) )
		{
			return all.map( f -> f.getFileName().toString() ).filter( n -> n.endsWith( ".tif" ) ).sorted().collect( Collectors.joining(
					" " ) );
		}
	}

	@Test
	public void allSeriesAreSegmented() throws IOException
	{
		install();
		assertTrue( BioFormats.isInstalled() );
		assertEquals( 0, run( f -> null ).failed().size() );
		assertEquals( "one-labels.tif slide-series1-z1-labels.tif slide-series1-z2-labels.tif slide-series2-labels.tif", results() );
		final short[] expected = ( short[] ) IJ.openImage( folder.resolve( "out/one-labels.tif" ).toString() ).getProcessor().getPixels();
		for ( final String part : new String[] { "series1-z1", "series1-z2", "series2" } )
			assertArrayEquals( expected, ( short[] ) IJ.openImage( folder.resolve( "out/slide-" + part + "-labels.tif" ).toString() )
					.getProcessor().getPixels() );
		assertEquals( 254, ImageFiles.open( in.resolve( "one.CZI" ).toFile() ).getHeight() );
		final String several = assertThrows( IllegalArgumentException.class, () -> ImageFiles.open( in.resolve( "slide.lif" ).toFile() ) )
				.getMessage();
		assertTrue( several.contains( "2 series" ), several );
	}

	@Test
	public void whatCannotBeDoneIsTold() throws IOException
	{
		install();
		Files.write( in.resolve( "empty.nd2" ), new byte[ 0 ] );
		final File rois = TestImages.file( "blobs-boxes.zip" );
		final String failed = run( f -> f.getName().equals( "slide.lif" ) ? rois : null ).failed().toString();
		assertTrue( failed.contains( "empty.nd2\" (no series here)" ) && failed.contains( "has 2 series, and \"blobs-boxes.zip\"" ),
				failed );
		assertEquals( "one-labels.tif", results() );
	}

	@Test
	public void imagesThatWereSavedFromThemAreMeant() throws IOException
	{
		install();
		Files.copy( folder.resolve( "blobs.tif" ), in.resolve( "slide.tif" ) );
		assertEquals( "[one, slide]", BatchFiles.list( in.toFile(), "", false, folder.resolve( "out" ).toFile() ).toString() );
		uninstall();
		assertEquals( "[slide]", BatchFiles.list( in.toFile(), "", false, folder.resolve( "out" ).toFile() ).toString() );
		assertEquals( "[one]", BatchFiles.list( in.toFile(), "*.CZI", false, folder.resolve( "out" ).toFile() ).toString() );
	}

	@Test
	public void withoutBioFormatsItIsSaidHowToGetIt() throws IOException
	{
		assertFalse( BioFormats.isInstalled() );
		final BatchReport report = run( f -> null );
		assertEquals( 2, report.failed().size() );
		assertTrue( report.failed().toString().contains( "slide.lif\" needs Bio-Formats, which is not installed. Fiji comes with it" ),
				report.failed().toString() );
		assertEquals( "", results() );
	}
}
