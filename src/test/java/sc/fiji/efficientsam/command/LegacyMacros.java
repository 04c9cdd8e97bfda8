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
package sc.fiji.efficientsam.command;

import sc.fiji.efficientsam.TestImages;
import ij.macro.Interpreter;
import java.nio.file.Paths;
import java.nio.file.Files;
import java.nio.charset.StandardCharsets;
import java.io.PrintStream;
import java.io.IOException;
import java.io.ByteArrayOutputStream;
import java.awt.HeadlessException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.service.Service;

import ij.CommandListener;
import ij.Executer;
import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.Menus;
import ij.WindowManager;

/**
 * Lets ImageJ's own macro interpreter run SciJava commands in the way of
 * imagej-legacy, which is not on Maven Central: a command is found by its menu
 * label; a parameter's value is what {@code Macro.getValue} finds under its name in
 * lower case, converted by the {@link ConvertService} without any check; an image
 * is looked up by id, then by title, else it is the current one; a wrong title
 * gives an empty image; the command runs in another thread; and neither exceptions
 * nor cancels come back to the macro.
 */
public final class LegacyMacros implements CommandListener, AutoCloseable {

	private final Context context;

	/** What the last command threw, or null. */
	Throwable thrown;

	/** Whether the last command ended canceled, and why. */
	String cancelReason;

	public LegacyMacros( final Context context )
	{
		this.context = context;
		initializeCommands();
		Executer.addCommandListener( this );
	}

	/** NB: without a screen ImageJ makes its table of commands, and then fails at the menu bar; it is the table that matters. */
	private static void initializeCommands()
	{
		if ( Menus.getCommands() != null )
			return;
		try
		{
			IJ.run( "Nothing" );
		}
		catch ( final HeadlessException e )
		{
			if ( Menus.getCommands() == null )
				throw e;
		}
	}

	@Override
	public void close()
	{
		Executer.removeCommandListener( this );
	}

	@Override
	public String commandExecuting( final String label )
	{
		for ( final CommandInfo info : context.service( CommandService.class ).getCommands() )
			if ( info.getMenuPath().getLeaf() != null && info.getMenuPath().getLeaf().getName().equals( label ) )
			{
				run( info, Macro.getOptions() == null ? "" : Macro.getOptions() );
				return null;
			}
		return label;
	}

	private void run( final CommandInfo info, final String options )
	{
		thrown = null;
		cancelReason = null;
		try
		{
			final Module module = info.createModule();
			context.inject( module.getDelegateObject() );
			for ( final ModuleItem< ? > item : info.inputs() )
				if ( !Service.class.isAssignableFrom( item.getType() ) && item.getType() != Context.class )
					resolve( module, item, Macro.getValue( options, item.getName().toLowerCase( Locale.ROOT ), null ) );
			context.service( ModuleService.class ).run( module, false ).get();
			if ( ( ( Cancelable ) module ).isCanceled() )
				cancelReason = ( ( Cancelable ) module ).getCancelReason();
		}
		catch ( final ExecutionException e )
		{
			thrown = e;
			while ( thrown.getCause() != null && ( thrown instanceof ExecutionException || "Module threw exception".equals( thrown.getMessage() ) ) )
				thrown = thrown.getCause();
		}
		catch ( final ModuleException | InterruptedException e )
		{
			throw new IllegalStateException( e );
		}
	}

	private void resolve( final Module module, final ModuleItem< ? > item, final String value )
	{
		if ( item.getType() == ImagePlus.class )
			module.setInput( item.getName(), value != null ? image( value ) : item.getName().equals( "imp" ) ? WindowManager.getCurrentImage() : null );
		else if ( value != null )
			module.setInput( item.getName(), context.service( ConvertService.class ).convert( value, item.getType() ) );
		module.resolveInput( item.getName() );
	}

	private static ImagePlus image( final String idOrTitle )
	{
		final ImagePlus byId = idOrTitle.matches( "-?\\d+" ) ? WindowManager.getImage( Integer.parseInt( idOrTitle ) ) : null;
		final ImagePlus imp = byId != null ? byId : WindowManager.getImage( idOrTitle );
		return imp == null ? new ImagePlus() : imp;
	}

	/** Runs a macro text; what it prints and logs. */
	public static String run( final String macro, final String argument )
	{
		final PrintStream out = System.out, err = System.err;
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		final PrintStream capture = new PrintStream( bytes, true );
		System.setOut( capture );
		System.setErr( capture );
		final Interpreter interpreter = new Interpreter();
		interpreter.setIgnoreErrors( false );
		try
		{
			IJ.redirectErrorMessages();
			interpreter.runBatchMacro( "arg = \"\";\n" + macro.replace( "getArgument()", "\"" + argument.replace( "\\", "/" ) + "\"" ), null );
		}
		catch ( final RuntimeException e )
		{
			if ( !Macro.MACRO_CANCELED.equals( e.getMessage() ) )
				throw e;
		}
		finally
		{
			System.setOut( out );
			System.setErr( err );
		}
		return bytes.toString();
	}

	/** The text of an example macro. */
	static String read( final String macro ) throws IOException
	{
		return new String( Files.readAllBytes( Paths.get( "macros", macro ) ), StandardCharsets.UTF_8 );
	}

	/** A sample file as macros want it. */
	static String path( final String name )
	{
		return TestImages.file( name ).getAbsolutePath().replace( "\\", "/" );
	}
}
