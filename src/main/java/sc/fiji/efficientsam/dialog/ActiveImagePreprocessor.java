// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.dialog;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;

/**
 * Gives our commands the active image, if none is named. NB: imagej-legacy does
 * that, too, for lone images, but resolves them, so that no dialog shows which image
 * it is, and the recorder leaves it out; therefore they are not {@code autoFill}.
 * This comes after what the recorder takes for given.
 */
@Plugin( type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH )
public final class ActiveImagePreprocessor extends AbstractPreprocessorPlugin {

	@Override
	public void process( final Module module )
	{
		if ( !( module.getDelegateObject() instanceof HasDialog ) )
			return;
		final ModuleItem< ? > item = module.getInfo().getInput( HasDialog.IMAGE );
		if ( item == null || item.getType() != ImagePlus.class || module.isInputResolved( item.getName() )
				|| module.getInput( item.getName() ) != null )
			return;
		// NB: a wrong title is no reason to take another image.
		if ( IJ.isMacro() && Macro.getOptions() != null && Macro.getValue( Macro.getOptions(), HasDialog.IMAGE, null ) != null )
			return;
		module.setInput( item.getName(), WindowManager.getCurrentImage() );
	}
}
