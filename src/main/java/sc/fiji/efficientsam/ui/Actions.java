// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Color;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.swing.SwingUtilities;

import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.session.SessionSettings;

/** What parts of the tool can ask it to do. To be used from the event thread. */
interface Actions {

	/** Does something; what goes wrong is shown. */
	void run( Action action );

	/**
	 * A click on a pixel.
	 *
	 * @param add
	 *            whether the point belongs to the present object; negative ones always do
	 */
	void click( int x, int y, boolean positive, boolean add );

	/** A box round the object. */
	void box( Box box, boolean add );

	/** The mouse has moved to a pixel: shows what a click would give. */
	void hover( int x, int y, boolean positive, boolean add );

	/** The mouse has left the image. */
	void leave();

	/**
	 * Leaves out the least likely proposals.
	 *
	 * @param part
	 *            of all, 0..1
	 */
	void leaveOut( double part );

	/** Chooses a class for new objects and for those that are selected; "" for none. */
	void classify( String name );

	/** Makes a class, or gives one another color. */
	void define( String name, Color color );

	/** Works with other settings from now on. */
	void set( SessionSettings settings );

	/** Nothing that goes wrong is lost: it is shown, and logged. */
	void failed( Throwable e );

	/** Does something; what goes wrong is shown. */
	default void guarded( final Runnable action )
	{
		try
		{
			action.run();
		}
		catch ( final RuntimeException e )
		{
			failed( e );
		}
	}

	/**
	 * Makes something in another thread, and shows it on the event thread. What goes wrong is shown.
	 *
	 * @return completed on the event thread after that
	 */
	default < T > CompletableFuture< Void > inBackground( final Supplier< T > work, final Consumer< T > show )
	{
		final CompletableFuture< Void > shown = CompletableFuture.supplyAsync( work ).thenAcceptAsync( show, SwingUtilities::invokeLater );
		shown.exceptionally( e -> {
			SwingUtilities.invokeLater( () -> failed( e instanceof CompletionException && e.getCause() != null ? e.getCause() : e ) );
			return null;
		} );
		return shown;
	}
}
