// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

import org.junit.jupiter.api.Test;

/** The README and the pages in docs are short, their links lead somewhere, and their pictures are small and can be made again. */
public class DocumentationTest {

	private static final Pattern LINK = Pattern.compile( "\\]\\(([^)#]+)(#[^)]*)?\\)" );

	private static String text( final Path file ) throws IOException
	{
		return new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 ).replace( "\r\n", "\n" );
	}

	private static List< Path > pages() throws IOException
	{
		try ( Stream< Path > files = Files.list( Paths.get( "docs" ) ) )
		{
			return files.filter( f -> f.toString().endsWith( ".md" ) ).sorted().collect( Collectors.toList() );
		}
	}

	@Test
	public void theReadmeIsShortAndItsCommandsAreTheTwoForDevelopers() throws IOException
	{
		final String readme = text( Paths.get( "README.md" ) );
		final int words = readme.trim().split( "\\s+" ).length;
		assertTrue( words <= 450, "README.md has " + words + " words" );
		final String block = readme.substring( readme.indexOf( "```" ) ).split( "```" )[ 1 ];
		assertEquals( "shell\nmvn -B -ntp compile exec:java@demo\nmvn -B -ntp verify\n", block );
	}

	/** NB: in running text; not in the generated reference. */
	@Test
	public void oneSentenceALine() throws IOException
	{
		final List< Path > all = new ArrayList<>( pages() );
		all.add( Paths.get( "README.md" ) );
		for ( final Path page : all )
			for ( final String line : text( page ).replaceAll( "(?s)```.*?```", "" ).split( "\n" ) )
				assertTrue( page.endsWith( "macro-reference.md" ) || line.matches( "[|(!-].*" )
						|| !line.matches( ".*[a-z)*`]\\. [A-Z*\\[`].*" ),
						page + ": " + line );
	}

	@Test
	public void linksLeadSomewhere() throws IOException
	{
		final List< Path > all = new ArrayList<>( pages() );
		all.addAll( Arrays.asList( Paths.get( "README.md" ), Paths.get( "CONTRIBUTING.md" ) ) );
		for ( final Path page : all )
		{
			final Matcher m = LINK.matcher( text( page ) );
			while ( m.find() )
				if ( !m.group( 1 ).startsWith( "http" ) )
					assertTrue( Files.exists( page.toAbsolutePath().getParent().resolve( m.group( 1 ) ).normalize() ),
							page + ": " + m.group( 1 ) );
		}
	}

	@Test
	public void everyPageHasAPictureThatCanBeMadeAgain() throws IOException
	{
		final TreeSet< String > used = new TreeSet<>();
		for ( final Path page : pages() )
			if ( !page.endsWith( "macro-reference.md" ) )
			{
				final Matcher m = Pattern.compile( "!\\[[^\\]]{10,}\\]\\(pictures/([a-z]+)\\.png\\)" ).matcher( text( page ) );
				assertTrue( m.find(), page + " has no picture with a text for those who do not see it" );
				do
					used.add( m.group( 1 ) );
				while ( m.find() );
			}
		assertEquals( new TreeSet<>( MakePictures.names() ), used );
		for ( final String name : used )
		{
			final File file = new File( MakePictures.FOLDER, name + ".png" );
			assertTrue( file.length() > 0 && file.length() < 150_000, file + " has " + file.length() + " bytes" );
		}
		assertEquals( used.size() + MakePictures.filmNames().size(), MakePictures.FOLDER.list().length );
	}

	@Test
	public void filmsAreSmallHaveFramesAndAreSeen() throws IOException
	{
		final StringBuilder all = new StringBuilder( text( Paths.get( "README.md" ) ) );
		for ( final Path page : pages() )
			all.append( text( page ) );
		for ( final String name : MakePictures.filmNames() )
		{
			final File file = new File( MakePictures.FOLDER, name + ".gif" );
			assertTrue( file.length() > 0 && file.length() < 500_000, file + " has " + file.length() + " bytes" );
			final ImageReader reader = ImageIO.getImageReadersByFormatName( "gif" ).next();
			reader.setInput( ImageIO.createImageInputStream( file ) );
			assertTrue( reader.getNumImages( true ) >= 8, name );
			assertTrue( Pattern.compile( "!\\[[^\\]]{10,}\\]\\([a-z/]*pictures/" + name + "\\.gif\\)" ).matcher( all ).find(), name );
		}
	}
}
