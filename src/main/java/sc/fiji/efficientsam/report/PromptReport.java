// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.report;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

import ij.ImagePlus;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.evaluate.PromptSimulation;
import sc.fiji.efficientsam.evaluate.Protocol;
import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.source.ImageFiles;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.LabelImageReader;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * Measures models on images with true labels by simulated prompts, as in section 4
 * of the paper; see {@link PromptSimulation}. Not safe for use by several threads.
 */
public final class PromptReport {

	private final EfficientSamService sam;
	private List< String > models = Arrays.asList( EfficientSamService.DEFAULT_MODEL );
	private List< Protocol > protocols = Arrays.asList( Protocol.values() );
	private Device device = Device.AUTO;
	private int imagesPerSet;
	private int objectsPerImage;
	private boolean told;

	public PromptReport( final EfficientSamService sam )
	{
		this.sam = sam;
	}

	/** Which models; "micro" by default. */
	public PromptReport models( final List< String > ids )
	{
		models = new ArrayList<>( ids );
		return this;
	}

	/** Which ways of prompting; all by default. */
	public PromptReport protocols( final List< Protocol > which )
	{
		protocols = new ArrayList<>( which );
		return this;
	}

	/** Where the models run; {@link Device#AUTO} by default. */
	public PromptReport device( final Device which )
	{
		device = which;
		return this;
	}

	/** The first images of each set, and the first labels of each image; 0 (default) for all. */
	public PromptReport limits( final int images, final int objects )
	{
		if ( images < 0 || objects < 0 )
			throw new IllegalArgumentException( "The limits must be 0 (none) or more, but are " + images + " images per set and " +
					objects + " objects per image." );
		imagesPerSet = images;
		objectsPerImage = objects;
		return this;
	}

	/** Whether each object's size is told for prompts without a box; false by default. */
	public PromptReport told( final boolean size )
	{
		told = size;
		return this;
	}

	/**
	 * Measures. Blocks until done.
	 *
	 * @throws IllegalArgumentException
	 *             if not one image can be used
	 * @throws CancellationException
	 *             if the listener canceled
	 */
	public Report run( final List< TruthPair > pairs, final ProgressListener listener )
	{
		final List< String[] > rows = new ArrayList<>();
		rows.add( new String[] { "model", "prompt", "set", "image", "label", "iou", "oracle", "score", "pixels" } );
		final Map< String, Map< String, List< double[] > > > bySet = new LinkedHashMap<>();
		final List< String > skipped = new ArrayList<>();
		final Map< String, Integer > images = new LinkedHashMap<>();
		int done = 0;
		for ( final TruthPair pair : pairs )
		{
			listener.progress( done++, pairs.size(), "Evaluating " + pair );
			if ( listener.isCanceled() )
				throw new CancellationException( "The evaluation was canceled after " + ( done - 1 ) + " of " + pairs.size() + " images." );
			if ( imagesPerSet > 0 && images.getOrDefault( pair.set(), 0 ) >= imagesPerSet )
				continue;
			try
			{
				image( pair, rows, bySet );
				images.merge( pair.set(), 1, Integer::sum );
			}
			catch ( final IllegalArgumentException e )
			{
				skipped.add( pair + " (" + e.getMessage() + ")" );
			}
		}
		if ( bySet.isEmpty() )
			throw new IllegalArgumentException( "Not one image could be used: " +
					String.join( "; ", skipped.subList( 0, Math.min( 5, skipped.size() ) ) ) + "." );
		return new Report( "Mean IoU by prompts", rows, summary( bySet ),
				ReportPlot.bars( "Mean IoU of the best-rated mask", means( bySet ) ), skipped );
	}

	private void image( final TruthPair pair, final List< String[] > rows, final Map< String, Map< String, List< double[] > > > bySet )
	{
		final ImagePlus imp = ImageFiles.open( pair.image() );
		final Map< Integer, Mask > all = truth( pair.labels(), imp );
		final List< Integer > labels = new ArrayList<>( all.keySet() ).subList( 0, objectsPerImage == 0
				? all.size() : Math.min( objectsPerImage, all.size() ) );
		final List< Mask > truth = new ArrayList<>();
		labels.forEach( l -> truth.add( all.get( l ) ) );
		final ChannelImage rgb = new ImagePlusReader( ContrastMode.PERCENTILE, 0.1, 99.9 ).read( imp, 0 );
		for ( final String model : models )
			for ( final Protocol p : protocols )
			{
				final String prompt = p.name().toLowerCase( Locale.ROOT );
				final List< PromptSimulation.Result > results = new PromptSimulation( p, told ).run( sam.embed( rgb, model, device ), truth,
						ProgressListener.NONE );
				for ( int i = 0; i < truth.size(); i++ )
				{
					final PromptSimulation.Result r = results.get( i );
					rows.add( new String[] { model, prompt, pair.set(), pair.image().getName(), Integer.toString( labels.get( i ) ),
							Report.number( r.iou() ), Report.number( r.oracle() ),
							Report.number( r.score() ), Integer.toString( truth.get( i ).area() ) } );
					for ( final String set : new String[] { pair.set(), ALL } )
						bySet.computeIfAbsent( set, s -> new LinkedHashMap<>() ).computeIfAbsent( model + " " + prompt,
								s -> new ArrayList<>() ).add( new double[] { r.iou(), r.oracle() } );
				}
			}
	}

	private static final String ALL = "all objects";

	/** The true objects of an image. */
	static Map< Integer, Mask > truth( final File labels, final ImagePlus imp )
	{
		final ImagePlus l = ImageFiles.open( labels );
		if ( l.getWidth() != imp.getWidth() || l.getHeight() != imp.getHeight() )
			throw new IllegalArgumentException( "its labels have " + l.getWidth() + " x " + l.getHeight() + " pixels, the image has " +
					imp.getWidth() + " x " + imp.getHeight() );
		final Map< Integer, Mask > masks = LabelImageReader.masks( l );
		if ( masks.isEmpty() )
			throw new IllegalArgumentException( "its label image holds no object" );
		return masks;
	}

	/** NB: "all objects" comes last, whatever the order of the sets. */
	private static List< String > sets( final Map< String, Map< String, List< double[] > > > bySet )
	{
		final List< String > sets = new ArrayList<>( bySet.keySet() );
		sets.remove( ALL );
		sets.add( ALL );
		return sets;
	}

	private static double mean( final List< double[] > values, final int column )
	{
		return values.stream().mapToDouble( v -> v[ column ] ).average().orElse( Double.NaN );
	}

	private static Map< String, Map< String, Double > > means( final Map< String, Map< String, List< double[] > > > bySet )
	{
		final Map< String, Map< String, Double > > means = new LinkedHashMap<>();
		for ( final String set : sets( bySet ) )
			bySet.get( set ).forEach( ( way, values ) -> means.computeIfAbsent( set, s -> new LinkedHashMap<>() ).put( way,
					mean( values, 0 ) ) );
		return means;
	}

	private static List< String[] > summary( final Map< String, Map< String, List< double[] > > > bySet )
	{
		final List< String[] > rows = new ArrayList<>();
		rows.add( new String[] { "set", "model and prompt", "objects", "mean IoU", "best of the masks", "share above .5" } );
		for ( final String set : sets( bySet ) )
			bySet.get( set ).forEach( ( way, values ) -> rows.add( new String[] { set, way, Integer.toString( values.size() ),
					Report.number( mean( values, 0 ) ), Report.number( mean( values, 1 ) ),
					Report.number( values.stream().filter( v -> v[ 0 ] > 0.5 ).count() / ( double ) values.size() ) } ) );
		return rows;
	}
}
