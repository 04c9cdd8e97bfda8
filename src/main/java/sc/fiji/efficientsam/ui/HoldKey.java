// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.util.function.IntSupplier;

import javax.swing.Timer;

/**
 * A key that switches something on, and off when it is pressed again; or only for as long as it is held down, if it was used
 * meanwhile. To be used from the event thread.
 */
final class HoldKey {

	/** Milliseconds within which a key that repeats is pressed again. */
	private static final int REPEATS = 40;

	private final IntSupplier uses;
	private final Runnable toggle;
	/** NB: on some systems a key that is held down is released and pressed again and again. */
	private final Timer released;
	private boolean down;
	private int before;
	private int after;

	/**
	 * @param uses
	 *            counts how often what is switched on was used
	 * @param toggle
	 *            switches on or off
	 */
	HoldKey( final IntSupplier uses, final Runnable toggle )
	{
		this.uses = uses;
		this.toggle = toggle;
		released = new Timer( REPEATS, e -> up() );
		released.setRepeats( false );
	}

	void pressed()
	{
		released.stop();
		if ( down )
			return;
		down = true;
		before = uses.getAsInt();
		toggle.run();
	}

	void released()
	{
		if ( !down )
			return;
		after = uses.getAsInt();
		released.restart();
	}

	private void up()
	{
		down = false;
		if ( after > before )
			toggle.run();
	}
}
