// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.util.Map;
import java.util.TreeMap;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.DisplayRanges;
import sc.fiji.efficientsam.image.ImageSettings;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.source.SourceImage;

/**
 * A plane as the model sees it, with everything that made it look so: the settings, the channel, and the range that was set for
 * display. It travels with the masks that are made from it, because the image and the tool may have changed by the time a mask is accepted.
 * Immutable.
 */
final class View {

	private final EmbeddedImage image;
	private final SessionSettings settings;

	private View( final EmbeddedImage image, final SessionSettings settings )
	{
		this.image = image;
		this.settings = settings;
	}

	/**
	 * Reads a plane as it is now. Blocks.
	 *
	 * @throws IllegalArgumentException
	 *             if it cannot be read, or there is no such model
	 */
	static View of( final ImageSession session, final Plane plane, final SessionSettings settings )
	{
		final SourceImage source = session.fittingSource();
		final EmbeddedImage image = session.embed( source, plane, settings );
		return new View( image, exact( settings, source ) );
	}

	/** Names what is displayed now: it may be another channel, and another contrast, when the steps are done again. */
	private static SessionSettings exact( final SessionSettings settings, final SourceImage source )
	{
		final boolean composite = settings.get( ImageSettings.CHANNEL ) == 0 && source.showsAllChannels();
		final boolean one = settings.get( ImageSettings.CHANNEL ) == 0 && source.channels() > 1 && !composite;
		final SessionSettings exact = one ? settings.with( "channel", Integer.toString( source.c() ) ) : settings;
		if ( exact.get( ImageSettings.CONTRAST ) != ContrastMode.DISPLAY )
			return exact;
		final int channel = exact.get( ImageSettings.CHANNEL );
		final Map< Integer, double[] > ranges = new TreeMap<>();
		if ( composite )
			for ( int c = 1; c <= source.channels(); c++ )
				ranges.put( c, source.displayRange( c ) );
		else
			ranges.put( 0, source.displayRange( channel == 0 ? source.c() : channel ) );
		return exact.with( SessionSettings.DISPLAY, DisplayRanges.toText( ranges ) );
	}

	/** The plane with its embeddings. */
	EmbeddedImage image()
	{
		return image;
	}

	/**
	 * What makes masks from it; names the channel where the image has several and shows one, and the ranges that were
	 * displayed where they count.
	 */
	SessionSettings settings()
	{
		return settings;
	}
}
