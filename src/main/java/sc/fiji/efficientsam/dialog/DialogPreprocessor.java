// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.dialog;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;
import org.scijava.widget.InputHarvester;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.efficientsam.ui.Welcome;
import sc.fiji.efficientsam.util.Words;

/** Asks for the inputs of our commands in a dialog of their own, just before the platform would ask for all of them. */
@Plugin( type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 0.5 )
public final class DialogPreprocessor extends AbstractPreprocessorPlugin {

	@Parameter( required = false )
	private UIService ui;

	@Override
	public void process( final Module module )
	{
		final Object command = module.getDelegateObject();
		if ( !( command instanceof HasDialog ) )
			return;
		for ( final ModuleItem< ? > item : module.getInfo().inputs() )
			useWords( module, item );
		if ( IJ.isMacro() || ui == null || ui.isHeadless() || !ui.isVisible() )
			return;
		Welcome.once( getContext() );
		final ModuleItem< ? > image = module.getInfo().getInput( HasDialog.IMAGE );
		if ( image != null && image.getType() == ImagePlus.class && module.getInput( HasDialog.IMAGE ) == null )
			cancel( "There is no image. Open one first (File > Open...)." );
		else if ( !new CommandDialog( getContext(), module, ( HasDialog ) command ).ask() )
			cancel( null );
	}

	/** Sentences of dialogs become the words that commands know. */
	private static void useWords( final Module module, final ModuleItem< ? > item )
	{
		if ( item.getType() == String.class && item.getChoices() != null )
			for ( final Object choice : item.getChoices() )
				if ( Words.isShown( String.valueOf( module.getInput( item.getName() ) ), item.getName(), choice.toString() ) )
				{
					module.setInput( item.getName(), choice );
					return;
				}
	}
}
