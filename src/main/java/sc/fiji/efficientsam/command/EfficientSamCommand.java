// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.awt.GraphicsEnvironment;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.scijava.app.StatusService;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.CommandInfo;
import org.scijava.command.DynamicCommand;
import org.scijava.command.DynamicCommandInfo;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.log.LogService;
import org.scijava.module.ModuleItem;
import org.scijava.module.event.ModuleErroredEvent;
import org.scijava.plugin.Parameter;
import org.scijava.thread.ThreadService;
import org.scijava.ui.DialogPrompt;
import org.scijava.ui.DialogPrompt.MessageType;
import org.scijava.ui.UIService;

import ij.IJ;
import ij.macro.Interpreter;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.dialog.HasDialog;
import sc.fiji.efficientsam.export.Result;
import sc.fiji.efficientsam.export.ResultFormat;
import sc.fiji.efficientsam.export.ResultWriter;
import sc.fiji.efficientsam.model.CatalogEntry;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.ui.TableWindow;
import sc.fiji.efficientsam.util.Menus;
import sc.fiji.efficientsam.util.ProgressListener;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.TextTable;

/**
 * What all commands share: progress, cancel, and failures that nobody can
 * overlook. A failure is logged; it stops a running macro; it is shown in a
 * dialog where there is a screen, and is thrown where there is none, so that a
 * script or batch job ends. See {@link InputPreprocessor} for where inputs come from.
 */
public abstract class EfficientSamCommand extends DynamicCommand implements HasDialog {

	@Parameter
	EfficientSamService sam;

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private EventService events;

	@Parameter
	private ThreadService threadService;

	@Parameter( required = false )
	private UIService ui;

	private DynamicCommandInfo info;

	/** What ended the command, or null. */
	private Throwable failed;

	@Override
	public final void run()
	{
		IJ.resetEscape();
		try
		{
			execute();
		}
		catch ( final RuntimeException | Error e )
		{
			// NB: a full memory, for example, must not let a macro go on either.
			fail( e );
		}
		finally
		{
			clearProgress();
		}
	}

	/** NB: a progress that is not ended stays in the status bar. */
	private void clearProgress()
	{
		status.showProgress( 1, 1 );
	}

	/** A command without parameters has no dialog. */
	@Override
	public List< String > firstPage()
	{
		return Collections.emptyList();
	}

	/** The settings that inputs of the command are about: those have their texts, choices and limits from there. */
	List< Setting< ? > > settings()
	{
		return Collections.emptyList();
	}

	/** The input for a setting, or null. NB: the first commands call "mode" what the others call "points". */
	final ModuleItem< ? > input( final Setting< ? > setting )
	{
		final ModuleItem< ? > input = getInfo().getInput( setting.name() );
		return input == null && setting == RoiPrompts.POINTS ? getInfo().getInput( "mode" ) : input;
	}

	@Override
	public DynamicCommandInfo getInfo()
	{
		if ( info == null )
		{
			info = super.getInfo();
			for ( final Setting< ? > s : settings() )
				if ( input( s ) != null )
					DeclaredInput.describe( input( s ), s );
		}
		return info;
	}

	/** Does the command's work; throws an exception whose message tells the user what to do. */
	abstract void execute();

	void inform( final String message )
	{
		log.info( message );
		// NB: published at once: the status service does it later, and in any order.
		events.publish( new StatusEvent( message, false ) );
	}

	void warn( final String message )
	{
		final boolean macro = isMacro();
		if ( isHeadless() )
			log.warn( message );
		else if ( macro )
			IJ.log( message );
		else
			log.info( message );
		// NB: where there is a screen, warnings are shown in a dialog, for which a macro would wait.
		events.publish( new StatusEvent( message, !macro ) );
	}

	/** Saves a result in some formats, and says where. */
	void save( final Result result, final List< ResultFormat > formats, final ResultWriter writer )
	{
		for ( final ResultFormat f : formats )
			if ( f.appliesTo( result ) )
				inform( "Saved " + writer.write( f, result ) );
			else if ( f == ResultFormat.PICTURE )
				warn( "The image is too large for a picture; none was saved." );
	}

	/** Fills the choices of the parameter "model"; a command that has it names this method as its initializer. */
	void listModels()
	{
		getInfo().getMutableInput( "model", String.class ).setChoices( sam.models() );
	}

	/** What prompts a model takes, in words, for dialogs; "" if there is no such model. */
	String describePrompts( final String id )
	{
		final CatalogEntry entry = sam.store().entries().get( id );
		return entry == null ? "" : entry.describePrompts() + ( sam.store().isPresent( entry ) ? "" : " (will be downloaded)" );
	}

