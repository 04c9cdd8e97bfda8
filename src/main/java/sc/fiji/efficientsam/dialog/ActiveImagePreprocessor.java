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
		if ( item == null || item.getType() != ImagePlus.class || module.isInputResolved( item.getName() ) || module.getInput( item.getName() ) != null )
			return;
		// NB: a wrong title is no reason to take another image.
		if ( IJ.isMacro() && Macro.getOptions() != null && Macro.getValue( Macro.getOptions(), HasDialog.IMAGE, null ) != null )
			return;
		module.setInput( item.getName(), WindowManager.getCurrentImage() );
	}
}
