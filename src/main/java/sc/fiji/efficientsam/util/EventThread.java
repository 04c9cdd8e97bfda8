// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

/** The thread that serves windows, which must never wait. */
public final class EventThread {

	private EventThread()
	{}

	/**
	 * Whether the calling thread is the one that serves windows. NB: AWT's own answer would start AWT, which fails
	 * where the screen cannot be reached.
	 */
	public static boolean isHere()
	{
		return Thread.currentThread().getClass().getName().equals( "java.awt.EventDispatchThread" );
	}
}
