// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.io.RoiEncoder;

/** Runs the commands with a selection of the multi-point tool that has points on several slices. */
public class StackPointsTest extends MacroTestBase {

	/** A point on slice 1, two on slice 2. */
	private String points() throws IOException
	{
		final ImagePlus imp = IJ.createImage( "stack", "8-bit ramp", 96, 64, 3 );
		final PointRoi roi = new PointRoi();
		for ( final int[] p : new int[][] { { 1, 20, 20 }, { 2, 40, 30 }, { 2, 70, 40 } } )
		{
			imp.setSlice( p[ 0 ] );
			roi.addUserPoint( imp, p[ 1 ], p[ 2 ] );
		}
		roi.setName( "cells" );
		return Files.write( folder.resolve( "points.roi" ), RoiEncoder.saveAsByteArray( roi ) ).toString().replace( "\\", "/" );
	}

	private String run( final String command, final String slice, final String options ) throws IOException
	{
		return LegacyMacros.run( "newImage(\"series.01\", \"8-bit ramp\", 96, 64, 3);\nsetSlice(" + slice + ");\nrun(\"" + command +
				"\", \"imp=series.01 source=file file=[" + points() + "] labels=false folder=[" +
				folder.resolve( "out" ).toString().replace( "\\", "/" ) + "] " + options + "\");", "" );
	}

	private List< String > column( final String file, final String name ) throws IOException
	{
		final List< String > lines = Files.readAllLines( folder.resolve( "out" ).resolve( file ), StandardCharsets.UTF_8 );
		final int at = Arrays.asList( lines.get( 0 ).split( "," ) ).indexOf( name );
		return lines.subList( 1, lines.size() ).stream().map( l -> l.replaceAll( "\"[^\"]*\"", "-" ).split( "," )[ at ] )
				.collect( Collectors.toList() );
	}

	private String files() throws IOException
	{
		try ( Stream< Path > all = Files.list( folder.resolve( "out" ) ) )
		{
			return all.map( f -> f.getFileName().toString() ).filter( f -> f.endsWith( ".csv" ) ).sorted()
					.collect( Collectors.joining( " " ) );
		}
	}

	@Test
	public void pointsAndRoisAreThoseOfTheCurrentSlice() throws IOException
	{
		for ( final String command : new String[] { "Segment Points...", "Segment ROIs..." } )
		{
			final String log = run( command, "2", "" );
			assertTrue( log.contains( "1 of 3 selections and points belong to other slices and were left out" ), log );
			assertEquals( "[cells #2, cells #3]", column( "series.01-slice2-table.csv", "Name" ).toString() );
			assertEquals( "[2, 2]", column( "series.01-slice2-table.csv", "Slice" ).toString() );
		}
		assertEquals( "series.01-slice2-settings.csv series.01-slice2-table.csv", files() );
		final String none = run( "Segment Points...", "3", "" );
		assertTrue( none.contains( "All 3 selections and points belong to other slices than the current one (3)" ), none );
	}

	@Test
	public void stacksTakeEachPointOnItsOwnSlice() throws IOException
	{
		final String log = run( "Segment Stack...", "3", "mode=slice" );
		assertEquals( "[cells #1, cells #2, cells #3]", column( "series.01-stack-tracks.csv", "Name" ).toString(), log );
		assertEquals( "[1, 2, 2]", column( "series.01-stack-tracks.csv", "First" ).toString() );
		assertEquals( "[1, 2, 2]", column( "series.01-stack-table.csv", "Slice" ).toString() );
		assertEquals( "series.01-stack-settings.csv series.01-stack-table.csv series.01-stack-tracks.csv", files() );
	}
}
