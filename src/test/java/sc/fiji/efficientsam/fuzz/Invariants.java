// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.google.gson.Gson;
import com.google.gson.JsonElement;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.io.Opener;
import ij.io.RoiEncoder;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.roi.RoiFiles;

/** What must hold whatever was asked for. */
final class Invariants {

	private Invariants()
	{}

	/** All that a user can see or save of an image, in words. */
	static String describe( final ImagePlus imp, final boolean withOverlay )
	{
		final StringBuilder s = new StringBuilder();
		s.append( imp.getTitle() ).append( ' ' ).append( Arrays.toString( imp.getDimensions() ) ).append( " type " ).append( imp.getType() )
				.append( " slice " ).append( imp.getCurrentSlice() );
		s.append( " range " ).append( imp.getDisplayRangeMin() ).append( ".." ).append( imp.getDisplayRangeMax() ).append( " changes " )
				.append( imp.changes ).append( " locked " ).append( imp.isLocked() );
		final Calibration c = imp.getCalibration();
		s.append( " calibration " ).append( c.pixelWidth ).append( ' ' ).append( c.pixelHeight ).append( ' ' ).append( c.getUnit() )
				.append( ' ' ).append( c.xOrigin ).append( ' ' ).append( Arrays.toString( c.getCoefficients() ) ).append( " note " )
				.append( imp.getProp( "Note" ) ).append( " threshold " ).append( imp.getProcessor().getMinThreshold() );
		for ( int i = 1; i <= imp.getStackSize(); i++ )
			s.append( "\nslice " ).append( i ).append( ' ' ).append( imp.getStack().getSliceLabel( i ) ).append( ' ' )
					.append( hash( imp.getStack().getProcessor( i ) ) );
		s.append( "\nselection " ).append( imp.getRoi() == null ? "none" : imp.getRoi() + " " +
				Arrays.hashCode( RoiEncoder.saveAsByteArray( imp.getRoi() ) ) );
		final Overlay overlay = imp.getOverlay();
		if ( withOverlay )
			for ( int i = 0; i < ( overlay == null ? 0 : overlay.size() ); i++ )
				s.append( "\noverlay " ).append( Arrays.hashCode( RoiEncoder.saveAsByteArray( overlay.get( i ) ) ) );
		return s.toString();
	}

	private static int hash( final ImageProcessor ip )
	{
		final Object pixels = ip.getPixels();
		return pixels instanceof byte[] ? Arrays.hashCode( ( byte[] ) pixels ) : pixels instanceof short[]
				? Arrays.hashCode( ( short[] ) pixels ) : pixels instanceof int[]
				? Arrays.hashCode( ( int[] ) pixels ) : Arrays.hashCode( ( float[] ) pixels );
	}

	/** How many pixels each label has; 0 is left out. */
	static Map< Integer, Long > counts( final ImagePlus labels )
	{
		final Map< Integer, Long > counts = new TreeMap<>();
		for ( int s = 1; s <= labels.getStackSize(); s++ )
		{
			final ImageProcessor ip = labels.getStack().getProcessor( s );
			for ( int i = 0; i < ip.getPixelCount(); i++ )
				if ( ip.getf( i ) != 0 )
				{
					assertEquals( Math.round( ip.getf( i ) ), ip.getf( i ), "a label is a whole number" );
					counts.merge( ( int ) ip.getf( i ), 1L, Long::sum );
				}
		}
		return counts;
	}

	/** All files below a folder. */
	static List< Path > files( final Path folder ) throws IOException
	{
		if ( !Files.isDirectory( folder ) )
			return new ArrayList<>();
		try ( Stream< Path > all = Files.walk( folder ) )
		{
			return all.filter( Files::isRegularFile ).sorted().collect( Collectors.toList() );
		}
	}

	/**
	 * Every file is whole, and tables, labels and selections say the same.
	 *
	 * @param overlaps
	 *            whether objects may share pixels, so that labels show fewer
	 */
	static void requireWholeFiles( final Path folder, final boolean overlaps ) throws IOException
	{
		for ( final Path file : files( folder ) )
		{
			final String name = file.getFileName().toString();
			assertTrue( !name.contains( ".part" ), () -> "left behind: " + file );
			if ( name.endsWith( ".tif" ) )
				assertNotNull( open( file ), name );
			else if ( name.endsWith( ".png" ) )
				assertNotNull( ImageIO.read( file.toFile() ), name );
			else if ( name.endsWith( ".zip" ) )
				assertTrue( !RoiFiles.read( file.toFile() ).isEmpty(), name );
			else if ( name.endsWith( "json" ) )
				assertNotNull( new Gson().getAdapter( JsonElement.class ).fromJson( text( file ) ), name );
			else if ( name.endsWith( ".csv" ) )
				table( text( file ) );
			if ( name.endsWith( "-table.csv" ) && Files.exists( file.resolveSibling( name.replace( "-table.csv", "-labels.tif" ) ) ) )
				requireTableFits( file, overlaps );
		}
	}

	static ImagePlus open( final Path file )
	{
		return new Opener().openImage( file.toString() );
	}

	static String text( final Path file ) throws IOException
	{
		return new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 );
	}

	private static void requireTableFits( final Path table, final boolean overlaps ) throws IOException
	{
		final String name = table.getFileName().toString();
		final File labels = table.resolveSibling( name.substring( 0, name.length() - "-table.csv".length() ) + "-labels.tif" ).toFile();
		assertTrue( labels.isFile(), () -> "a table without labels: " + table );
		final Map< Integer, Long > seen = counts( open( labels.toPath() ) ), told = new TreeMap<>();
		final List< List< String > > rows = table( text( table ) );
		final int label = rows.get( 0 ).indexOf( "Label" ), pixels = rows.get( 0 ).indexOf( "Pixels" );
		for ( final List< String > row : rows.subList( 1, rows.size() ) )
			if ( Long.parseLong( row.get( pixels ) ) > 0 )
				told.merge( Integer.parseInt( row.get( label ) ), Long.parseLong( row.get( pixels ) ), Long::sum );
		if ( !overlaps )
			assertEquals( told, seen, "pixels by label, in the table and in the label image " + labels );
		else
			seen.forEach( ( id, n ) -> assertTrue( told.getOrDefault( id, 0L ) >= n, () -> "label " + id + " has " + n +
					" pixels, but the table says " + told ) );
	}

	/** The cells of a table in CSV as RFC 4180 has it; every row has the same number. */
	static List< List< String > > table( final String csv )
	{
		final List< List< String > > rows = new ArrayList<>();
		List< String > row = new ArrayList<>();
		StringBuilder cell = new StringBuilder();
		boolean quoted = false;
		for ( int i = 0; i < csv.length(); i++ )
		{
			final char c = csv.charAt( i );
			if ( quoted && c == '"' && i + 1 < csv.length() && csv.charAt( i + 1 ) == '"' )
				cell.append( csv.charAt( i++ ) );
			else if ( c == '"' )
				quoted = !quoted;
			else if ( quoted || c != ',' && c != '\n' )
				cell.append( c );
			else
			{
				row.add( cell.toString() );
				cell = new StringBuilder();
				if ( c == '\n' )
				{
					rows.add( row );
					row = new ArrayList<>();
				}
			}
		}
		assertTrue( !quoted && cell.length() == 0 && row.isEmpty(), "the table ends with a whole line" );
		for ( final List< String > r : rows )
			assertEquals( rows.get( 0 ).size(), r.size(), () -> "columns of " + r );
		return rows;
	}
}
