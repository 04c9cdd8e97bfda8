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
package sc.fiji.efficientsam.ui;

import java.io.File;

import org.scijava.Context;

import ij.ImagePlus;
import ij.gui.NewImage;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.prompt.PromptText;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.Step;

/** A program that saves a session and ends at once; see {@link AutosaveTest}. */
public final class SaveAndExit {

	private SaveAndExit()
	{}

	public static void main( final String... args )
	{
		final ImagePlus imp = NewImage.createByteImage( "large", 3000, 3000, 3, NewImage.FILL_BLACK );
		final ImageSession session = new Context().service( EfficientSamService.class ).session( imp );
		session.run( Step.draw( Plane.FIRST, PromptText.parseMask( "10 10 4 2: 0 8" ), 0, "", Conflict.FIRST ) );
		new Autosave( session, Throwable::printStackTrace ).save( new File( args[ 0 ] ), SessionSettings.of( "micro" ), () -> {} );
		System.exit( 0 );
	}
}
