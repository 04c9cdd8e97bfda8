// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.dialog;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.Priority;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;
import org.scijava.ui.DialogPrompt;
import org.scijava.ui.UIService;
import org.scijava.widget.AbstractInputPanel;
import org.scijava.widget.InputHarvester;
import org.scijava.widget.InputPanel;

import ij.ImagePlus;

/**
 * A context with a user: it behaves as if it had a window, asks for all inputs that
 * are unresolved when the dialog is due, and records what imagej-legacy would
 * record. The user is a function that fills in modules and presses OK or Cancel.
 */
public final class FakeUser implements AutoCloseable {

	private static FakeUser present;

	/** What happens while a dialog is open; false for Cancel. */
	public Predicate< Module > answer = m -> false;

	/** All dialogs that were opened: their title and the names of what they showed. */
	public final List< List< String > > dialogs = new ArrayList<>();

	/** What was said in boxes with an OK button. */
	public final List< String > messages = new ArrayList<>();

	/** Options of the last command that was recorded. */
	public final Map< String, String > recorded = new LinkedHashMap<>();

	private final Context context;

	public FakeUser()
	{
		final PluginIndex index = new PluginIndex();
		index.add( plugin( Harvester.class, PreprocessorPlugin.class, InputHarvester.PRIORITY ) );
		index.add( plugin( Before.class, PreprocessorPlugin.class, Priority.VERY_HIGH + 1 ) );
		index.add( plugin( After.class, PostprocessorPlugin.class, Priority.VERY_LOW ) );
		present = this;
		context = new Context( index );
		context.getServiceIndex().add( ( UIService ) Proxy.newProxyInstance( getClass().getClassLoader(),
				new Class< ? >[] { UIService.class }, this::window ) );
	}

	/** A user interface without windows, which comes before the one that knows that there is no screen. */
	private Object window( final Object proxy, final Method method, final Object[] arguments )
	{
		switch ( method.getName() )
		{
		case "isVisible":
			return true;
		case "isHeadless":
			return false;
		case "getPriority":
			return Priority.EXTREMELY_HIGH;
		case "compareTo":
			return -1;
		case "getContext":
		case "context":
			return context;
		case "showDialog":
			messages.add( ( String ) arguments[ 0 ] );
			return DialogPrompt.Result.OK_OPTION;
		case "toString":
			return "windows";
		default:
			return method.getReturnType() == boolean.class ? ( Object ) false : null;
		}
	}

	private static < P extends org.scijava.plugin.SciJavaPlugin > PluginInfo< P > plugin( final Class< ? extends P > c,
			final Class< P > type, final double priority )
	{
		final PluginInfo< P > info = new PluginInfo<>( c.getName(), type );
		info.setPriority( priority );
		return info;
	}

	public Context context()
	{
		return context;
	}

	@Override
	public void close()
	{
		context.dispose();
		present = null;
	}

	/** Fills in a field and lets the dialog know, as widgets do. */
	public static void type( final Module dialog, final String field, final Object value )
	{
		dialog.setInput( field, value );
		press( dialog, field );
	}

	/** Presses a button. */
	public static void press( final Module dialog, final String button )
	{
		try
		{
			dialog.getInfo().getInput( button ).callback( dialog );
		}
		catch ( final MethodCallException e )
		{
			throw new IllegalStateException( e );
		}
	}

	/** The options of the last recorded command, as a macro has them. */
	public String options()
	{
		final StringBuilder line = new StringBuilder();
		recorded.forEach( ( k, v ) -> line.append( line.length() == 0 ? "" : " " ).append( k ).append( "=" ).append( v.contains( " " )
				|| v.isEmpty() ? "[" + v + "]" : v ) );
		return line.toString();
	}

	/** Shows a dialog of what is unresolved, as SciJava's user interfaces do. */
	public static final class Harvester extends AbstractPreprocessorPlugin implements InputHarvester< Object, Object > {

		@Override
		public void process( final Module module )
		{
			final List< String > shown = new ArrayList<>();
			shown.add( module.getInfo().getTitle() );
			for ( final ModuleItem< ? > item : module.getInfo().inputs() )
				if ( !module.isInputResolved( item.getName() ) )
					shown.add( item.getName() );
			if ( shown.size() == 1 )
				return;
			present.dialogs.add( shown );
			module.preview();
			if ( !present.answer.test( module ) )
				cancel( null );
			for ( final ModuleItem< ? > item : module.getInfo().inputs() )
				module.resolveInput( item.getName() );
		}

		@Override
		public InputPanel< Object, Object > createInputPanel()
		{
			return new AbstractInputPanel< Object, Object >()
			{
				@Override
				public Class< Object > getWidgetComponentType()
				{
					return Object.class;
				}

				@Override
				public Object getComponent()
				{
					return this;
				}

				@Override
				public Class< Object > getComponentType()
				{
					return Object.class;
				}
			};
		}

		@Override
		public void buildPanel( final InputPanel< Object, Object > panel, final Module module )
		{
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean harvestInputs( final InputPanel< Object, Object > panel, final Module module )
		{
			throw new UnsupportedOperationException();
		}
	}

	private static final Set< String > EXCLUDED = new LinkedHashSet<>();

	/** Notes what is resolved early, which is not recorded. */
	public static final class Before extends AbstractPreprocessorPlugin {

		@Override
		public void process( final Module module )
		{
			EXCLUDED.clear();
			for ( final ModuleItem< ? > item : module.getInfo().inputs() )
				if ( module.isInputResolved( item.getName() ) )
					EXCLUDED.add( item.getName() );
		}
	}

	/** Records what was not resolved early, is not null, and not invisible. */
	public static final class After extends AbstractPostprocessorPlugin {

		@Override
		public void process( final Module module )
		{
			present.recorded.clear();
			for ( final ModuleItem< ? > item : module.getInfo().inputs() )
			{
				final Object value = module.getInput( item.getName() );
				if ( value != null && !EXCLUDED.contains( item.getName() ) && item.getVisibility() != ItemVisibility.INVISIBLE
						&& item.getVisibility() != ItemVisibility.MESSAGE )
					present.recorded.put( item.getName(), value instanceof ImagePlus
							? ( ( ImagePlus ) value ).getTitle() : value.toString() );
			}
		}
	}
}
