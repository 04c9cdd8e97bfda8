// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.labeling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;

/** Labelings in files. */
class LabelingFileTest {

	/** As Labkit 0.4.0 writes it: {@code new Gson().toJson( labeling )} of a labeling of 4 x 3 x 2 pixels. */
	private static final String OF_LABKIT = "{\"interval\":{\"min\":[0,0,0],\"max\":[3,2,1],\"n\":3}," +
			"\"pixelSizes\":[{\"size\":0.5,\"unit\":\"µm\"},{\"size\":0.5,\"unit\":\"µm\"},{\"size\":1.0}]," +
			"\"labels\":{\"background\":[[0,0,0],[3,2,0]],\"foreground\":[[1,1,1],[0,0,0]],\"empty\":[]}," +
			"\"colors\":{\"background\":\"#0000FF\",\"foreground\":\"#FF0000\"}}";

	@TempDir
	Path folder;

	private Labeling read( final String text ) throws IOException
	{
		final Path file = folder.resolve( "x.labeling" );
		Files.write( file, text.getBytes( StandardCharsets.UTF_8 ) );
		return LabelingFile.read( file );
	}

	@Test
	void filesOfLabkitAreRead() throws IOException
	{
		final Labeling labeling = read( OF_LABKIT );
		assertEquals( Arrays.asList( "background", "foreground", "empty" ), new ArrayList<>( labeling.names() ) );
		assertEquals( "4 x 3 x 2", labeling.describeSize() );
		assertEquals( "µm", labeling.axes().get( 0 ).unit() );
		assertEquals( 2, labeling.mask( "background", Arrays.asList( 0L ) ).area() );
		assertTrue( labeling.mask( "foreground", Arrays.asList( 0L ) ).contains( 0, 0 ), "a pixel with two labels" );
		assertTrue( labeling.mask( "foreground", Arrays.asList( 1L ) ).contains( 1, 1 ) );
		assertTrue( labeling.mask( "empty", Arrays.asList( 0L ) ).isEmpty() );
		assertEquals( 0xff0000, labeling.colors().get( "foreground" ) );
	}

	@Test
	void whatLabkitHasWrittenIsWrittenThatWayAgain() throws IOException
	{
		final Path file = folder.resolve( "y.labeling" );
		LabelingFile.write( read( OF_LABKIT ), file );
		final String text = new String( Files.readAllBytes( file ), StandardCharsets.US_ASCII ).replace( "\\u00b5", "\u00b5" );
		// NB: pixels of a label are a set.
		assertEquals( OF_LABKIT, text.replace( "[[0,0,0],[1,1,1]]", "[[1,1,1],[0,0,0]]" ) );
	}

	/** Labkit reads and writes in the charset of its computer. */
	@Test
	void filesOfWindowsAreReadAndOursAreTheSameInEveryCharset() throws IOException
	{
		final Path file = folder.resolve( "w.labeling" );
		Files.write( file, OF_LABKIT.replace( "foreground", "Zellk\u00f6rper" ).getBytes( "windows-1252" ) );
		final Labeling labeling = LabelingFile.read( file );
		assertEquals( "\u00b5m", labeling.axes().get( 0 ).unit() );
		assertTrue( labeling.names().contains( "Zellk\u00f6rper" ) );
		LabelingFile.write( labeling, file );
		for ( final byte b : Files.readAllBytes( file ) )
			assertTrue( b > 0, "ASCII" );
		assertEquals( labeling, LabelingFile.read( file ) );
	}

	@Test
	void randomLabelingsComeBackAsTheyWere() throws IOException
	{
		final Random random = new Random( 5 );
		for ( int round = 0; round < 40; round++ )
		{
			final Labeling labeling = random( random );
			final Path file = folder.resolve( "z.labeling" );
			LabelingFile.write( labeling, file );
			assertEquals( labeling, LabelingFile.read( file ) );
		}
	}

	private static Labeling random( final Random random )
	{
		final List< Labeling.Axis > axes = new ArrayList<>();
		for ( int d = 0; d < 2 + random.nextInt( 4 ); d++ )
		{
			final long min = random.nextInt( 20 ) - 10;
			axes.add( new Labeling.Axis( min, min + random.nextInt( d < 2 ? 30 : 3 ), random.nextDouble(), random.nextBoolean() ?
					"\u00b5m" : null ) );
		}
		final Map< String, Map< List< Long >, Mask > > labels = new LinkedHashMap<>();
		final Map< String, Integer > colors = new LinkedHashMap<>();
		for ( int l = 0; l < random.nextInt( 6 ); l++ )
		{
			final Map< List< Long >, Mask > planes = new LinkedHashMap<>();
			for ( int p = 0; p < random.nextInt( 4 ); p++ )
			{
				final List< Long > position = new ArrayList<>();
				axes.subList( 2, axes.size() ).forEach( a -> position.add( a.min() + random.nextInt( ( int ) a.size() ) ) );
				final int w = ( int ) axes.get( 0 ).size(), h = ( int ) axes.get( 1 ).size();
				final BitSet bits = new BitSet();
				for ( int i = 0; i < w * h; i++ )
					bits.set( i, random.nextInt( 3 ) == 0 );
				planes.put( position, Mask.of( 0, 0, w, h, bits ) );
			}
			labels.put( "label \" \u00e4 " + l, planes );
			if ( random.nextBoolean() )
				colors.put( "label \" \u00e4 " + l, random.nextInt( 0x1000000 ) );
		}
		return new Labeling( axes, labels, colors );
	}

