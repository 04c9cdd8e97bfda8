// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import sc.fiji.efficientsam.source.SourceImage;

/** Tests what happens to label stacks that are larger than files, memory or disks like. */
public class LargeStackTest {

	/** A stack of any size that has no pixels but those that are asked for. */
	private static final class Numbers extends VirtualStack {

		private final int width, height, slices;

		Numbers( final int width, final int height, final int slices )
		{
			super( width, height, slices );
			this.width = width;
			this.height = height;
			this.slices = slices;
			setBitDepth( 16 );
		}

		@Override
		public ImageProcessor getProcessor( final int slice )
		{
			final short[] pixels = new short[ width * height ];
			pixels[ 0 ] = ( short ) slice;
			pixels[ pixels.length - 1 ] = ( short ) ( 3 * slice );
			return new ShortProcessor( width, height, pixels, null );
		}

		@Override
		public Object getPixels( final int slice )
		{
			return getProcessor( slice ).getPixels();
		}

		@Override
		public String getSliceLabel( final int slice )
		{
			return null;
		}

		@Override
		public int size()
		{
			return slices;
		}

		@Override
		public int getSize()
		{
			return slices;
		}
	}

	private static ImagePlus numbers( final int width, final int height, final int z, final int t )
	{
		final ImagePlus imp = new ImagePlus( "numbers", new Numbers( width, height, z * t ) );
		imp.setDimensions( 1, z, t );
		imp.setOpenAsHyperStack( true );
		return imp;
	}

	@Test
	public void whatDoesNotFitIntoMemoryIsRefusedFirst()
	{
		// 6.4 TB: more than an int and than any heap holds
		final ImagePlus huge = numbers( 4000, 4000, 1000, 200 );
		assertEquals( 6_400_000_000_000L, StackLabels.bytes( SourceImage.of( huge ) ) );
		final String message = assertThrows( IllegalArgumentException.class, () -> StackLabels.requireMemory( SourceImage.of( huge ) ) )
				.getMessage();
		assertTrue( message.contains( "6103515 MB" ) && message.contains( "Duplicate" ), message );
	}

	@Test
	public void whatDoesNotFitOnTheDiskIsRefusedFirst( @TempDir final Path folder ) throws IOException
	{
		final ResultWriter writer = new ResultWriter( folder.toFile(), SourceImage.of( numbers( 10, 10, 2, 2 ) ), ResultKind.STACK );
		final String message = assertThrows( IllegalArgumentException.class, () -> writer.requireSpace( Long.MAX_VALUE ) ).getMessage();
		assertTrue( message.contains( "Make room" ) && message.contains( folder.toString() ), message );
		assertThrows( IllegalArgumentException.class, () -> ResultWriter.requireSpace( folder, 5_000_000_000L, 4_999_999_999L ) );
		assertDoesNotThrow( () -> ResultWriter.requireSpace( folder, 5_000_000_000L, 5_000_000_000L ) );
		assertDoesNotThrow( () -> ResultWriter.requireSpace( folder, 5_000_000_000L, 0 ), "unknown" );
		assertEquals( "", writer.requireSpace( 1000 ) );
		assertEquals( 0, folder.toFile().list().length );
	}

	@Test
	public void hyperstacksThatAreStreamedKeepTheirOrder( @TempDir final Path folder )
	{
		// 115 MB: streamed, and by ImageJ's usual way of listing slices
		assertReadBack( folder, 3000, 1600, 3, 4 );
	}

	/** Writes 4.4 GB: {@code mvn test -Dtest=LargeStackTest -Defficientsam.big=true}. */
	@Test
	@EnabledIfSystemProperty( named = "efficientsam.big", matches = "true" )
	public void stacksOfMoreThan4GigabytesAreReadBack( @TempDir final Path folder ) throws IOException
	{
		final ImagePlus imp = numbers( 2000, 1000, 550, 2 );
		assertTrue( new ResultWriter( folder.toFile(), SourceImage.of( imp ),
				ResultKind.STACK ).requireSpace( StackLabels.bytes( SourceImage.of( imp ) ) ).contains( "4.4 GB" ) );
		final Path file = assertReadBack( folder, 2000, 1000, 550, 2 );
		assertTrue( Files.size( file ) > ResultWriter.CLASSIC_TIFF );
	}

	private static Path assertReadBack( final Path folder, final int width, final int height, final int z, final int t )
	{
		final ImagePlus imp = numbers( width, height, z, t );
		assertTrue( imp.getSizeInBytes() > LabelTiff.LARGE );
		final Path file = new GivenResult( imp, ResultKind.STACK ).write( ResultFormat.LABELS, folder.toFile() );
		final ImagePlus back = IJ.openVirtual( file.toString() );
		assertArrayEquals( new int[] { width, height, 1, z, t }, back.getDimensions() );
		for ( final int slice : new int[] { 1, 2, z, z + 1, z * t - 1, z * t } )
		{
			final ImageProcessor ip = back.getStack().getProcessor( slice );
			assertEquals( slice, ip.get( 0 ) );
			assertEquals( 3 * slice, ip.get( width * height - 1 ) );
		}
		return file;
	}
}
