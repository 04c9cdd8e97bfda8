// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.util.List;

import org.scijava.plugin.Parameter;

import sc.fiji.efficientsam.ModelRequest;
import sc.fiji.efficientsam.image.ImageSettings;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/**
 * The parameters that all commands share which run a model.
 * <p>
 * NB: a field's name is the parameter's name in macros, where letter case is lost:
 * lower case, one word, never renamed. Nothing that changes results is persisted:
 * a macro that leaves a parameter out must not get the last dialog's value.
 * </p>
 */
abstract class ModelCommand extends EfficientSamCommand {

	@Parameter( initializer = "listModels", persist = false )
	private String model = ModelRequest.MODEL.word();

	@Parameter( persist = false ) private String device = Device.SETTING.word();
	@Parameter( persist = false ) private String contrast = ImageSettings.CONTRAST.word();
	@Parameter( persist = false ) private double low = ImageSettings.LOW.standard();
	@Parameter( persist = false ) private double high = ImageSettings.HIGH.standard();
	@Parameter( persist = false ) private int channel = ImageSettings.CHANNEL.standard();

	/** NB: with the model; other commands add what their requests can be told. */
	@Override
	List< Setting< ? > > settings()
	{
		return Settings.join( Settings.list( ModelRequest.MODEL ), SessionSettings.ALL );
	}

	/** Says what the model takes. */
	@Override
	public void check( final List< String > notes )
	{
		notes.add( "The model " + model + " takes " + describePrompts( model ) + "." );
	}

	/** What was chosen here, in words, with the hash of the model's weights; the model is loaded for that. */
	String describe()
	{
		final PromptableModel loaded = sam.model( model, Device.SETTING.parse( device ) );
		return String.join( " ", model, sam.provenance( loaded ).get( "weights" ), contrast, Double.toString( low ),
				Double.toString( high ), Integer.toString( channel ) );
	}

	/** What was chosen here, for sessions. */
	SessionSettings sessionSettings()
	{
		offerDownload( model );
		SessionSettings all = SessionSettings.of( model );
		for ( final Setting< ? > s : SessionSettings.ALL )
			if ( input( s ) != null )
				all = all.with( s.name(), String.valueOf( input( s ).getValue( this ) ) );
		return all;
	}

	/** Tells a request all that the command has inputs for. */
	< R extends ModelRequest< R > > R configure( final R request )
	{
		offerDownload( model );
		for ( final Setting< ? > s : request.settings() )
			if ( input( s ) != null && !isByPreset( s, input( s ).getValue( this ) ) )
				request.read( s, input( s ).getValue( this ) );
		return request.progress( progress() );
	}

	private static boolean isByPreset( final Setting< ? > setting, final Object value )
	{
		return setting.isByPreset() && ( ( Number ) value ).doubleValue() == Setting.PRESET;
	}
}
