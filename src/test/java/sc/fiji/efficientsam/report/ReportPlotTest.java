// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

/** Tests {@link ReportPlot}: what is drawn has the right size and place. Pictures are left in {@code target/plots}. */
public class ReportPlotTest {

	private static final int BLUE = 0x0072B2, ORANGE = 0xE69F00, GREEN = 0x009E73;

	private static void save( final BufferedImage image, final String name ) throws IOException
	{
		final File file = new File( "target/plots", name + ".png" );
		file.getParentFile().mkdirs();
		ImageIO.write( image, "png", file );
	}

	/** {first row, last row, columns, first column} with a color, left of the legend. */
	private static int[] extent( final BufferedImage image, final int color, final int from, final int to )
	{
		int first = -1, last = -1, columns = 0, left = -1;
		for ( int x = from; x < to; x++ )
		{
			int rows = 0;
			for ( int y = 0; y < image.getHeight(); y++ )
				if ( ( image.getRGB( x, y ) & 0xffffff ) == color )
				{
					first = first < 0 || y < first ? y : first;
					last = Math.max( last, y );
					rows++;
				}
			columns += rows > 12 ? 1 : 0;
			left = left < 0 && rows > 12 ? x : left;
		}
		return new int[] { first, last, columns, left };
	}

	@Test
	public void barsAreAsHighAsTheirValuesAndSideBySide() throws IOException
	{
		final Map< String, Map< String, Double > > values = new LinkedHashMap<>();
		final double[][] heights = { { 1, 0.5, 0.25 }, { 0.75, 0, 0.9 } };
		final String[] sets = { "nuclei, live {a}", "a set with a name that is longer than others" };
		for ( int g = 0; g < 2; g++ )
		{
			final Map< String, Double > group = new LinkedHashMap<>();
			for ( int s = 0; s < 3; s++ )
				group.put( "model " + s, heights[ g ][ s ] );
			values.put( sets[ g ], group );
		}
		final BufferedImage image = ReportPlot.bars( "Mean IoU", values );
		save( image, "bars" );
		// NB: legend and axis are in the outer parts of the picture.
		final int middle = 65 + ( int ) ( 1.1 * 28 * 9 );
		final int[] blue = extent( image, BLUE, 65, middle ), orange = extent( image, ORANGE, 65, middle );
		final int[] green = extent( image, GREEN, 65, middle );
		assertEquals( blue[ 1 ], orange[ 1 ], 2 );
		assertEquals( 0.5, ( orange[ 1 ] - orange[ 0 ] ) / ( double ) ( blue[ 1 ] - blue[ 0 ] ), 0.02 );
		assertEquals( 0.25, ( green[ 1 ] - green[ 0 ] ) / ( double ) ( blue[ 1 ] - blue[ 0 ] ), 0.02 );
		for ( final int[] bar : new int[][] { blue, orange, green } )
			assertEquals( 17, bar[ 2 ], 3 );
		assertTrue( blue[ 3 ] < orange[ 3 ] && orange[ 3 ] < green[ 3 ] );
	}

	@Test
	public void oneSetAndOneWayAreABar() throws IOException
	{
		final Map< String, Map< String, Double > > values = new LinkedHashMap<>();
		values.put( "blobs", new LinkedHashMap<>() );
		values.get( "blobs" ).put( "micro box", 0.8 );
		final BufferedImage image = ReportPlot.bars( "Mean IoU", values );
		save( image, "bar" );
		assertTrue( extent( image, BLUE, 65, image.getWidth() )[ 2 ] >= 12 );
	}

	@Test
	public void curvesGoThroughTheirValues() throws IOException
	{
		final double[] limits = { 0.5, 0.7, 0.95 };
		final Map< String, double[] > curves = new LinkedHashMap<>();
		curves.put( "nuclei", new double[] { 0.9, 0.9, 0.9 } );
		curves.put( "yeast", new double[] { 0.8, 0.6, 0.1 } );
		final BufferedImage image = ReportPlot.curves( "IoU limit", "Average precision", limits, curves );
		save( image, "curves" );
		boolean blue = false, orange = false;
		for ( int y = 15; y < 355; y++ )
		{
			blue |= ( image.getRGB( 100, y ) & 0xffffff ) == BLUE && Math.abs( y - ( 15 + 340 * 0.1 ) ) < 4;
			orange |= ( image.getRGB( 65 + 213, y ) & 0xffffff ) == ORANGE && Math.abs( y - ( 15 + 340 * 0.4 ) ) < 6;
		}
		assertTrue( blue && orange );
	}
}
