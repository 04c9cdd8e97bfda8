// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.evaluate.LabelObjects;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.LabelImageReader;

/** The real images of {@code sample-data}. */
public final class TestImages {

	public static final File FOLDER = new File( "sample-data" );

	private TestImages()
	{}

	public static File file( final String name )
	{
		return new File( FOLDER, name );
	}

	public static ImagePlus open( final String name )
	{
		return IJ.openImage( file( name + ".png" ).getPath() );
	}

	public static RgbImage rgb( final String name )
	{
		return new ImagePlusReader( ContrastMode.PERCENTILE, 0.1, 99.9 ).read( open( name ), 0 );
	}

	public static List< Mask > truth( final String name )
	{
		return new ArrayList<>( LabelImageReader.masks( open( name + "-truth" ) ).values() );
	}

	public static List< Prompt > boxes( final List< Mask > masks )
	{
		final List< Prompt > boxes = new ArrayList<>();
		masks.forEach( m -> boxes.add( LabelObjects.box( m ) ) );
		return boxes;
	}
}
