// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.util.Menus;

/** The samples of the menu, and what About says, as macros call them. */
class OpenSampleTest extends MacroTestBase {

	private static List< CommandInfo > samples()
	{
		final List< CommandInfo > samples = new ArrayList<>();
		for ( final CommandInfo info : context.service( CommandService.class ).getCommands() )
			if ( info.getMenuPath().getMenuString().startsWith( "File > Open Samples > EfficientSAM > " ) )
				samples.add( info );
		return samples;
	}

	@Test
	void allSampleImagesAreInTheMenuAndAreThoseOfTheSampleData() throws IOException
	{
		final TreeSet< String > expected = new TreeSet<>();
		try (Stream< Path > files = Files.list( Paths.get( "sample-data" ) ))
		{
			files.map( f -> f.getFileName().toString() ).filter( n -> n.endsWith( ".png" ) && !n.endsWith( "-truth.png" ) &&
					!n.equals( "blobs.png" ) )
					.forEach( expected::add );
		}
		final TreeSet< String > opened = new TreeSet<>();
		for ( final CommandInfo info : samples() )
		{
			final String tiff = folder.resolve( "saved.tif" ).toString().replace( '\\', '/' );
			final String said = LegacyMacros.run( "run(\"" + info.getMenuPath().getLeaf().getName() +
					"\");\nprint(getTitle());\nsaveAs(\"tiff\", \"" +
					tiff + "\");", "" );
			final String name = said.trim().replaceAll( "(?s).*\n", "" );
			final ImagePlus image = IJ.openImage( tiff );
			final ImagePlus file = IJ.openImage( "sample-data/" + name );
			assertEquals( file.getBitDepth(), image.getBitDepth(), name );
			for ( int y = 0; y < file.getHeight(); y += 7 )
				for ( int x = 0; x < file.getWidth(); x += 7 )
					assertEquals( file.getProcessor().get( x, y ), image.getProcessor().get( x, y ), name );
			assertTrue( image.getInfoProperty().matches( ".*(CC0|MIT|BSD-3-Clause)\\." ), image.getInfoProperty() );
			opened.add( name );
		}
		assertEquals( expected, opened );
	}

	@Test
	void aboutTellsVersionModelAndCitation()
	{
		final String all = LegacyMacros.run( "run(\"" + Menus.ABOUT + "\");", "" );
		assertTrue( all.contains( "version development" ) && all.contains( "(micro), " ) && all.contains( "ONNX Runtime 1." ), all );
		assertTrue( all.contains( "@inproceedings{xiong2024efficientsam," ) && all.contains( "2312.00863" ), all );
	}
}
