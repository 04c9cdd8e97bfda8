// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.util.ArrayList;
import java.util.List;

import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.Priority;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.AbstractSingleInputPreprocessor;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.service.Service;
import org.scijava.widget.InputHarvester;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;

/** Preprocessors that do what those of imagej-legacy do, in its order, while a {@link LegacyMacros} is at work. */
public final class LegacyPlugins {

	private LegacyPlugins()
	{}

	/** Takes what a macro's line says, converted without any check; a wrong title gives an empty image. */
	@Plugin( type = PreprocessorPlugin.class, priority = 2 * Priority.VERY_HIGH )
	public static final class MacroValues extends AbstractPreprocessorPlugin {

		@Parameter
		private ConvertService convert;

		@Override
		public void process( final Module module )
		{
			final LegacyMacros legacy = LegacyMacros.of( getContext() );
			if ( legacy == null || !IJ.isMacro() )
				return;
			final String options = legacy.adoptOptions();
			for ( final ModuleItem< ? > item : module.getInfo().inputs() )
			{
				final String value = Macro.getValue( options, item.getName(), null );
				if ( item.getVisibility() == ItemVisibility.MESSAGE )
					module.resolveInput( item.getName() );
				else if ( value != null )
				{
					module.setInput( item.getName(), item.getType() == ImagePlus.class
							? image( value ) : convert.convert( value, item.getType() ) );
					module.resolveInput( item.getName() );
				}
			}
		}

		private static ImagePlus image( final String idOrTitle )
		{
			final ImagePlus byId = idOrTitle.matches( "-?\\d+" ) ? WindowManager.getImage( Integer.parseInt( idOrTitle ) ) : null;
			final ImagePlus imp = byId != null ? byId : WindowManager.getImage( idOrTitle );
			return imp == null ? new ImagePlus() : imp;
		}
	}

	/** Takes the active image for the only image that is asked for. */
	@Plugin( type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH + 1 )
	public static final class ActiveImage extends AbstractSingleInputPreprocessor {

		@Override
		public void process( final Module module )
		{
			final String input = LegacyMacros.of( getContext() ) == null ? null : getSingleInput( module, ImagePlus.class );
			if ( input == null || WindowManager.getCurrentImage() == null )
				return;
			module.setInput( input, WindowManager.getCurrentImage() );
			module.resolveInput( input );
		}
	}

	/** Notes what a dialog would ask for, and goes on as if its user had pressed OK at once. */
	@Plugin( type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY )
	public static final class Dialogs extends AbstractPreprocessorPlugin {

		@Override
		public void process( final Module module )
		{
			final LegacyMacros legacy = LegacyMacros.of( getContext() );
			if ( legacy == null )
				return;
			final List< String > asked = new ArrayList<>();
			for ( final ModuleItem< ? > item : module.getInfo().inputs() )
				if ( !module.isInputResolved( item.getName() ) && !Service.class.isAssignableFrom( item.getType() )
						&& item.getType() != Context.class )
				{
					asked.add( item.getName() );
					module.resolveInput( item.getName() );
				}
			if ( !asked.isEmpty() )
				// NB: scripts are in no menu.
				legacy.dialogs.add( ( module.getInfo().getMenuPath() == null ? module.getInfo().getTitle()
						: module.getInfo().getMenuPath().getLeaf().getName() ) + " " + asked );
		}
	}
}
