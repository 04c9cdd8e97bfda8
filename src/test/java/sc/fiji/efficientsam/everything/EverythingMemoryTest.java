// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.everything;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.model.Embedding;
import sc.fiji.efficientsam.model.MaskCandidates;
import sc.fiji.efficientsam.model.ModelInfo;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.model.TestModels;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.EmbeddingCache;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Shows that a dense grid on a large image needs little memory: 40 thousand
 * points on 16 megapixels, whose logits alone would be 2 GB, in a JVM with a heap
 * of 48 MB. The model is a fake one, as the real one would take a quarter of an hour.
 */
public class EverythingMemoryTest {

	private static final int SIDE = 4000, OBJECT = 40, DISTANCE = 400;

	@Test
	public void aDenseGridNeedsLittleMemory( @TempDir final Path folder ) throws Exception
	{
		final File log = folder.resolve( "log" ).toFile();
		final Process process = new ProcessBuilder( new File( System.getProperty( "java.home" ), "bin/java" ).getPath(), "-Xmx48m", "-cp",
				System.getProperty( "java.class.path" ), EverythingMemoryTest.class.getName() )
				.redirectErrorStream( true ).redirectOutput( log ).start();
		assertTrue( process.waitFor( 10, TimeUnit.MINUTES ) );
		final List< String > lines = Files.readAllLines( log.toPath() );
		assertEquals( 0, process.exitValue(), lines::toString );
		assertTrue( lines.contains( "objects=100" ), lines::toString );
	}

	public static void main( final String... args )
	{
		final EverythingSettings s = EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE,
				( double ) OBJECT ).with( EverythingSettings.SKIP, 1.0 ).with( EverythingSettings.QUALITY, 0.2 );
		final EverythingResult r = new Everything( s ).run( new EmbeddedImage( new Disks(), new DiskModel(), new EmbeddingCache( 1 ) ),
				SeedSource.GRID, ProgressListener.NONE );
		System.out.println( r.report() );
		System.out.println( "objects=" + r.objects().size() );
	}

	/** Distance of a pixel to the middle of the nearest disk. */
	private static double distance( final double x, final double y )
	{
		return Math.hypot( Math.floorMod( ( int ) Math.round( x ), DISTANCE ) - DISTANCE / 2,
				Math.floorMod( ( int ) Math.round( y ), DISTANCE ) - DISTANCE / 2 );
	}

	/** Bright disks on black. */
	private static final class Disks implements RgbImage
	{
		@Override
		public int width()
		{
			return SIDE;
		}

		@Override
		public int height()
		{
			return SIDE;
		}

		@Override
		public float[] read( final int x, final int y, final int w, final int h )
		{
			final float[] rgb = new float[ 3 * w * h ];
			for ( int i = 0; i < rgb.length; i++ )
				rgb[ i ] = distance( x + i % ( w * h ) % w, y + i % ( w * h ) / w ) < OBJECT / 2 ? 1 : 0;
			return rgb;
		}
	}

	/**
	 * Answers a prompt in a bright place with a mask of the bright pixels round it, else with nothing; what it sees is
	 * the frame that was encoded last.
	 */
	private static final class DiskModel implements PromptableModel
	{
		private static final int FRAME = 128, GRID = 64;

		private float[] rgb;

		@Override
		public ModelInfo info()
		{
			return new ModelInfo( "disks", "disks", "none", FRAME, 40, 40 );
		}

		@Override
		public Device device()
		{
			return Device.CPU;
		}

		@Override
		public int maxPoints()
		{
			return 6;
		}

		@Override
		public boolean takesNegativePoints()
		{
			return true;
		}

		@Override
		public Embedding encode( final float[] frame, final int width, final int height )
		{
			rgb = frame;
			return TestModels.embedding( 1 );
		}

		@Override
		public List< MaskCandidates > decode( final Embedding embedding, final List< Prompt > prompts )
		{
			final List< MaskCandidates > out = new ArrayList<>();
			for ( final Prompt p : prompts )
			{
				final FloatBuffer logits = FloatBuffer.allocate( 3 * GRID * GRID );
				final int x = ( int ) Math.round( p.extent().centerX() ), y = ( int ) Math.round( p.extent().centerY() );
				final boolean bright = x >= 0 && y >= 0 && x < FRAME && y < FRAME && rgb[ y * FRAME + x ] > 0.5;
				for ( int i = 0; i < 3 * GRID * GRID; i++ )
				{
					if ( !bright )
					{
						logits.put( i, -5 );
						continue;
					}
					final int row = i / GRID % GRID * 2, col = i % GRID * 2;
					logits.put( i, rgb[ row * FRAME + col ] > 0.5 && Math.hypot( row - y, col - x ) < 50 ? 5 : -5 );
				}
				out.add( TestModels.candidates( logits, GRID, 0.9f, 0.8f, 0.7f ) );
			}
			return out;
		}

		@Override
		public void close()
		{}
	}
}
