// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import ij.ImagePlus;

import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * What requests to the service have in common: the image, how the model sees it,
 * and which model. Choices may be given as words, in any case, as in macros. Not
 * safe for use by several threads.
 *
 * @param <R>
 *            the request's own type
 */
public abstract class ModelRequest< R extends ModelRequest< R > > {

	final ImagePlus imp;
	private final EfficientSamService service;
	private String model = EfficientSamService.DEFAULT_MODEL;
	private Device device = Device.AUTO;
	private ContrastMode contrast = ContrastMode.PERCENTILE;
	private double low = 0.1;
	private double high = 99.9;
	private int channel;
	private int[] takenAt;
	private SourceImage frozen;
	ProgressListener progress = ProgressListener.NONE;

	ModelRequest( final EfficientSamService service, final ImagePlus imp )
	{
		ImagePlusReader.requirePixels( imp );
		this.service = service;
		this.imp = imp;
	}

	/** This request. */
	abstract R self();

	/** Which model; see {@link EfficientSamService#models()}. */
	public R model( final String id )
	{
		model = id;
		return self();
	}

	/** "auto" (default), "cpu" or "gpu". */
	public R device( final String word )
	{
		device = Choices.of( Device.class, "device", word );
		return self();
	}

	/** "percentile" (default), "display" or "full"; see {@link ContrastMode}. */
	public R contrast( final String word )
	{
		contrast = Choices.of( ContrastMode.class, "contrast", word );
		return self();
	}

	/** The percentiles for contrast "percentile"; 0.1 and 99.9 by default. */
	public R percentiles( final double lowPercent, final double highPercent )
	{
		low = lowPercent;
		high = highPercent;
		return self();
	}

	/** 0 (default) for what is displayed, else the channel to use, counted from 1. */
	public R channel( final int number )
	{
		channel = number;
		return self();
	}

	/** Who is told how far it is, and may cancel. */
	public R progress( final ProgressListener listener )
	{
		progress = listener;
		return self();
	}

	/**
	 * The image as it is now: called once, at the start of the work, which does not look at the image again.
	 *
	 * @throws IllegalArgumentException
	 *             if it was closed, or shows another plane than the one whose selections were added
	 */
	SourceImage start()
	{
		if ( frozen != null )
			return frozen;
		final SourceImage source = SourceImage.of( imp );
		if ( takenAt != null && !Arrays.equals( takenAt, place( source ) ) )
			throw new IllegalArgumentException( "\"" + source.title() + "\" shows another slice now than when its selections were taken (slice " + takenAt[ 0 ] + ", frame " + takenAt[ 1 ] +
					"). Leave it there until the work has begun, or take the selections again." );
		return source;
	}

	/**
	 * Takes the image's plane, contrast and calibration as they are now, and not when the work begins: for those who look
	 * at the image before, for its selections say. Pixels are read when the work begins.
	 *
	 * @return what was taken
	 */
	public SourceImage freeze()
	{
		frozen = SourceImage.of( imp );
		return frozen;
	}

	private static int[] place( final SourceImage source )
	{
		return new int[] { source.z(), source.t() };
	}

	/** Selections were taken from the plane that the image shows now. */
	void takenHere()
	{
		takenAt = place( SourceImage.of( imp ) );
	}

	/** What shows the image to the model. */
	ImagePlusReader reader()
	{
		return new ImagePlusReader( contrast, low, high );
	}

	/** 0 for what is displayed, else the channel, counted from 1. */
	int channelNumber()
	{
		return channel;
	}

	EmbeddedImage embed( final ChannelImage image )
	{
		return service.embed( image, model, device );
	}

	/** The same image with a model that finds objects by itself: the image as it is, if its model does, or else with the bundled one. */
	EmbeddedImage finder( final EmbeddedImage image )
	{
		return image.model().mapsInstances() ? image : new EmbeddedImage( image.image(), service.model( EfficientSamService.DEFAULT_MODEL, device ) );
	}

	/** All that was set and can change a label, in words, but for what {@link #chosen} has. */
	abstract String words();

	Map< String, String > provenance( final EmbeddedImage embedded, final String settings )
	{
		final Map< String, String > p = new LinkedHashMap<>( service.provenance( embedded.model() ) );
		p.putAll( chosen( settings ) );
		return p;
	}

	/** A model by its id and the hash of its weights. */
	String weights( final EmbeddedImage embedded )
	{
		final Map< String, String > p = service.provenance( embedded.model() );
		return p.get( "model" ) + " " + p.get( "weights" );
	}

	/** What was set, without model and device, which tell themselves. */
	Map< String, String > chosen( final String settings )
	{
		final Map< String, String > p = new LinkedHashMap<>();
		final String mode = contrast.name().toLowerCase( Locale.ROOT );
		p.put( "contrast", contrast == ContrastMode.PERCENTILE ? mode + " " + low + " to " + high : mode );
		p.put( "channel", channel == 0 ? "displayed" : Integer.toString( channel ) );
		p.put( "settings", settings );
		return p;
	}
}
