// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ColorProcessor;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.SessionState;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Csv;
import sc.fiji.efficientsam.util.ResultNames;

/** Tests how files of results are called, who may read them, and that their numbers are whole. */
public class ResultFilesTest {

	@TempDir
	Path folder;

	private static SegmentedObject object( final String name, final String... rows )
	{
		return new SegmentedObject( Prompt.point( 0, 0 ).withName( name ), rows.length == 0
				? Mask.EMPTY : sc.fiji.efficientsam.mask.MaskTest.mask( 3, 4, rows ), 0.8123456, 0.9 );
	}

	private ImagePlus saved( final String name )
	{
		final File file = folder.resolve( name ).toFile();
		final FileSaver saver = new FileSaver( IJ.createImage( "x", "8-bit ramp", 12, 12, 1 ) );
		assertTrue( name.endsWith( "png" ) ? saver.saveAsPng( file.getPath() ) : saver.saveAsTiff( file.getPath() ) );
		final ImagePlus imp = IJ.openImage( file.getPath() );
		imp.setTitle( name );
		return imp;
	}

	@Test
	public void namesKeepAllButTheTrueExtension() throws IOException
	{
		for ( final String[] pair : new String[][] { { "well.01.tif", "well.01" }, { "well.02", "well.02" }, { "cells.TIFF", "cells" },
				{ "a.b.c.png", "a.b.c" }, { "t=0.5", "t=0.5" }, { ".hidden", ".hidden" }, { "x.czi", "x" },
				{ "plain", "plain" }, { "x.ome.tif", "x.ome" }, { "Mr. Smith", "Mr. Smith" } } )
			assertEquals( pair[ 1 ], ResultNames.stem( pair[ 0 ] ) );
		for ( final String title : new String[] { "well.01", "well.02", "well.01.tif" } )
			new GivenResult( IJ.createImage( title, "8-bit ramp", 12, 12, 1 ), ResultKind.IMAGE ).write( ResultFormat.TABLE,
					folder.resolve( "out" ).toFile() );
		assertEquals( "[well.01-table.csv, well.02-table.csv]", names( folder.resolve( "out" ) ) );
	}

	@Test
	public void imagesThatDifferInTheirExtensionOnlyKeepIt() throws IOException
	{
		final ImagePlus png = saved( "a.png" );
		assertEquals( "a", SourceImage.of( png ).name() );
		final ImagePlus tif = saved( "a.tif" );
		Files.write( folder.resolve( "b.zip" ), new byte[ 9 ] );
		Files.write( folder.resolve( "b.csv" ), new byte[ 9 ] );
		assertEquals( "a.png a.tif", SourceImage.of( png ).name() + " " + SourceImage.of( tif ).name() );
		assertEquals( "b", SourceImage.of( saved( "b.tif" ) ).name(), "prompts beside an image are no image" );
		assertEquals( "a.png-labels", LabelImages.create( png, 1 ).getTitle() );
	}

	private static String names( final Path dir ) throws IOException
	{
		try ( Stream< Path > all = Files.list( dir ) )
		{
			return all.map( f -> f.getFileName().toString() ).sorted().collect( Collectors.toList() ).toString();
		}
	}

	@Test
	public void filesHaveAllDigitsThatTheTableHas() throws IOException
	{
		final ImagePlus imp = IJ.createImage( "x.tif", "8-bit ramp", 64, 64, 1 );
		imp.getCalibration().pixelWidth = imp.getCalibration().pixelHeight = 0.00065;
		imp.getCalibration().setUnit( "mm" );
		final GivenResult result = new GivenResult( imp, ResultKind.IMAGE );
		result.table = MeasurementTable.create( imp, Arrays.asList( object( "a", "####", "####" ), object( "b" ) ) );
		final Path file = result.write( ResultFormat.TABLE, folder.toFile() );
		try ( Csv.Table csv = Csv.open( file ) )
		{
			final Map< String, Integer > at = new LinkedHashMap<>();
			for ( final String heading : csv.next().cells() )
				at.put( heading, at.size() );
			final Csv.Row found = csv.next(), missed = csv.next();
			assertEquals( 5 * 0.00065, Double.parseDouble( found.cells().get( at.get( "X" ) ) ), 1e-15 );
			assertEquals( 8 * 0.00065 * 0.00065, Double.parseDouble( found.cells().get( at.get( "Area" ) ) ), 1e-15 );
			assertEquals( "1", found.cells().get( at.get( "Label" ) ) );
			assertEquals( "yes", found.cells().get( at.get( "Found" ) ) );
			assertEquals( "0 NaN 0", missed.cells().get( at.get( "Area" ) ) + " " + missed.cells().get( at.get( "Mean" ) ) + " " +
					missed.cells().get( at.get( "Pixels" ) ) );
		}
	}

