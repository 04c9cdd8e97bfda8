// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.io.File;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;

import org.scijava.thread.ThreadService;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;

import sc.fiji.efficientsam.source.ImageFiles;

/**
 * What a command needs to know of the macro or script that called it. NB: commands run
 * in a thread of SciJava, while ImageJ keeps what it knows of a macro by the macro's own
 * thread.
 */
final class MacroCall {

	/** The macro's or script's thread, or null. */
	private final Thread caller;

	/** For a command that runs in the current thread. */
	MacroCall( final ThreadService threads )
	{
		caller = IJ.isMacro() ? caller( threads ) : null;
	}

	/**
	 * The thread that waits in {@code IJ.run}. NB: {@code IJ.isMacro} is not enough: a
	 * macro that waits for its user runs, too, and that user may choose a command from
	 * the menu.
	 */
	private static Thread caller( final ThreadService threads )
	{
		final Thread current = Thread.currentThread(), parent = threads.getParent( current );
		return runs( current ) ? current : parent != null && runs( parent ) ? parent : null;
	}

	/** Whether a thread is in {@code IJ.run}, and not in a plugin that this has called: the options are the plugin's, then. */
	private static boolean runs( final Thread thread )
	{
		for ( final StackTraceElement e : thread.getStackTrace() )
			if ( e.getClassName().equals( IJ.class.getName() )
					&& ( e.getMethodName().equals( "run" ) || e.getMethodName().equals( "runUserPlugIn" ) ) )
				return e.getMethodName().equals( "run" );
		return false;
	}

	/** Whether a macro, or {@code IJ.run} of a script, waits for the command. */
	boolean isMacro()
	{
		return caller != null;
	}

	/** The options of the macro's line, "" if there are none. */
	String options()
	{
		final String options = Macro.getOptions();
		return options == null ? "" : options;
	}

	/** The image of {@code IJ.run(image, ...)} or that the macro has selected, else the active one, or null. */
	ImagePlus image()
	{
		if ( caller != null && caller != Thread.currentThread() )
		{
			final Object given = imagesOfThreads().get( caller );
			if ( given instanceof ImagePlus )
				return ( ImagePlus ) given;
			// NB: SciJava uses threads again, and a command that ran in this one may have left its result as "current".
			WindowManager.setTempCurrentImage( null );
		}
		return WindowManager.getCurrentImage();
	}

	/** NB: ImageJ tells the image of the current thread only. */
	private static Map< ?, ? > imagesOfThreads()
	{
		try
		{
			final Field table = WindowManager.class.getDeclaredField( "tempImageTable" );
			table.setAccessible( true );
			return ( Map< ?, ? > ) table.get( null );
		}
		catch ( final ReflectiveOperationException | RuntimeException e )
		{
			return Collections.emptyMap();
		}
	}

	/** Where a macro is, for messages; "" if it is a script that calls {@code IJ.run}. */
	static String place()
	{
		final Interpreter macro = Interpreter.getInstance();
		return macro == null ? "" : " (The macro was stopped in line " + macro.getLineNumber() + ".)";
	}

	/**
	 * Ends the macro or script that waits for a command. NB: neither exceptions nor
	 * cancels of SciJava's commands end an ImageJ macro; it would go on with wrong data.
	 *
	 * @param quietly
	 *            whether ImageJ shall not show the reason
	 */
	void stop( final String reason, final boolean quietly )
	{
		// NB: else the dialog with the reason would take its answers from the line's options, and not be seen.
		Macro.setOptions( caller, null );
		final Interpreter macro = Interpreter.getInstance();
		if ( macro == null )
		{
			// NB: this makes IJ.run throw an exception in the script.
			Macro.abort();
			return;
		}
		if ( quietly )
			macro.setIgnoreErrors( true );
		try
		{
			macro.abort( reason );
		}
		catch ( final RuntimeException e )
		{
			// NB: this is how the interpreter says that the macro is stopped.
			if ( !Macro.MACRO_CANCELED.equals( e.getMessage() ) )
				throw e;
		}
	}

	/**
	 * Finds an image by its id or title, or opens it by its path.
	 *
	 * @throws IllegalArgumentException
	 *             if there is none; the message names the images that are open
	 */
	static ImagePlus find( final String name )
	{
		final ImagePlus byId = name.matches( "-\\d{1,9}" ) ? WindowManager.getImage( Integer.parseInt( name ) ) : null;
		final ImagePlus open = byId != null ? byId : WindowManager.getImage( name );
		if ( open != null )
			return open;
		final File file = new File( name );
		if ( file.isAbsolute() && file.isFile() )
			return ImageFiles.open( file );
		final int[] ids = WindowManager.getIDList();
		if ( ids == null )
			throw new IllegalArgumentException( "There is no image \"" + name + "\": no image is open. Open it first." );
		final String titles = Arrays.stream( ids ).mapToObj( id -> "\"" + WindowManager.getImage( id ).getTitle() +
				"\"" ).collect( Collectors.joining( ", " ) );
		throw new IllegalArgumentException( "There is no image \"" + name + "\". Open are: " + titles +
				". Put titles with spaces into brackets: [my image.tif]." );
	}
}
