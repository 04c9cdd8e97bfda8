/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.evaluate.LabelObjects;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.imagej.ImagePlusReader;
import sc.fiji.efficientsam.imagej.LabelImages;
import sc.fiji.efficientsam.prompt.Mask;
import sc.fiji.efficientsam.prompt.Prompt;

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
		return new ArrayList<>( LabelImages.masks( open( name + "-truth" ) ).values() );
	}

	public static List< Prompt > boxes( final List< Mask > masks )
	{
		final List< Prompt > boxes = new ArrayList<>();
		masks.forEach( m -> boxes.add( LabelObjects.box( m ) ) );
		return boxes;
	}
}
