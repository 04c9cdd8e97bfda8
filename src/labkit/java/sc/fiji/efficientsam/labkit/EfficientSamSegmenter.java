// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.labkit;

import java.io.IOException;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

import javax.swing.JFrame;
import javax.swing.JOptionPane;

import net.imagej.ImgPlus;
import net.imagej.axis.Axes;
import net.imglib2.Interval;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import net.imglib2.util.Pair;

import sc.fiji.labkit.ui.labeling.Label;
import sc.fiji.labkit.ui.labeling.Labeling;
import sc.fiji.labkit.ui.segmentation.Segmenter;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.learn.LearnedFile;
import sc.fiji.efficientsam.learn.PixelClassifier;
import sc.fiji.efficientsam.model.PromptableModel;

/**
 * Classifies the pixels of an image by what an EfficientSAM model tells of them, trained on Labkit's scribbles. Volumes and films are
 * worked through plane by plane. Each plane is encoded once, whoever asks for its blocks. Safe for use by several threads.
 */
final class EfficientSamSegmenter implements Segmenter {

	/** Side of the blocks of a plane. */
	private static final int CELL = 256;

	/** Names in files. */
	private static final String MODEL = "model", WEIGHTS = "weights", SIZE = "objectsize", CLASS = "class.";

	private final EfficientSamService sam;
	/** NB: blocks of a plane ask for it at the same time. */
	private final Map< ImgPlus< ? >, Map< List< Long >, PlaneFeatures > > planes = new WeakHashMap<>();
	private volatile String model = EfficientSamService.DEFAULT_MODEL;
	private volatile Trained trained;

	/** What was learned. Immutable. */
	private static final class Trained
	{
		private final PixelClassifier classifier;
		private final List< String > classes;
		private final double objectSize;
		private final Map< String, String > provenance;

		Trained( final PixelClassifier classifier, final List< String > classes, final double objectSize,
				final Map< String, String > provenance )
		{
			this.classifier = classifier;
			this.classes = classes;
			this.objectSize = objectSize;
			this.provenance = provenance;
		}
	}

	EfficientSamSegmenter( final EfficientSamService sam )
	{
		this.sam = sam;
	}

	@Override
	public void editSettings( final JFrame parent, final List< Pair< ImgPlus< ? >, Labeling > > trainingData )
	{
		final Object choice = JOptionPane.showInputDialog( parent, "Model whose features are used (models to download: Plugins > " +
				"EfficientSAM > Models...)", "EfficientSAM", JOptionPane.PLAIN_MESSAGE, null, sam.models().toArray(), model );
		if ( choice != null )
			use( choice.toString() );
	}

	/** Takes another model; what was trained with the one before stays until the next training. */
	void use( final String id )
	{
		model = id;
	}

	private PromptableModel model( final String id )
	{
		return sam.model( id, Device.AUTO );
	}

	// -- Training --

	@Override
	public void train( final List< Pair< ImgPlus< ? >, Labeling > > data )
	{
		final List< String > classes = data.stream().flatMap( p -> p.getB().getLabels().stream() ).map( Label::name ).distinct()
				.collect( Collectors.toList() );
		final Scribbles scribbles = new Scribbles( classes );
		data.forEach( p -> scribbles.add( p.getA(), p.getB() ) );
		final List< String > drawn = scribbles.classes();
		if ( drawn.size() < 2 )
			throw new CancellationException( "Draw scribbles of at least two labels, such as foreground and background; there are " +
					( drawn.isEmpty() ? "none yet." : "some of \"" + drawn.get( 0 ) + "\" only." ) );
		final String id = model;
		final PromptableModel loaded = model( id );
		final List< float[] > features = new ArrayList<>();
		final List< Integer > is = new ArrayList<>();
		final double size = scribbles.planes().get( 0 ).embed( loaded ).likelySize( 0 );
		for ( final Scribbles.Plane plane : scribbles.planes() )
		{
			final PlaneFeatures seen = features( plane.image(), plane.position(), loaded, size );
			plane.forEach( ( x, y, name ) -> {
				features.add( seen.at( x, y ) );
				is.add( drawn.indexOf( name ) );
			} );
		}
		final PixelClassifier classifier = PixelClassifier.train( features, is.stream().mapToInt( Integer::intValue ).toArray(),
				PixelClassifier.FIT );
		final Map< String, String > p = new LinkedHashMap<>( sam.provenance( loaded ) );
		p.put( SIZE, Double.toString( size ) );
		for ( int i = 0; i < drawn.size(); i++ )
			p.put( CLASS + i, drawn.get( i ) );
		trained = new Trained( classifier, drawn, size, p );
	}

	/** The features of a plane; those that were asked for before are kept as long as the image is in use. */
	private PlaneFeatures features( final ImgPlus< ? > image, final long[] position, final PromptableModel loaded, final double size )
	{
		final List< Long > key = new ArrayList<>( Arrays.asList( ( long ) System.identityHashCode( loaded ),
				Double.doubleToLongBits( size ) ) );
		for ( final long p : position )
			key.add( p );
		synchronized ( planes )
		{
			return planes.computeIfAbsent( image, i -> Collections.synchronizedMap( new LinkedHashMap<>() ) ).computeIfAbsent( key,
					k -> new PlaneFeatures( new Planes( image ).get( position ), loaded, size ) );
		}
	}

	@Override
	public boolean isTrained()
	{
		return trained != null;
	}

