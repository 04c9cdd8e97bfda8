// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.awt.HeadlessException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.module.process.ModulePreprocessor;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;

import ij.CommandListener;
import ij.Executer;
import ij.IJ;
import ij.Macro;
import ij.Menus;
import ij.macro.Interpreter;

import sc.fiji.efficientsam.TestImages;

/**
 * Lets ImageJ's own macro interpreter run SciJava commands in the way of
 * imagej-legacy, which is not on Maven Central: a command is found by its menu
 * label, and goes through all of SciJava's preprocessors, and those of
 * {@link LegacyPlugins}, in another thread; neither exceptions nor cancels come back
 * to the macro.
 */
public final class LegacyMacros implements CommandListener, AutoCloseable {

	/** The one that is at work, or null. */
	private static LegacyMacros active;

	private final Context context;

	/** What dialogs asked for, by the names of inputs. */
	final List< String > dialogs = Collections.synchronizedList( new ArrayList<>() );

	/** Comes after all preprocessors; may be null. */
	ModulePreprocessor last;

	/** The options of the line that is run. */
	private volatile String options = "";

	/** What the last command threw, or null. */
	Throwable thrown;

	/** Whether the last command ended canceled, and why. */
	String cancelReason;

	public LegacyMacros( final Context context )
	{
		this.context = context;
		initializeCommands();
		Executer.addCommandListener( this );
		active = this;
	}

	/** What imitates imagej-legacy in a context, or null. */
	static LegacyMacros of( final Context context )
	{
		return active != null && active.context == context ? active : null;
	}

	/** Lets the thread of a command know the macro's options, as imagej-legacy does. */
	String adoptOptions()
	{
		final Thread thread = Thread.currentThread();
		if ( !thread.getName().startsWith( "Run$_" ) )
			thread.setName( "Run$_" + thread.getName() );
		Macro.setOptions( options );
		return options;
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
		active = null;
		forgetImages();
	}

	/** NB: images of macros in batch mode stay, and other tests would meet them. */
	static void forgetImages()
	{
		for ( final int id : Interpreter.getBatchModeImageIDs() )
			Interpreter.removeBatchModeImage( Interpreter.getBatchModeImage( id ) );
		Interpreter.batchMode = false;
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

	private void run( final CommandInfo info, final String line )
	{
		thrown = null;
		cancelReason = null;
		options = line;
		try
		{
			final List< ModulePreprocessor > before = new ArrayList<>( context.service( PluginService.class )
					.createInstancesOfType( PreprocessorPlugin.class ) );
			if ( last != null )
				before.add( last );
			final Module module = context.service( ModuleService.class ).run( info, before,
					context.service( PluginService.class ).createInstancesOfType( PostprocessorPlugin.class ) ).get();
			if ( ( ( Cancelable ) module ).isCanceled() )
				cancelReason = ( ( Cancelable ) module ).getCancelReason();
		}
		catch ( final ExecutionException e )
		{
			thrown = e;
			while ( thrown.getCause() != null && ( thrown instanceof ExecutionException
					|| String.valueOf( thrown.getMessage() ).startsWith( "Module threw " ) ) )
				thrown = thrown.getCause();
		}
		catch ( final InterruptedException e )
		{
			throw new IllegalStateException( e );
		}
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
			interpreter.runBatchMacro( "arg = \"\";\n" + macro.replace( "getArgument()", "\"" + argument.replace( "\\", "/" ) + "\"" ),
					null );
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
