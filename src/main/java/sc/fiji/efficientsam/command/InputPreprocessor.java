// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.module.MutableModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import org.scijava.util.Types;

import ij.ImagePlus;
import ij.WindowManager;

import sc.fiji.efficientsam.dialog.HasDialog;
import sc.fiji.efficientsam.util.MacroOption;

/**
 * Gives the plugin's commands their inputs before SciJava and Fiji do, which
 * <ul>
 * <li>take 0 for "not set" and put a parameter's minimum in its place,</li>
 * <li>open a dialog for what a macro's line leaves out,</li>
 * <li>pass over keys that they do not know and values that they do not understand,</li>
 * <li>take the image in front, whatever image a script names in {@code IJ.run}, and</li>
 * <li>end a command without a word that has no image.</li>
 * </ul>
 * NB: the priority: after what reads a macro's options, before what fills in the active
 * image and default values.
 */
@Plugin( type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH + 2 )
public final class InputPreprocessor extends AbstractPreprocessorPlugin {

	@Parameter
	private ThreadService threads;

	@Parameter
	private ModuleService modules;

	@Override
	public void process( final Module module )
	{
		if ( !( module.getDelegateObject() instanceof EfficientSamCommand ) )
			return;
		final EfficientSamCommand command = ( EfficientSamCommand ) module.getDelegateObject();
		try
		{
			module.getInfo().inputs().forEach( item -> keepDefault( module, item ) );
			final MacroCall call = new MacroCall( threads );
			if ( call.isMacro() )
				resolve( module, call );
			else if ( command.isHeadless() )
				requireInputs( module, call );
			else
				requireAnyImage( module );
		}
		catch ( final IllegalArgumentException e )
		{
			command.fail( e );
			// NB: a reason that is not empty is shown in a dialog, if there is a screen.
			cancel( command.getCancelReason() );
		}
	}

	/** Makes the value that a field begins with its default, where SciJava takes it for none. */
	private static < T > void keepDefault( final Module module, final ModuleItem< T > item )
	{
		final T value = item.getValue( module );
		if ( value != null && value.equals( Types.nullValue( item.getType() ) ) && item instanceof MutableModuleItem
				&& !module.isInputResolved( item.getName() ) )
			( ( MutableModuleItem< T > ) item ).setDefaultValue( value );
	}

	/** What the macro's line says, and the fields' own values for the rest. */
	private void resolve( final Module module, final MacroCall call )
	{
		final InputValues values = new InputValues( module.getInfo().inputs(), "title", MacroCall::find );
		for ( final MacroOption option : MacroOption.parse( call.options() ) )
			values.put( option.key(), option.value() );
		// NB: Fiji has read the line already, and may have found keys within the values of others.
		final Module fresh = modules.createModule( module.getInfo() );
		for ( final ModuleItem< ? > item : InputValues.settable( module.getInfo().inputs() ).values() )
			module.setInput( item.getName(), values.values().containsKey( item.getName() )
					? values.values().get( item.getName() ) : fresh.getInput( item.getName() ) );
		requireInputs( module, call );
		for ( final ModuleItem< ? > item : module.getInfo().inputs() )
			module.resolveInput( item.getName() );
	}

	/** Takes the active image where an image is needed and none is named; nothing else can be guessed. */
	private static void requireInputs( final Module module, final MacroCall call )
	{
		for ( final ModuleItem< ? > item : InputValues.settable( module.getInfo().inputs() ).values() )
			if ( item.isRequired() && item.getValue( module ) == null )
			{
				final boolean image = item.getType() == ImagePlus.class, main = image && item.getName().equals( HasDialog.IMAGE );
				final ImagePlus active = main ? call.image() : null;
				if ( active == null )
					throw new IllegalArgumentException( main ? "There is no image. Open one first (File > Open...), and name it: " +
							item.getName() + "=[title]."
							: "\"" + item.getLabel() + "\" is missing. Write " + item.getName() + "=[" + ( image ? "title" : "path" ) +
									"]." );
				module.setInput( item.getName(), active );
				module.resolveInput( item.getName() );
			}
	}

	/** NB: the platform would say "A ImagePlus is required but none exist." */
	private static void requireAnyImage( final Module module )
	{
		for ( final ModuleItem< ? > item : module.getInfo().inputs() )
			if ( item.getType() == ImagePlus.class && item.isRequired() && item.getValue( module ) == null
					&& WindowManager.getImageCount() == 0 )
				throw new IllegalArgumentException( "There is no image. Open one first (File > Open...)." );
	}
}
