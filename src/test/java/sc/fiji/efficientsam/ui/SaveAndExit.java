// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
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
