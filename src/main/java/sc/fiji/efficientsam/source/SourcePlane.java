// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import ij.ImagePlus;
import ij.process.ImageProcessor;

/**
 * One plane of an image with its pixels: what a model is shown and what is measured
 * afterwards are the same, whatever happens to the image meanwhile. Made by
 * {@link SourceImage#plane}. Its pixels must not be changed.
 */
public final class SourcePlane {

	private final SourceImage image;
	private final int channel;
	private final int z;
	private final int t;
	private final boolean composite;
	private final Map< Integer, ImageProcessor > parts = new TreeMap<>();
	private final ImageProcessor measured;

	SourcePlane( final SourceImage image, final int channel, final int z, final int t, final boolean copy )
	{
		if ( channel < 0 || channel > image.channels() )
			throw new IllegalArgumentException( "\"" + image.title() + "\" has " + image.channels() + " channel(s), but channel " +
					channel +
					" was asked for. Choose 1 to " + image.channels() + ", or 0 for the displayed colors." );
		if ( z < 1 || z > image.slices() || t < 1 || t > image.frames() )
			throw new IllegalArgumentException( "\"" + image.title() + "\" has " + image.slices() + " slice(s) and " + image.frames() +
					" frame(s), but slice " + z + " of frame " + t + " was asked for." );
		this.image = image;
		this.channel = channel == 0 ? image.c() : channel;
		this.z = z;
		this.t = t;
		composite = channel == 0 && image.showsAllChannels();
		if ( composite )
		{
			for ( int c = 1; c <= image.channels(); c++ )
				if ( image.isActive( c ) )
					parts.put( c, image.pixels( c, z, t, copy ) );
		}
		else
			parts.put( this.channel, image.pixels( this.channel, z, t, copy ) );
		measured = parts.containsKey( this.channel ) ? parts.get( this.channel ) : image.pixels( this.channel, z, t, copy );
	}

	/** The image that it is a plane of. */
	public SourceImage image()
	{
		return image;
	}

	/** The channel that is measured, counted from 1: the one that was chosen, or the current one. */
	public int channel()
	{
		return channel;
	}

	/** Counted from 1. */
	public int z()
	{
		return z;
	}

	/** Counted from 1. */
	public int t()
	{
		return t;
	}

	/** Whether it is shown as several channels in their colors. */
	boolean isComposite()
	{
		return composite;
	}

	/** What is shown to a model, by channel. */
	Map< Integer, ImageProcessor > parts()
	{
		return Collections.unmodifiableMap( parts );
	}

	/** A single image of the channel that is measured, calibrated; its selection may be changed, its pixels not. */
	public ImagePlus measured()
	{
		final ImagePlus plain = new ImagePlus( image.title(), measured );
		plain.setCalibration( image.calibration() );
		return plain;
	}

	/** A hash of all pixels, which tells whether they were changed. */
	int hash()
	{
		int hash = hash( measured );
		for ( final ImageProcessor part : parts.values() )
			hash = 31 * hash + hash( part );
		return hash;
	}

	private static int hash( final ImageProcessor ip )
	{
		final Object p = ip.getPixels();
		return p instanceof byte[] ? Arrays.hashCode( ( byte[] ) p ) : p instanceof short[] ? Arrays.hashCode( ( short[] ) p )
				: p instanceof float[] ? Arrays.hashCode( ( float[] ) p ) : Arrays.hashCode( ( int[] ) p );
	}
}
