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
package sc.fiji.efficientsam.evaluate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.IJ;

import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.imagej.ImagePlusReader;
import sc.fiji.efficientsam.imagej.LabelImages;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.prompt.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.segment.Segmenter;

/**
 * Mean IoU of the bundled model on a list of images with ground truth, for box
 * and centre-point prompts, to be compared object by object with
 * {@code training/reference.py}:
 * {@code mvn -q test-compile exec:java@report -Dexec.args="<data folder> <list> <prompt> <images per set> <objects per image> <csv>"}.
 */
public final class PromptReport {

	public static void main( final String... args ) throws IOException
	{
		final Path data = Paths.get( args[ 0 ] );
		final String prompt = args[ 2 ];
		final int imagesPerSet = Integer.parseInt( args[ 3 ] ), objectsPerImage = Integer.parseInt( args[ 4 ] );
		final Map< String, List< Double > > bySet = new LinkedHashMap<>();
		final Map< String, Integer > images = new LinkedHashMap<>();
		try ( PromptableModel model = BundledModel.open( new DjlBackend(), Device.CPU ); PrintWriter csv = new PrintWriter( args[ 5 ], "UTF-8" ) )
		{
			csv.println( "image,label,iou,score" );
			for ( final String name : Files.readAllLines( data.resolve( args[ 1 ] ) ) )
			{
				final String set = name.split( "/" )[ 0 ];
				if ( name.isEmpty() || images.merge( set, 1, Integer::sum ) > imagesPerSet )
					continue;
				final Map< Integer, Mask > truth = LabelImages.masks( IJ.openImage( data.resolve( name.replace( ".png", ".labels.png" ) ).toString() ) );
				final RgbImage rgb = new ImagePlusReader( ContrastMode.PERCENTILE, 0.1, 99.9 ).read( IJ.openImage( data.resolve( name ).toString() ), 0 );
				final EmbeddedImage image = new EmbeddedImage( rgb, model );
				final List< Integer > labels = new ArrayList<>( truth.keySet() ).subList( 0, Math.min( objectsPerImage, truth.size() ) );
				for ( final int label : labels )
				{
					final SegmentedObject o = segment( image, prompt, truth.get( label ) );
					final double iou = o.mask().iou( truth.get( label ) );
					bySet.computeIfAbsent( set, s -> new ArrayList<>() ).add( iou );
					csv.printf( "%s,%d,%.5f,%.5f%n", name, label, iou, o.score() );
				}
			}
		}
		bySet.forEach( ( set, ious ) -> System.out.printf( "%-28s %5d objects  IoU %.4f%n", set, ious.size(), mean( ious ) ) );
		final List< Double > all = new ArrayList<>();
		bySet.values().forEach( all::addAll );
		System.out.printf( "%-28s %5d objects  IoU %.4f%n", "all", all.size(), mean( all ) );
	}

	private static SegmentedObject segment( final EmbeddedImage image, final String prompt, final Mask truth )
	{
		final SegmentSettings raw = SegmentSettings.DEFAULT.withMinFragment( 0 ).withMaxHole( 0 );
		if ( !Arrays.asList( "box", "point", "sized-point" ).contains( prompt ) )
			throw new IllegalArgumentException( "The prompt must be box, point or sized-point." );
		final Prompt p = prompt.equals( "box" ) ? LabelObjects.box( truth ) : LabelObjects.center( truth );
		final double size = prompt.equals( "sized-point" ) ? Math.max( truth.width(), truth.height() ) : 0;
		return new Segmenter( raw.withObjectSize( size ) ).segment( image, Collections.singletonList( p ) ).get( 0 );
	}

	private static double mean( final List< Double > values )
	{
		return values.stream().mapToDouble( Double::doubleValue ).average().orElse( Double.NaN );
	}
}
