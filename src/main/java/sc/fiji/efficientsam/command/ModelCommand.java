// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.util.List;
import java.util.Locale;

import org.scijava.plugin.Parameter;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ModelRequest;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.util.Choices;

/**
 * The parameters that all commands share which run a model.
 * <p>
 * NB: a field's name is the parameter's name in macros, where letter case is lost:
 * lower case, one word, never renamed. Nothing that changes results is persisted:
 * a macro that leaves a parameter out must not get the last dialog's value.
 * </p>
 */
abstract class ModelCommand extends EfficientSamCommand {

	@Parameter( label = "Model", initializer = "listModels", description = "The model; see Plugins > EfficientSAM > Models...", persist = false )
	private String model = EfficientSamService.DEFAULT_MODEL;

	@Parameter( label = "Device", choices = { "auto", "cpu", "gpu" }, description = "Where the model runs; auto takes a graphics card if one works", persist = false )
	private String device = "auto";

	@Parameter( label = "Contrast", choices = { "percentile", "display", "full" }, description = "Which pixel values the model sees as black and white: percentiles, the range set for display, or the full range of the pixel type", persist = false )
	private String contrast = "percentile";

	@Parameter( label = "Low percentile", min = "0", max = "100", stepSize = "0.1", description = "For contrast percentile", persist = false )
	private double low = 0.1;

	@Parameter( label = "High percentile", min = "0", max = "100", stepSize = "0.1", description = "For contrast percentile", persist = false )
	private double high = 99.9;

	@Parameter( label = "Channel", min = "0", description = "0 for the displayed channels in their colours, else one channel, counted from 1", persist = false )
	private int channel = 0;

	/** Says what the model takes. */
	@Override
	public void check( final List< String > notes )
	{
		notes.add( "The model " + model + " takes " + describePrompts( model ) + "." );
	}

	/** What was chosen here, in words, with the hash of the model's weights; the model is loaded for that. */
	String describe()
	{
		final PromptableModel loaded = sam.model( model, Device.valueOf( Choices.of( "device", device, "auto", "cpu", "gpu" ).toUpperCase( Locale.ROOT ) ) );
		return String.join( " ", model, sam.provenance( loaded ).get( "weights" ), contrast, Double.toString( low ), Double.toString( high ), Integer.toString( channel ) );
	}

	/** What was chosen here, for sessions. */
	SessionSettings settings()
	{
		offerDownload( model );
		return SessionSettings.of( model ).with( "device", device ).with( "contrast", contrast ).with( "low", Double.toString( low ) ).with( "high", Double.toString( high ) )
				.with( "channel", Integer.toString( channel ) );
	}

	/** Sets what all these commands have in common. */
	< R extends ModelRequest< R > > R configure( final R request )
	{
		offerDownload( model );
		return request.model( model ).device( device ).contrast( contrast ).percentiles( low, high ).channel( channel ).progress( progress() );
	}
}