	@Test
	public void settingsAreWrittenOnceBesideTheTable() throws IOException
	{
		final Map< String, String > provenance = new LinkedHashMap<>();
		provenance.put( "model", "micro" );
		provenance.put( "settings", "a=1, \"b\"" );
		final GivenResult result = new GivenResult( IJ.createImage( "x.tif", "8-bit ramp", 4, 4, 1 ), ResultKind.IMAGE );
		result.provenance = provenance;
		final Path file = result.write( ResultFormat.SETTINGS, folder.toFile() );
		assertEquals( "x-settings.csv", file.getFileName().toString() );
		assertEquals( "Setting,Value\nmodel,micro\nsettings,\"a=1, \"\"b\"\"\"\n",
				new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 ) );
	}

	/** What an ordinary program's new file gets here. */
	private Set< PosixFilePermission > ordinary() throws IOException
	{
		Assumptions.assumeTrue( Files.getFileStore( folder ).supportsFileAttributeView( "posix" ) );
		return Files.getPosixFilePermissions( Files.write( folder.resolve( "ordinary" ), new byte[ 1 ] ) );
	}

	@Test
	public void othersMayReadResultsAsTheSystemHasIt() throws IOException
	{
		final Set< PosixFilePermission > ordinary = ordinary();
		final ImagePlus imp = IJ.createImage( "x.tif", "16-bit ramp", 12, 12, 1 );
		final GivenResult result = new GivenResult( imp, ResultKind.IMAGE );
		result.rois = Collections.singletonList( new Roi( 1, 1, 2, 2 ) );
		result.picture = new ColorProcessor( 4, 4 );
		final ImagePlus big = IJ.createImage( "big", "16-bit black", 9000, 6000, 1 );
		assertTrue( big.getSizeInBytes() > LabelTiff.LARGE );
		final SessionFile session = SessionFile.of( SessionState.EMPTY, Collections.emptyMap(), SessionSettings.of( "micro" ),
				Collections.emptyMap() );
		session.write( folder.resolve( "x.session.json" ) );
		final Path streamed = folder.resolve( "streamed" );
		AtomicFiles.write( streamed, out -> out.write( 7 ) );
		final List< Path > files = new ArrayList<>( Arrays.asList( new GivenResult( big, ResultKind.IMAGE ).write( ResultFormat.LABELS,
				folder.toFile() ), folder.resolve( "x.session.json" ), streamed ) );
		for ( final ResultFormat format : ResultFormat.values() )
			if ( format == ResultFormat.ZARR || format == ResultFormat.ZARR3 )
				try ( Stream< Path > all = Files.walk( result.write( format, folder.toFile() ) ) )
				{
					all.filter( Files::isRegularFile ).forEach( files::add );
				}
			else if ( format != ResultFormat.CTC )
				files.add( result.write( format, folder.toFile() ) );
		for ( final Path file : files )
			assertEquals( ordinary, Files.getPosixFilePermissions( file ), file.toString() );
		final Path made = Files.createDirectory( folder.resolve( "made" ) );
		assertEquals( Files.getPosixFilePermissions( made ), Files.getPosixFilePermissions( AtomicFiles.folder( folder, "begin" ) ) );
		assertFalse( names( folder ).contains( ".part" ) );
	}
}
