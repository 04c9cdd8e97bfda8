// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.util.List;
import java.util.function.BooleanSupplier;

import ij.ImagePlus;

import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.source.SourcePlane;
import sc.fiji.efficientsam.util.Setting;

/**
 * What requests for one image, or one slice of it, have in common: it can be encoded in advance.
 *
 * @param <R>
 *            the request's own type
 */
public abstract class ImageRequest< R extends ImageRequest< R > > extends ModelRequest< R > implements SegmentationTask {

	/** Pixels from which on an image is not encoded in advance: its frames would hardly fit, and it needs the memory for itself. */
	static final long LARGE = 1L << 24;

	private EmbeddedImage prepared;
	private SourcePlane plane;

	ImageRequest( final EfficientSamService service, final ImagePlus imp, final List< Setting< ? > > settings )
	{
		super( service, imp, settings );
	}

	/** Encodes the frames that {@link #run} is sure to encode, in its order, as far as they are known in advance. */
	abstract void encodeAhead( EmbeddedImage image, BooleanSupplier goesOn );

	/** Reads the image, unless that was done in advance. From here on nobody looks at the image itself. */
	void begin()
	{
		if ( prepared == null )
			plane = start().plane( channelNumber() );
	}

	/** The plane that is segmented, as it was at the beginning. */
	SourcePlane plane()
	{
		return plane;
	}

	/** The plane as the model sees it, with the embeddings that there are. */
	EmbeddedImage embedded()
	{
		return prepared == null ? embed( reader().read( plane ) ) : prepared;
	}

	/** Encodes what {@link #run} encodes first, unless there is too much of it; see {@link EmbeddedImage#encodeAhead}. */
	@Override
	public void prepare( final BooleanSupplier goesOn )
	{
		if ( ( long ) imp.getWidth() * imp.getHeight() > LARGE )
			return;
		begin();
		prepared = embed( reader().read( plane ) );
		encodeAhead( prepared, goesOn );
	}
}
