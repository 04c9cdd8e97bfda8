// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ij.ImagePlus;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionState;

/**
 * Sees to it that no work is lost: keeps the session on disk, recovers it, saves and
 * opens sessions, and asks before objects are thrown away. To be used from the
 * event thread.
 */
final class Keeper {

	/** What the user wants to become of objects. */
	enum Answer
	{
		/** They are kept; somewhere. */
		KEEP,
		/** They are thrown away. */
		DISCARD,
		/** The tool stays open. */
		CANCEL
	}

	private final Interactive tool;
	private final ImageSession images;
	private final Autosave autosave;
	private ImagePlus labelImage;
	private SessionState labelState;
	private volatile boolean unsaved;
	private boolean settled = true;
	private boolean closed;

	Keeper( final Interactive tool )
	{
		this.tool = tool;
		images = tool.images();
		autosave = new Autosave( images, tool::failed );
	}

	/** Where the session is kept. */
	Path file()
	{
		return autosave.file();
	}

	/** Offers what an earlier ImageJ has left behind, as soon as it was read. */
	void recover()
	{
		if ( !images.state().objects().isEmpty() )
			return;
		settled = false;
		autosave.leftover( this::offer );
	}

	/** Whether nothing is being looked for any more that could be offered. */
	boolean isSettled()
	{
		return settled;
	}

	private void offer( final SessionFile leftover )
	{
		settled = true;
		if ( closed || leftover == null || tool.asker().choose( "ImageJ ended while \"" + images.images().name() + "\" was being labelled. Its " + leftover.state().objects().size() +
				" object(s) were kept.", "Restore them", "Begin anew" ) != 0 )
			return;
		images.restore( leftover );
		tool.objects().replaced();
	}

	/** Objects or classes are not as they were. */
	void changed()
	{
		unsaved = true;
		autosave.later( tool.settings() );
		follow();
	}

	/** NB: objects may have changed while the label image was made. */
	private void follow()
	{
		if ( labelImage != null && labelImage.getWindow() != null )
		{
			images.images().update( labelImage, labelState, images.state() );
			labelState = images.state();
		}
	}

	/** Shows the labels in an image that follows the tool. */
	void showLabels()
	{
		if ( labelImage != null && labelImage.getWindow() != null )
		{
			labelImage.getWindow().toFront();
			return;
		}
		final SessionState state = images.state();
		tool.window().inBackground( images::labels, labels -> {
			labelImage = labels;
			labelState = state;
			labels.show();
			follow();
		} );
	}

	/** Asks for a file, and saves the session there. */
	boolean save()
	{
		final File file = tool.asker().save( "Save Session", images.images().name() + ".session.json" );
		if ( file == null )
			return false;
		final SessionState saved = images.state();
		autosave.save( file, tool.settings(), () -> {
			unsaved &= images.state() != saved;
			tool.window().message( "Saved " + file + " and " + Autosave.labels( file.toPath() ).getFileName() + ".", false );
		} );
		return true;
	}

	/** Asks for a file, and takes over its objects and settings. */
	void load()
	{
		final File file = tool.asker().open( "Open Session" );
		if ( file == null || !images.state().objects().isEmpty() && tool.asker().choose( "The objects that are there will be replaced.", "Replace them", "Cancel" ) != 0 )
			return;
		tool.window().inBackground( () -> SessionFile.read( file.toPath() ), this::take );
	}

	private void take( final SessionFile session )
	{
		if ( closed )
			return;
		images.restore( session );
		tool.window().show( session.settings() );
		tool.set( session.settings() );
		tool.objects().replaced();
	}

	/** Whether there is something to be asked before closing; from any thread. */
	boolean asks()
	{
		return unsaved && !images.state().objects().isEmpty();
	}

	/** Asks what is to become of objects that were not saved, and does it. */
	Answer ask( final boolean mayCancel )
	{
		if ( !asks() )
			return Answer.KEEP;
		final List< String > options = new ArrayList<>( Arrays.asList( "Show label image", "Save session...", "Discard them" ) );
		if ( mayCancel )
			options.add( "Cancel" );
		final int n = tool.asker().choose( "What shall become of the " + images.state().objects().size() + " object(s) in \"" + images.images().name() + "\"?", options.toArray( new String[ 0 ] ) );
		if ( n == 2 )
			return Answer.DISCARD;
		if ( n == 1 && save() )
			return Answer.KEEP;
		if ( n != 0 && mayCancel )
			return Answer.CANCEL;
		images.labels().show();
		return Answer.KEEP;
	}

	/** Ends; what was kept on disk for an accident is removed. */
	void close()
	{
		closed = true;
		autosave.delete();
		autosave.close();
	}
}
