// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.evaluate.Protocol;
import sc.fiji.efficientsam.util.ProgressListener;

/** Tests {@link TruthPairs}, {@link PromptReport} and {@link LabelReport} on sample images. */
public class ReportTest {

	private static Context context;

	private static EfficientSamService sam;

	@TempDir
	Path temp;

	@BeforeAll
	public static void start()
	{
		context = new Context();
		sam = context.service( EfficientSamService.class );
	}

	@AfterAll
	public static void stop()
	{
		context.dispose();
	}

	private void copy( final String from, final String to ) throws IOException
	{
		Files.createDirectories( temp.resolve( to ).getParent() );
		Files.copy( TestImages.file( from ).toPath(), temp.resolve( to ) );
	}

	private List< TruthPair > pairs()
	{
		return TruthPairs.find( temp.toFile(), null );
	}

	@Test
	public void pairsAreFoundInAllUsualPlaces() throws IOException
	{
		copy( "blobs.png", "a/one.png" );
		copy( "blobs-truth.png", "a/one.labels.png" );
		copy( "blobs.png", "b/two.png" );
		copy( "blobs-truth.png", "b/two_masks.png" );
		copy( "blobs.png", "c/images/three.png" );
		copy( "blobs-truth.png", "c/masks/three.png" );
		copy( "blobs.png", "c/images/lonely.png" );
		assertEquals( "[a/one.png, b/two.png, c/three.png]", pairs().toString() );
		final Path list = Files.write( temp.resolve( "list.txt" ), Arrays.asList( "b/two.png", "" ) );
		assertEquals( "[b/two.png]", TruthPairs.find( temp.toFile(), list.toFile() ).toString() );
		assertThrows( IllegalArgumentException.class, () -> TruthPairs.find( temp.resolve( "none" ).toFile(), null ) );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> TruthPairs.find( temp.resolve( "c/masks" ).toFile(), null ) )
				.getMessage().contains( "_masks" ) );
	}

	@Test
	public void promptsAreMeasuredPerSetAndBadImagesAreNamed() throws IOException
	{
		copy( "nuclei-fluorescence.png", "nuclei/n.png" );
		copy( "nuclei-fluorescence-truth.png", "nuclei/n-truth.png" );
		copy( "yeast-phase.png", "yeast/y.png" );
		copy( "yeast-phase-truth.png", "yeast/y-truth.png" );
		copy( "blobs.png", "wrong/size.png" );
		copy( "yeast-phase-truth.png", "wrong/size-truth.png" );
		final Report r = new PromptReport( sam ).protocols( Arrays.asList( Protocol.BOX, Protocol.POINT ) ).limits( 1, 3 ).run( pairs(),
				ProgressListener.NONE );
		assertEquals( 1 + 3 * 2, r.summary().size() );
		assertEquals( 1 + 2 * 2 * 3, r.objects().size() );
		assertEquals( "all objects", r.summary().get( 5 )[ 0 ] );
		assertTrue( Double.parseDouble( r.summary().get( 5 )[ 3 ] ) > 0.75, r.markdown() );
		assertEquals( 1, r.skipped().size() );
		assertTrue( r.skipped().get( 0 ).contains( "wrong/size.png" ) && r.markdown().contains( "Left out" ), r.markdown() );
		final File out = temp.resolve( "report" ).toFile();
		assertEquals( 4, r.write( out, "e" ).size() );
		assertEquals( r.objects().size(), Files.readAllLines( out.toPath().resolve( "e-objects.csv" ) ).size() );
		assertTrue( new String( Files.readAllBytes( out.toPath().resolve( "e.md" ) ),
				StandardCharsets.UTF_8 ).contains( "| nuclei | micro box | 3 |" ) );
		assertTrue( colors( r.plot() ) > 4 );
		Files.delete( temp.resolve( "nuclei/n-truth.png" ) );
		Files.delete( temp.resolve( "yeast/y-truth.png" ) );
		assertThrows( IllegalArgumentException.class, () -> new PromptReport( sam ).run( pairs(), ProgressListener.NONE ) );
		assertThrows( IllegalArgumentException.class, () -> new PromptReport( sam ).limits( -1, 0 ) );
	}

	private static int colors( final BufferedImage image )
	{
		final Set< Integer > colors = new HashSet<>();
		for ( int y = 0; y < image.getHeight(); y++ )
			for ( int x = 0; x < image.getWidth(); x++ )
				colors.add( image.getRGB( x, y ) );
		assertTrue( colors.contains( Color.WHITE.getRGB() ) );
		return colors.size();
	}

	@Test
	public void labelsAreComparedWithTheTruth() throws IOException
	{
		copy( "blobs.png", "blobs/b.png" );
		copy( "blobs-truth.png", "blobs/b-truth.png" );
		copy( "yeast-phase.png", "yeast/y.png" );
		copy( "yeast-phase-truth.png", "yeast/y-truth.png" );
		final Report same = new LabelReport( 2 ).run( pairs(), TruthPair::labels, ProgressListener.NONE );
		assertEquals( 4, same.summary().size() );
		for ( int i = 4; i < same.summary().get( 1 ).length; i++ )
			assertEquals( "1.0000", same.summary().get( 1 )[ i ] );
		final Report other = new LabelReport( 2 ).run( pairs(), p -> {
			if ( p.set().equals( "yeast" ) )
				throw new IllegalArgumentException( "it is missing" );
			return p.image();
		}, ProgressListener.NONE );
		assertEquals( 1, other.skipped().size() );
		assertTrue( Double.parseDouble( other.summary().get( 1 )[ 4 ] ) < 0.5 );
		for ( final double tolerance : new double[] { -1, Double.NaN, 1e9 } )
			assertTrue( assertThrows( IllegalArgumentException.class, () -> new LabelReport( tolerance ) ).getMessage()
					.contains( "0 to 200" ) );
		assertThrows( IllegalArgumentException.class, () -> new LabelReport( Double.NaN ) );
	}
}
