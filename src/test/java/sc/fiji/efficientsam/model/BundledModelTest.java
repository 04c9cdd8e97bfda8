// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.util.Hashes;
import sc.fiji.efficientsam.util.Home;

/** Tests {@link BundledModel}, and {@link EfficientSamModel} on its real weights. */
public class BundledModelTest {

	private static final int FRAME = BundledModel.INFO.frameSize();

	private static PromptableModel model;

	private static float[] rgb;

	private static Embedding embedding;

	@BeforeAll
	public static void open()
	{
		model = BundledModel.open( new DjlBackend(), Device.CPU );
		rgb = new Frame( 0, 0, 320, 256, 1 ).render( TestImages.rgb( "nuclei-he" ), FRAME );
		embedding = model.encode( rgb );
	}

	@AfterAll
	public static void close()
	{
		model.close();
	}

	/** 64 different prompts of all kinds, in the frame's pixels. */
	private static List< Prompt > prompts()
	{
		final List< Prompt > prompts = new ArrayList<>();
		for ( int i = 0; i < 64; i++ )
		{
			final int x = 20 + i % 8 * 35, y = 20 + i / 8 * 28;
			final Prompt box = Prompt.of( new Box( x - 11.5, y - 9.25, x + 12.5, y + 13.5 ), Collections.emptyList() );
			prompts.add( i % 4 == 0 ? box : i % 4 == 1 ? Prompt.point( x, y ) : i % 4 == 2
					? Prompt.point( x, y ).withNegative( x + 30, y ) : box.withPoint( x, y ) );
		}
		return prompts;
	}

	@Test
	public void embeddingsAreThoseOfRawOnnxRuntime() throws Exception
	{
		try ( RawOrt raw = new RawOrt( BundledModel.encoder() ) )
		{
			assertArrayEquals( raw.encode( rgb, FRAME ), embedding.values().toFloatArray(), 1e-4f );
		}
		assertArrayEquals( new long[] { 1, 512, 32, 32 }, embedding.values().shape() );
	}

	@Test
	public void logitsAreThoseOfRawOnnxRuntime() throws Exception
	{
		final Prompt prompt = Prompt.of( new Box( 99.5, 60.5, 150.5, 100.5 ),
				Arrays.asList( new PromptPoint( 120, 80, true ), new PromptPoint( 10, 11, false ) ) );
		// on a grid of 256 for a frame of 512: (v + 0.5) / 2 - 0.5
		final float[] coords = { 49.5f, 30, 75, 50, 59.75f, 39.75f, 4.75f, 5.25f, -1, -1, -1, -1 };
		final float[] labels = { 2, 3, 1, 0, -1, -1 };
		try ( RawOrt raw = new RawOrt( BundledModel.decoder() );
				PromptableModel whole = new ModelLoader( new DjlBackend() ).open( BundledModel.INFO, BundledModel.encoder(),
				BundledModel.decoder(), Device.CPU ) )
		{
			final MaskCandidates ours = whole.decode( embedding, Collections.singletonList( prompt ) ).get( 0 );
			final float[][] expected = raw.decode( embedding.values().floats(), embedding.values().shape(), coords, labels, 1 );
			assertEquals( 3, ours.size() );
			for ( int c = 0; c < 3; c++ )
			{
				assertEquals( expected[ 1 ][ c ], ours.score( c ), 1e-4f );
				assertArrayEquals( Arrays.copyOfRange( expected[ 0 ], c * 65536, ( c + 1 ) * 65536 ), ours.logits( c ), 1e-4f );
			}
		}
	}

	@Test
	public void logitsInWindowsAreThoseOfRawOnnxRuntime() throws Exception
	{
		final Prompt prompt = Prompt.of( new Box( 99.5, 60.5, 150.5, 100.5 ),
				Arrays.asList( new PromptPoint( 120, 80, true ), new PromptPoint( 90, 71, false ) ) );
		final float[] coords = { 99.5f, 60.5f, 150.5f, 100.5f, 120, 80, 90, 71, -1, -1, -1, -1 };
		final float[] labels = { 2, 3, 1, 0, -1, -1 };
		final MaskCandidates ours = model.decode( embedding, Collections.singletonList( prompt ) ).get( 0 );
		final int cells = ours.grid() / 8;
		assertTrue( cells < 32, "a window, and not the whole frame" );
		assertEquals( 2, ours.cell( FRAME ), 0 );
		try ( RawOrt raw = new RawOrt( BundledModel.windowDecoder() ) )
		{
			final float[][] expected = raw.decodeWindows( embedding.values().floats(), embedding.values().shape(), coords, labels,
					new long[] { ours.x() / 16, ours.y() / 16 }, cells );
			for ( int c = 0; c < ours.size(); c++ )
			{
				assertEquals( expected[ 1 ][ c ], ours.score( c ), 1e-4f );
				assertArrayEquals( Arrays.copyOfRange( expected[ 0 ], c * ours.grid() * ours.grid(),
						( c + 1 ) * ours.grid() * ours.grid() ), ours.logits( c ), 1e-4f );
			}
		}
	}

