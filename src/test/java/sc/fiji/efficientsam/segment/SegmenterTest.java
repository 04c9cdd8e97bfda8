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
package sc.fiji.efficientsam.segment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import org.junit.jupiter.api.Test;

import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.prompt.Prompt;

public class SegmenterTest {

	@Test
	public void boxAndPointFindADisk()
	{
		final ArrayImg< UnsignedByteType, ByteArray > img = ArrayImgs.unsignedBytes( 200, 150 );
		img.forEach( t -> t.set( 20 ) );
		for ( int y = 0; y < 150; y++ )
			for ( int x = 0; x < 200; x++ )
				if ( Math.hypot( x - 60, y - 70 ) <= 15 )
					img.getAt( x, y ).set( 200 );
		try (PromptableModel model = BundledModel.open( new DjlBackend(), Device.CPU ))
		{
			final EmbeddedImage image = new EmbeddedImage( ChannelImage.gray( img, 0, 255 ), model );
			final List< SegmentedObject > objects = new Segmenter( SegmentSettings.DEFAULT ).segment( image, Arrays.asList( Prompt.box( 45, 55, 31, 31 ), Prompt.point( 60, 70 ) ) );
			for ( final SegmentedObject o : objects )
				System.out.println( o.mask() + " " + o.score() + " " + o.stability() );
			assertTrue( Math.abs( objects.get( 0 ).mask().area() - 709 ) < 100 );
		}
	}
}
