// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.labkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import net.imagej.ImgPlus;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.roi.labeling.LabelingType;

import sc.fiji.labkit.ui.labeling.Label;
import sc.fiji.labkit.ui.labeling.Labeling;

import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.segment.EmbeddedImage;

/**
 * The labeled pixels of images, plane by plane; of many pixels some, drawn at random, always the same ones. Not safe for use by several
 * threads.
 */
final class Scribbles {

	/** Pixels of a label on a plane that are looked at, at most. */
	private static final int MOST = 2000;

	private final List< String > names;
	private final Map< List< Object >, Plane > planes = new LinkedHashMap<>();

	/** A plane with labels. */
	static final class Plane
	{
		private final ImgPlus< ? > image;
		private final long[] position;
		private final Map< String, List< int[] > > pixels = new LinkedHashMap<>();

		Plane( final ImgPlus< ? > image, final long[] position )
		{
			this.image = image;
			this.position = position;
		}

		ImgPlus< ? > image()
		{
			return image;
		}

		long[] position()
		{
			return position;
		}

		EmbeddedImage embed( final PromptableModel model )
		{
			return new EmbeddedImage( new Planes( image ).get( position ), model );
		}

		void forEach( final PixelVisitor visitor )
		{
			pixels.forEach( ( name, all ) -> {
				final Random random = new Random( 1 );
				final List< int[] > left = new ArrayList<>( all );
				for ( int i = 0; i < MOST && !left.isEmpty(); i++ )
				{
					final int k = random.nextInt( left.size() );
					visitor.visit( left.get( k )[ 0 ], left.get( k )[ 1 ], name );
					left.set( k, left.get( left.size() - 1 ) );
					left.remove( left.size() - 1 );
				}
			} );
		}
	}

	/** What to do with a labeled pixel. */
	@FunctionalInterface
	interface PixelVisitor {

		void visit( int x, int y, String label );
	}

	/** @param names of labels; of several labels on one pixel the one counts that is named first */
	Scribbles( final List< String > names )
	{
		this.names = names;
	}

	void add( final ImgPlus< ? > image, final Labeling labeling )
	{
		final Cursor< ? > cursor = labeling.sparsityCursor();
		final RandomAccess< LabelingType< Label > > labels = labeling.randomAccess();
		final long[] at = new long[ labeling.numDimensions() ];
		while ( cursor.hasNext() )
		{
			cursor.fwd();
			cursor.localize( at );
			labels.setPosition( at );
			final int first = labels.get().stream().mapToInt( l -> names.indexOf( l.name() ) ).filter( i -> i >= 0 ).min().orElse( -1 );
			if ( first < 0 )
				continue;
			final long[] position = Arrays.copyOfRange( at, 2, at.length );
			planes.computeIfAbsent( Arrays.asList( System.identityHashCode( image ), Arrays.toString( position ) ), k -> new Plane( image,
					position ) ).pixels.computeIfAbsent( names.get( first ), n -> new ArrayList<>() ).add( new int[] { ( int ) at[ 0 ],
							( int ) at[ 1 ] } );
		}
	}

	/** Those of the labels that have pixels, in their order. */
	List< String > classes()
	{
		return names.stream().filter( n -> planes.values().stream().anyMatch( p -> p.pixels.containsKey( n ) ) ).collect(
				Collectors.toList() );
	}

	List< Plane > planes()
	{
		return new ArrayList<>( planes.values() );
	}
}
