// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.util.stream.IntStream;

import sc.fiji.efficientsam.ImageSession;
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
	private final double[][] ranges;

	private View( final EmbeddedImage image, final SessionSettings settings, final double[][] ranges )
	{
		this.image = image;
		this.settings = settings;
		this.ranges = ranges;
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
		// NB: another channel may be displayed when the steps are done again.
		final boolean one = settings.get( ImageSettings.CHANNEL ) == 0 && source.channels() > 1 && !source.showsAllChannels();
		final SessionSettings exact = one ? settings.with( "channel", Integer.toString( source.c() ) ) : settings;
		final int channel = exact.get( ImageSettings.CHANNEL );
		final IntStream seen = channel == 0 ? IntStream.rangeClosed( 1, source.channels() ) : IntStream.of( channel );
		return new View( image, exact, seen.mapToObj( c -> {
			final double[] range = source.displayRange( c );
			return new double[] { c, range[ 0 ], range[ 1 ] };
		} ).toArray( double[][]::new ) );
	}

	/** The plane with its embeddings. */
	EmbeddedImage image()
	{
		return image;
	}

	/** What makes masks from it; names the channel where the image has several and shows one. */
	SessionSettings settings()
	{
		return settings;
	}

	/** {channel, minimum, maximum} of what was displayed, for each channel that the model sees. */
	double[][] ranges()
	{
		return ranges;
	}
}
