// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;

import sc.fiji.efficientsam.mask.Components;
import sc.fiji.efficientsam.mask.Mask;

/**
 * The objects of a label image or of a binary mask that was made for an image. A
 * binary mask is an image with one value above 0 that is 255 or falls into
 * several pieces; its pieces are numbered from 1 in reading order.
 */
public final class RoughLabels {

	private RoughLabels()
	{}

	/**
	 * The objects of the current slice, by id, in ascending order.
	 *
	 * @param imp
	 *            the image to which they belong
	 * @throws IllegalArgumentException
	 *             if there is no image, it is RGB, of another size, or empty
	 */
	public static Map< Integer, Mask > masks( final ImagePlus labels, final ImagePlus imp )
	{
		if ( labels == null )
			throw new IllegalArgumentException( "There is no label image. Open one, made by a threshold, StarDist, Cellpose or Labkit " +
					"for " +
					"example." );
		final Map< Integer, Mask > masks = LabelImageReader.masks( labels );
		if ( labels.getWidth() != imp.getWidth() || labels.getHeight() != imp.getHeight() )
			throw new IllegalArgumentException( "The label image \"" + labels.getTitle() + "\" has " + labels.getWidth() + " x " +
					labels.getHeight() + " pixels, but \"" +
					imp.getTitle() + "\" has " + imp.getWidth() + " x " + imp.getHeight() +
							". Choose the label image that belongs to the image." );
		if ( masks.isEmpty() )
			throw new IllegalArgumentException( "The label image \"" + labels.getTitle() +
					"\" holds no object: all its pixels are 0. Choose another one." );
		if ( masks.size() > 1 )
			return masks;
		final Mask only = masks.values().iterator().next();
		final List< Mask > pieces = Components.of( only );
		if ( pieces.size() == 1 && !masks.containsKey( 255 ) )
			return masks;
		masks.clear();
		for ( final Mask piece : pieces )
			masks.put( masks.size() + 1, piece );
		return masks;
	}

	/** The masks alone, in the order of their ids. */
	public static List< Mask > list( final ImagePlus labels, final ImagePlus imp )
	{
		return new ArrayList<>( masks( labels, imp ).values() );
	}
}
