// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ij.ImagePlus;
import ij.measure.Calibration;

import sc.fiji.efficientsam.labeling.Labeling;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.source.LabelImageReader;
import sc.fiji.efficientsam.source.SourceImage;

/** Objects as labelings of Labkit: each object is a label of its own, because a labeling knows no instances. */
public final class Labelings {

	private final SourceImage image;
	private final Map< Integer, String > names = new LinkedHashMap<>();
	private final Map< Integer, Map< List< Long >, Mask > > planes = new LinkedHashMap<>();

	private Labelings( final SourceImage image )
	{
		this.image = image;
	}

	/** The objects of a result, named as they are. */
	static Labeling of( final Result result )
	{
		final Labelings all = new Labelings( result.source() );
		for ( final Annotation a : result.annotations() )
			all.add( a.label(), a.name(), a.mask(), a.z(), a.t() );
		return all.labeling();
	}

	/**
	 * The objects of a label image or stack, named by their numbers.
	 *
	 * @param labels
	 *            of the same size, slices and frames as the image
	 * @throws IllegalArgumentException
	 *             if it is not
	 */
	public static Labeling of( final ImagePlus labels, final SourceImage image )
	{
		if ( labels.getWidth() != image.width() || labels.getHeight() != image.height() || labels.getNSlices() != image.slices()
				|| labels.getNFrames() != image.frames() || labels.getNChannels() != 1 )
			throw new IllegalArgumentException( "The label image \"" + labels.getTitle() + "\" is " + labels.getWidth() + " x " +
					labels.getHeight() + " with " + labels.getNSlices() + " slices and " + labels.getNFrames() + " frames, but \"" +
					image.title() + "\" is " + image.width() + " x " + image.height() + " with " + image.slices() + " and " +
							image.frames() +
					". Choose the label image that belongs to the image." );
		final Labelings all = new Labelings( image );
		for ( int t = 1; t <= image.frames(); t++ )
			for ( int z = 1; z <= image.slices(); z++ )
			{
				final int plane = z, frame = t;
				LabelImageReader.masks( labels, labels.getStackIndex( 1, z, t ) )
						.forEach( ( label, mask ) -> all.add( label, label.toString(), mask, plane, frame ) );
			}
		return all.labeling();
	}

	/**
	 * The labels' axes as Labkit has them for an image: x, y, slices and frames if there are more than one; without channels.
	 */
	public static List< Labeling.Axis > axes( final SourceImage image )
	{
		final Calibration cal = image.calibration();
		final List< Labeling.Axis > axes = new ArrayList<>();
		axes.add( new Labeling.Axis( 0, image.width() - 1, size( cal.pixelWidth ), cal.getXUnit() ) );
		axes.add( new Labeling.Axis( 0, image.height() - 1, size( cal.pixelHeight ), cal.getYUnit() ) );
		if ( image.slices() > 1 )
			axes.add( new Labeling.Axis( 0, image.slices() - 1, size( cal.pixelDepth ), cal.getZUnit() ) );
		if ( image.frames() > 1 )
			axes.add( new Labeling.Axis( 0, image.frames() - 1, size( cal.frameInterval ), cal.getTimeUnit() ) );
		return axes;
	}

	/** NB: JSON has no NaN. */
	private static double size( final double calibrated )
	{
		return Double.isNaN( calibrated ) || Double.isInfinite( calibrated ) ? 1 : calibrated;
	}

	/**
	 * Where a plane of an image is in its labeling.
	 *
	 * @param z
	 *            slice, counted from 1
	 * @param t
	 *            frame, counted from 1
	 */
	public static List< Long > position( final SourceImage image, final int z, final int t )
	{
		final List< Long > position = new ArrayList<>();
		if ( image.slices() > 1 )
			position.add( z - 1L );
		if ( image.frames() > 1 )
			position.add( t - 1L );
		return position;
	}

	private void add( final int label, final String name, final Mask mask, final int z, final int t )
	{
		names.putIfAbsent( label, name );
		planes.computeIfAbsent( label, k -> new LinkedHashMap<>() ).put( position( image, z, t ), mask );
	}

	private Labeling labeling()
	{
		final Map< String, Map< List< Long >, Mask > > labels = new LinkedHashMap<>();
		final Map< String, Integer > colors = new LinkedHashMap<>();
		final Set< String > seen = new HashSet<>(), twice = new HashSet<>();
		names.values().stream().filter( n -> !seen.add( n ) ).forEach( twice::add );
		planes.forEach( ( label, masks ) -> {
			String name = names.get( label );
			if ( name.isEmpty() || twice.contains( name ) )
				name = ( name + " " + label ).trim();
			while ( labels.containsKey( name ) )
				name += "'";
			labels.put( name, masks );
			colors.put( name, LabelLut.color( label ).getRGB() & 0xffffff );
		} );
		return new Labeling( axes( image ), labels, colors );
	}
}
