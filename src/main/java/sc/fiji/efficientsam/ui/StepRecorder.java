// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.frame.Recorder;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.SessionState;
import sc.fiji.efficientsam.session.Step;
import sc.fiji.efficientsam.util.Menus;

/**
 * Writes steps into ImageJ's macro recorder, as runs of "Label Object...". What was
 * done before the recorder was opened is written first, so that the macro is
 * complete. To be used from the event thread.
 */
final class StepRecorder {

	private static final String COMMAND = Menus.LABEL_OBJECT;

	private final ImagePlus imp;
	/** The recorder that knows all steps up to the last one. */
	private Recorder told;
	/** The state to which the recorded steps lead. */
	private SessionState last;

	StepRecorder( final ImagePlus imp )
	{
		this.imp = imp;
	}

	/**
	 * Records a step, if ImageJ is recording.
	 *
	 * @param before
	 *            the state before the step
	 * @param after
	 *            the state after it
	 */
	void record( final Step step, final SessionState before, final SessionState after )
	{
		if ( goesOn( before, after, true ) )
			record( step );
	}

	/**
	 * Records that something was undone or redone. NB: in a macro that takes one step back or forth, while a session
	 * that was opened goes as a whole.
	 */
	void record( final String action, final SessionState before, final SessionState after )
	{
		if ( goesOn( before, after, action.equals( "undo" ) ? isNext( after, before ) : isNext( before, after ) ) )
			record( imp, Collections.singletonMap( "action", action ) );
	}

	/** Records all steps anew, after other objects have taken the place of those that were there. */
	void recordAll( final SessionState now )
	{
		goesOn( now, now, false );
	}

	private static boolean isNext( final SessionState before, final SessionState after )
	{
		final List< Step > steps = after.steps();
		return !steps.isEmpty() && steps.subList( 0, steps.size() - 1 ).equals( before.steps() );
	}

	/** Whether a step is to be written by itself. Where the recorder does not know what led to it, all steps are written here. */
	private boolean goesOn( final SessionState before, final SessionState after, final boolean isOneStep )
	{
		final boolean known = isOneStep && told != null && told == Recorder.getInstance() && before == last;
		told = IJ.recording() ? Recorder.getInstance() : null;
		last = after;
		if ( told == null || known )
			return known && told != null;
		record( imp, Collections.singletonMap( "action", "clear" ) );
		after.steps().forEach( this::record );
		return false;
	}

	private void record( final Step step )
	{
		record( imp, step.toMap() );
	}

	private static void record( final ImagePlus imp, final Map< String, String > words )
	{
		final String options = options( imp, words );
		line( Recorder.scriptMode() ? "IJ.run(imp, \"" + COMMAND + "\", \"" + options + "\");" : "run(\"" + COMMAND + "\", \"" + options +
				"\");" );
	}

	private static void line( final String text )
	{
		Recorder.recordString( text + "\n" );
	}

	/** The words as options of a macro, without those that are as usual. */
	static String options( final ImagePlus imp, final Map< String, String > words )
	{
		final Map< String, String > usual = SessionSettings.of( EfficientSamService.DEFAULT_MODEL ).values();
		// NB: the size matters more than anything else, and dialogs remember the last one.
		usual.remove( "objectsize" );
		usual.put( "overlap", "first" );
		if ( imp.getNSlices() == 1 )
			usual.put( "slice", "1" );
		if ( imp.getNFrames() == 1 )
			usual.put( "frame", "1" );
		final StringBuilder s = new StringBuilder();
		// NB: an image whose title macros cannot read is the current one.
		if ( !imp.getTitle().matches( ".*[\\[\\]\"\\\\].*" ) )
			s.append( "imp=[" ).append( imp.getTitle() ).append( "] " );
		words.forEach( ( name, value ) -> {
			if ( !value.equals( usual.get( name ) ) )
				s.append( name ).append( '=' ).append( value.matches( "[^\\s]+" ) ? value : "[" + value + "]" ).append( ' ' );
		} );
		return s.toString().trim();
	}
}