	@Override
	public List< String > classNames()
	{
		return trained().classes;
	}

	private Trained trained()
	{
		final Trained t = trained;
		if ( t == null )
			throw new IllegalStateException( "The segmenter was not trained yet." );
		return t;
	}

	// -- Segmenting --

	@Override
	public void segment( final ImgPlus< ? > image, final RandomAccessibleInterval< ? extends IntegerType< ? > > output )
	{
		final RandomAccess< ? extends IntegerType< ? > > out = output.randomAccess();
		forEach( image, output, output.numDimensions(), ( position, p ) -> {
			int best = 0;
			for ( int k = 1; k < p.length; k++ )
				if ( p[ k ] > p[ best ] )
					best = k;
			out.setPosition( position );
			out.get().setInteger( best );
		} );
	}

	@Override
	public void predict( final ImgPlus< ? > image, final RandomAccessibleInterval< ? extends RealType< ? > > output )
	{
		final RandomAccess< ? extends RealType< ? > > out = output.randomAccess();
		final int last = output.numDimensions() - 1;
		forEach( image, output, last, ( position, p ) -> {
			for ( int d = 0; d < last; d++ )
				out.setPosition( position[ d ], d );
			for ( long k = output.min( last ); k <= output.max( last ); k++ )
			{
				out.setPosition( k, last );
				out.get().setReal( k < p.length ? p[ ( int ) k ] : 0 );
			}
		} );
	}

	@FunctionalInterface
	private interface Visitor {

		void visit( long[] position, double[] probabilities );
	}

	/** Goes through an interval whose first dimensions are the image's, without channels. NB: blocks may reach over the image's border. */
	private void forEach( final ImgPlus< ? > image, final Interval interval, final int dimensions, final Visitor visitor )
	{
		final Trained t = trained();
		final PromptableModel loaded = model( t.provenance.get( MODEL ) );
		final long[] at = Intervals.minAsLongArray( interval );
		final long[] position = Arrays.copyOf( at, dimensions );
		final long x0 = Math.max( 0, at[ 0 ] ), y0 = Math.max( 0, at[ 1 ] );
		final long x1 = Math.min( image.dimension( 0 ) - 1, interval.max( 0 ) );
		final long y1 = Math.min( image.dimension( 1 ) - 1, interval.max( 1 ) );
		if ( x1 < x0 || y1 < y0 )
			return;
		do
		{
			final PlaneFeatures seen = features( image, Arrays.copyOfRange( position, 2, dimensions ), loaded, t.objectSize );
			seen.forEach( ( int ) x0, ( int ) y0, ( int ) ( x1 - x0 + 1 ), ( int ) ( y1 - y0 + 1 ), ( x, y, f ) -> {
				position[ 0 ] = x;
				position[ 1 ] = y;
				visitor.visit( position, t.classifier.probabilities( f ) );
			} );
		} while ( next( position, interval, dimensions ) );
	}

	/** The next plane's position; false behind the last one. */
	private static boolean next( final long[] position, final Interval interval, final int dimensions )
	{
		for ( int d = 2; d < dimensions; d++ )
		{
			if ( ++position[ d ] <= interval.max( d ) )
				return true;
			position[ d ] = interval.min( d );
		}
		return false;
	}

	@Override
	public int[] suggestCellSize( final ImgPlus< ? > image )
	{
		final int[] cell = new int[ image.numDimensions() - ( image.dimensionIndex( Axes.CHANNEL ) < 0 ? 0 : 1 ) ];
		Arrays.fill( cell, 1 );
		cell[ 0 ] = CELL;
		cell[ 1 ] = CELL;
		return cell;
	}

	@Override
	public boolean requiresFixedCellSize()
	{
		return false;
	}

	// -- Files --

	@Override
	public void saveModel( final String path )
	{
		try
		{
			trained().classifier.toFile( trained().provenance ).write( Paths.get( path ) );
		}
		catch ( final IOException e )
		{
			throw new IllegalArgumentException( "The classifier cannot be saved to \"" + path + "\" (" + e +
					"). Choose another folder or make room.", e );
		}
	}

	/**
	 * @throws IllegalArgumentException
	 *             if the file is no classifier, or belongs to other weights than those of the model that is installed
	 */
	@Override
	public void openModel( final String path )
	{
		final LearnedFile file = LearnedFile.read( Paths.get( path ) );
		final PixelClassifier classifier = PixelClassifier.of( file );
		final Map< String, String > p = file.provenance();
		final List< String > classes = new ArrayList<>();
		for ( int i = 0; p.containsKey( CLASS + i ); i++ )
			classes.add( p.get( CLASS + i ) );
		if ( classes.size() != classifier.classes() || !p.containsKey( MODEL ) || !p.containsKey( SIZE ) )
			throw new IllegalArgumentException( "\"" + path + "\" is no classifier of Labkit's scribbles. Choose another file." );
		final String weights = sam.provenance( model( p.get( MODEL ) ) ).get( WEIGHTS );
		if ( !weights.equals( p.get( WEIGHTS ) ) )
			throw new IllegalArgumentException( "\"" + path + "\" was trained with other weights of the model " + p.get( MODEL ) + " (" +
					p.get( WEIGHTS ) + ", here " + weights + "). Train again." );
		model = p.get( MODEL );
		trained = new Trained( classifier, classes, Double.parseDouble( p.get( SIZE ) ), p );
	}
}