	@Test
	void everyTruncatedFileIsRefused()
	{
		for ( int end = 0; end < OF_LABKIT.length(); end++ )
		{
			final String text = OF_LABKIT.substring( 0, end );
			final IllegalArgumentException e = assertThrows( IllegalArgumentException.class, () -> read( text ), text );
			assertTrue( e.getMessage().contains( "x.labeling" ) && e.getMessage().contains( "Save the labeling in Labkit again" ),
					e.getMessage() );
		}
	}

	@Test
	void whatIsNoLabelingIsRefused()
	{
		for ( final String[] change : new String[][] { { "[3,2,1]", "[3,2]" }, { "[3,2,1]", "[-3,2,1]" }, { "[3,2,1]",
				"[2147483647,2147483647,1]" },
				{ "[3,2,0]", "[4,2,0]" }, { "[3,2,0]", "[3,2]" }, { "[3,2,0]", "[3,2,0,0]" }, { "[3,2,0]", "[3,2.5,0]" }, { "[3,2,0]",
						"[NaN,2,0]" },
				{ "#0000FF", "blue" }, { "\"foreground\":[[", "\"background\":[[" }, { "\"size\":1.0", "\"size\":NaN" }, { "interval",
						"size" },
				{ "{\"interval\"", "[\"interval\"" }, { "\"empty\":[]", "\"empty\":null" }, { "FF0000\"}}", "FF0000\"}}}" },
						{ "\"labels\"", "\"label\"" } } )
		{
			final String text = OF_LABKIT.replace( change[ 0 ], change[ 1 ] );
			assertTrue( !text.equals( OF_LABKIT ), change[ 0 ] );
			assertThrows( IllegalArgumentException.class, () -> read( text ), text );
		}
	}

	@Test
	void aFullDiskOrAMissingFileIsAnIoException() throws IOException
	{
		assertThrows( NoSuchFileException.class, () -> LabelingFile.read( folder.resolve( "none.labeling" ) ) );
		final Path file = folder.resolve( "no folder" ).resolve( "x.labeling" );
		assertThrows( IOException.class, () -> LabelingFile.write( read( OF_LABKIT ), file ) );
	}

	@Test
	void masksOutsideAreRefused()
	{
		final List< Labeling.Axis > axes = Arrays.asList( new Labeling.Axis( 0, 9, 1, "pixel" ), new Labeling.Axis( 0, 9, 1, "pixel" ) );
		final Mask outside = Mask.of( 9, 9, 2, 1, BitSet.valueOf( new long[] { 3 } ) );
		assertThrows( IllegalArgumentException.class, () -> new Labeling( axes, Collections.singletonMap( "a", Collections.singletonMap(
				Collections.emptyList(), outside ) ), Collections.emptyMap() ) );
		assertThrows( IllegalArgumentException.class, () -> new Labeling( axes.subList( 0, 1 ), Collections.emptyMap(),
				Collections.emptyMap() ) );
		assertThrows( IllegalArgumentException.class, () -> new Labeling.Axis( 3, 2, 1, null ) );
	}

	@Test
	void scribblesBecomePointsInsideAndBackgroundNearThemNegativeOnes()
	{
		final BitSet two = new BitSet();
		two.set( 10 * 200 + 10, 10 * 200 + 30 );
		two.set( 100 * 200 + 100, 100 * 200 + 120 );
		final BitSet ground = new BitSet();
		ground.set( 20 * 200 + 10, 20 * 200 + 30 );
		final Map< String, Map< List< Long >, Mask > > labels = new LinkedHashMap<>();
		labels.put( "background", Collections.singletonMap( Collections.emptyList(), Mask.of( 0, 0, 200, 200, ground ) ) );
		labels.put( "cell", Collections.singletonMap( Collections.emptyList(), Mask.of( 0, 0, 200, 200, two ) ) );
		final Labeling labeling = new Labeling( Arrays.asList( new Labeling.Axis( 0, 199, 1, "pixel" ), new Labeling.Axis( 0, 199, 1,
				"pixel" ) ),
				labels, Collections.emptyMap() );
		final List< Prompt > each = new ScribblePrompts( 3, true, Collections.singleton( "background" ) )
				.of( labeling, Collections.emptyList() );
		assertEquals( 2, each.size() );
		assertArrayEquals( new Object[] { "cell 1", "cell 2" }, each.stream().map( p -> p.name() ).toArray() );
		assertTrue( each.get( 0 ).hasNegative() );
		assertTrue( !each.get( 1 ).hasNegative(), "background that is far away" );
		assertEquals( 3, each.get( 1 ).points().size() );
		each.get( 1 ).points().forEach( p -> assertTrue( p.isPositive() && p.y() == 100 && p.x() >= 100 && p.x() < 120, p.toString() ) );
		final List< Prompt > together = new ScribblePrompts( 3, false, Collections.singleton( "background" ) )
				.of( labeling, Collections.emptyList() );
		assertEquals( 1, together.size() );
		assertEquals( "cell", together.get( 0 ).name() );
		assertEquals( 3, new ScribblePrompts( 3, true, Collections.emptySet() ).of( labeling, Collections.emptyList() ).size() );
	}
}