	@Test
	public void mapsOfInstancesAreThoseOfRawOnnxRuntime() throws Exception
	{
		assertTrue( model.mapsInstances() );
		final InstanceMap ours = model.mapInstances( embedding );
		try ( RawOrt raw = new RawOrt( BundledModel.head() ) )
		{
			final float[] expected = raw.instances( embedding.values().floats(), embedding.values().shape() );
			assertEquals( 128, ours.grid() );
			for ( int i = 0; i < expected.length; i += 97 )
				assertEquals( expected[ i ], ours.at( InstanceMap.Channel.values()[ i / ( 128 * 128 ) ], i % 128, i / 128 % 128 ), 1e-3f );
		}
	}

	@Test
	public void batchesOf64GiveWhatSinglePromptsGive()
	{
		final List< Prompt > prompts = prompts();
		final List< MaskCandidates > together = model.decode( embedding, prompts );
		for ( int i = 0; i < prompts.size(); i += 5 )
		{
			final MaskCandidates alone = model.decode( embedding, Collections.singletonList( prompts.get( i ) ) ).get( 0 );
			for ( int c = 0; c < alone.size(); c++ )
			{
				assertEquals( alone.score( c ), together.get( i ).score( c ), 1e-4f );
				assertArrayEquals( alone.logits( c ), together.get( i ).logits( c ), 1e-3f );
			}
		}
	}

	@Test
	public void moreThanSixPointsWork()
	{
		Prompt many = Prompt.point( 30, 30 );
		for ( int i = 0; i < 9; i++ )
			many = many.withPoint( 31 + i, 30 );
		final List< MaskCandidates > both = model.decode( embedding, Arrays.asList( Prompt.point( 30, 30 ), many ) );
		assertEquals( 2, both.size() );
		assertFalse( Arrays.equals( both.get( 0 ).logits( 0 ), both.get( 1 ).logits( 0 ) ) );
	}

	@Test
	public void negativePointsChangeTheMask()
	{
		assertTrue( model.takesNegativePoints() );
		final MaskCandidates without = model.decode( embedding, Collections.singletonList( Prompt.point( 100, 100 ) ) ).get( 0 );
		final MaskCandidates with = model.decode( embedding, Collections.singletonList( Prompt.point( 100, 100 ).withNegative( 110,
				100 ) ) ).get( 0 );
		assertTrue( at( with, 100, 110 ) < at( without, 100, 110 ) );
	}

	/** The best candidate's logit at a pixel of the frame. */
	private static float at( final MaskCandidates c, final int row, final int column )
	{
		return c.logit( c.best(), ( row - c.y() ) / 2, ( column - c.x() ) / 2 );
	}

	@Test
	public void brokenUnpackedFilesAreReplaced( @TempDir final Path home ) throws IOException
	{
		final String before = System.getProperty( Home.PROPERTY );
		final Path strange = Files.createDirectories( home.resolve( "with space, é, 細胞" ) );
		System.setProperty( Home.PROPERTY, strange.toString() );
		try
		{
			final Path decoder = BundledModel.decoder();
			assertTrue( decoder.startsWith( strange ) );
			final String hash = Hashes.sha256( decoder );
			Files.write( decoder, "broken".getBytes( StandardCharsets.UTF_8 ) );
			assertEquals( hash, Hashes.sha256( BundledModel.decoder() ) );
			try ( Stream< Path > files = Files.list( decoder.getParent() ) )
			{
				assertEquals( 1, files.count(), "no temporary file is left" );
			}
		}
		finally
		{
			restore( before );
		}
	}

	@Test
	public void whereHomeCannotBeWrittenToATemporaryFolderIsUsed( @TempDir final Path folder ) throws IOException
	{
		final String before = System.getProperty( Home.PROPERTY );
		// a file where a folder should be: fails for every user, even root
		System.setProperty( Home.PROPERTY, Files.createFile( folder.resolve( "file" ) ).toString() );
		try
		{
			assertTrue( Files.size( BundledModel.decoder() ) > 1_000_000 );
		}
		finally
		{
			restore( before );
		}
	}

	private static void restore( final String before )
	{
		if ( before == null )
			System.clearProperty( Home.PROPERTY );
		else
			System.setProperty( Home.PROPERTY, before );
	}
}
