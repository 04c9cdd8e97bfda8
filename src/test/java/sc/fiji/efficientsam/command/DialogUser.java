// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.prefs.PrefService;
import org.scijava.service.Service;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.macro.Interpreter;

import sc.fiji.efficientsam.ObjectSizes;
import sc.fiji.efficientsam.Preferences;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.dialog.FakeUser;

/** A user of dialogs who has an image open, for tests. */
abstract class DialogUser {

	FakeUser user;

	ImagePlus blobs;

	/** What the person at this computer has set, which is put back. */
	private PrefService prefs;

	private double size;

	private int threads;

	private final List< ImagePlus > images = new ArrayList<>();

	@BeforeEach
	public void start()
	{
		user = new FakeUser();
		prefs = user.context().service( PrefService.class );
		size = prefs.getDouble( Preferences.class, ObjectSizes.KEY, 0 );
		threads = new Preferences( prefs ).threads();
		prefs.remove( Preferences.class, ObjectSizes.KEY );
		new Preferences( prefs ).setThreads( 0 );
		blobs = IJ.openImage( TestImages.file( "blobs.png" ).getPath() );
		blobs.setRoi( new Roi( 8, 0, 28, 30 ) );
		// NB: without a screen, images are open in batch mode only.
		Interpreter.batchMode = true;
		open( blobs );
	}

	/** Closes all images. */
	void closeAll()
	{
		images.forEach( Interpreter::removeBatchModeImage );
		images.clear();
	}

	/** Opens an image, which becomes the active one. */
	void open( final ImagePlus imp )
	{
		images.add( imp );
		Interpreter.addBatchModeImage( imp );
	}

	@AfterEach
	public void stop()
	{
		images.forEach( Interpreter::removeBatchModeImage );
		Interpreter.batchMode = false;
		prefs.put( Preferences.class, ObjectSizes.KEY, size );
		new Preferences( prefs ).setThreads( threads );
		user.close();
	}

	Iterable< CommandInfo > commands()
	{
		final Set< CommandInfo > ours = new HashSet<>();
		for ( final CommandInfo info : user.context().service( CommandService.class ).getCommands() )
			if ( EfficientSamCommand.isOurs( info ) )
				ours.add( info );
		assertTrue( ours.size() >= 15, ours.toString() );
		return ours;
	}

	/** Runs a command as a menu does; the module as it was left. */
	Module run( final Class< ? extends EfficientSamCommand > command ) throws Exception
	{
		return run( command, m -> {} );
	}

	/** @param before changes what the dialog begins with */
	Module run( final Class< ? extends EfficientSamCommand > command, final Consumer< Module > before ) throws Exception
	{
		final Module module = user.context().service( ModuleService.class )
				.createModule( user.context().service( CommandService.class ).getCommand( command ) );
		before.accept( module );
		try
		{
			return user.context().service( ModuleService.class ).run( module, true ).get();
		}
		catch ( final ExecutionException e )
		{
			return module;
		}
	}

	static List< String > inputs( final CommandInfo info )
	{
		final List< String > names = new ArrayList<>();
		for ( final ModuleItem< ? > item : info.inputs() )
			if ( !Service.class.isAssignableFrom( item.getType() ) && item.getType() != Context.class )
				names.add( item.getName() );
		return names;
	}
}