	/** Offers to download a model that is not installed, if there is a person to ask. */
	void offerDownload( final String id )
	{
		final CatalogEntry entry = isHeadless() || isMacro() ? null : sam.store().entries().get( id );
		if ( entry == null || entry.isImported() || sam.store().isInstalled( entry ) )
			return;
		if ( confirm( entry.info().title() + " is not installed. Download it now? Its license is " + entry.info().license() +
				"; it comes from " + entry.source() + "." ) )
			sam.store().install( entry, progress() );
	}

	/** Says that the GPU, or Core ML, was given up, the first time after that happened. */
	void warnAboutGpu()
	{
		final String failure = sam.loader().announceFailure();
		if ( failure != null )
			warn( failure );
	}

	/** Asks; without a screen, or in a macro, the answer is yes: who writes a script has decided. */
	boolean confirm( final String question )
	{
		return isHeadless() || isMacro() ||
				ui.showDialog( question, "EfficientSAM", MessageType.QUESTION_MESSAGE,
						DialogPrompt.OptionType.YES_NO_OPTION ) == DialogPrompt.Result.YES_OPTION;
	}

	/** Shows a text to a person who is there to read it. */
	void show( final String text )
	{
		if ( !isHeadless() && !isMacro() )
			ui.showDialog( text, "EfficientSAM", MessageType.INFORMATION_MESSAGE );
	}

	/** Logs a table, and shows it to a person who is there to read it. */
	void show( final String title, final TextTable table, final String note )
	{
		table.lines().forEach( this::inform );
		if ( !note.isEmpty() )
			inform( note );
		if ( !isHeadless() && Interpreter.getInstance() == null && !GraphicsEnvironment.isHeadless() )
			TableWindow.show( title, table, note );
	}

	boolean isHeadless()
	{
		return ui == null || ui.isHeadless() || !ui.isVisible();
	}

	ProgressListener progress()
	{
		return new ProgressListener()
		{
			@Override
			public void progress( final long done, final long total, final String message )
			{
				status.showStatus( ( int ) done, ( int ) Math.max( 1, total ), message );
			}

			@Override
			public boolean isCanceled()
			{
				// NB: the Escape key is how ImageJ's users stop things.
				return EfficientSamCommand.this.isCanceled() || IJ.escapePressed();
			}
		};
	}

	/** Whether a macro, or a script by {@code IJ.run}, waits for this command. */
	boolean isMacro()
	{
		return new MacroCall( threadService ).isMacro();
	}

	/**
	 * Ends the command, and the macro that called it, and says why once: in the log
	 * where there is no screen, else in a dialog; throws the problem where there is
	 * neither a macro nor a screen, so that a script or batch job ends.
	 */
	void fail( final Throwable problem )
	{
		final String reason = Failures.reason( problem );
		final MacroCall call = new MacroCall( threadService );
		final boolean headless = isHeadless(), macro = call.isMacro();
		if ( Failures.isUnexpected( problem ) )
			log.error( problem );
		if ( headless )
			log.error( "EfficientSAM: " + reason + ( macro ? MacroCall.place() : "" ) );
		else
			log.info( "EfficientSAM: " + reason );
		if ( macro && !headless && Interpreter.getInstance() == null )
			ui.showDialog( Failures.wrapped( reason ), "EfficientSAM", MessageType.ERROR_MESSAGE );
		if ( macro )
			call.stop( headless ? reason : Failures.wrapped( reason ), headless );
		// NB: where there is a screen, SciJava shows the reason in a dialog, if it is not empty.
		cancel( headless ? reason : macro ? "" : Failures.wrapped( reason ) );
		failed = problem;
		if ( headless && !macro && !( problem instanceof CancellationException ) )
			Failures.rethrow( problem );
	}

	/** Keeps the first reason. */
	@Override
	public void cancel( final String reason )
	{
		super.cancel( isCanceled() && ( reason == null || reason.isEmpty() ) ? getCancelReason() : reason );
	}

	/** NB: SciJava would log what was logged already, with a stack trace. */
	@EventHandler
	private void onEvent( final ModuleErroredEvent e )
	{
		if ( e.getModule() == this && failed != null )
			e.consume();
	}

	/** Whether a command is one of ours, by its place in the menu. */
	public static boolean isOurs( final CommandInfo info )
	{
		return info.getMenuPath().size() > 2 && Menus.EFFICIENT_SAM.equals( info.getMenuPath().get( 1 ).getName() );
	}
}
