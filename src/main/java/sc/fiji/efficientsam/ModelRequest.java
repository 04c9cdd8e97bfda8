// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;

import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.ImageSettings;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.OverlapRule;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.ProgressListener;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/**
 * What requests to the service have in common: the image, how the model sees it,
 * and which model. Choices may be given as words, in any case, as in macros. Not
 * safe for use by several threads.
 *
 * @param <R>
 *            the request's own type
 */
public abstract class ModelRequest< R extends ModelRequest< R > > {

	/** Which model. Unsaid: the model tells itself. */
	public static final Setting< String > MODEL = Setting.text( "model", EfficientSamService.DEFAULT_MODEL, "Model",
			"The model; see Plugins > EfficientSAM > Models..." ).unsaid();

	/** What all requests can be told. */
	public static final List< Setting< ? > > COMMON = Settings.join( Settings.list( MODEL, Device.SETTING ), ImageSettings.ALL );

	final ImagePlus imp;
	private final EfficientSamService service;
	private final List< Setting< ? > > settings;
	private Settings values = new Settings();
	private int[] takenAt;
	private SourceImage frozen;
	ProgressListener progress = ProgressListener.NONE;

	ModelRequest( final EfficientSamService service, final ImagePlus imp, final List< Setting< ? > > settings )
	{
		ImagePlusReader.requirePixels( imp );
		this.service = service;
		this.imp = imp;
		this.settings = settings;
	}

	/** This request. */
	abstract R self();

	/** All that this request can be told. */
	public final List< Setting< ? > > settings()
	{
		return settings;
	}

	/** What it was told. */
	final Settings values()
	{
		return values;
	}

	/**
	 * Sets one of the {@link #settings()}.
	 *
	 * @throws IllegalArgumentException
	 *             if the value is not allowed; the message names the legal values
	 */
	public final < T > R set( final Setting< T > setting, final T value )
	{
		values = values.with( setting, value );
		return self();
	}

	/** {@link #set} by a word of macros, in any case, or a number. */
	public final < T > R read( final Setting< T > setting, final Object word )
	{
		return set( setting, setting.parse( word ) );
	}

	/** Which model; see {@link EfficientSamService#models()}. */
	public R model( final String id )
	{
		return set( MODEL, id );
	}

	/** "auto" (default), "cpu", "gpu" or, on a Mac, "coreml". */
	public R device( final String word )
	{
		return read( Device.SETTING, word );
	}

	/** "percentile" (default), "display" or "full"; see {@link ContrastMode}. */
	public R contrast( final String word )
	{
		return read( ImageSettings.CONTRAST, word );
	}

	/** The percentiles for contrast "percentile"; 0.1 and 99.9 by default. */
	public R percentiles( final double lowPercent, final double highPercent )
	{
		set( ImageSettings.LOW, lowPercent );
		return set( ImageSettings.HIGH, highPercent );
	}

	/** 0 (default) for what is displayed, else the channel to use, counted from 1. */
	public R channel( final int number )
	{
		return set( ImageSettings.CHANNEL, number );
	}

	/** Who gets pixels that several masks claim: "score" (default), "first" or "last"; see {@link OverlapRule}. */
	public R overlap( final String word )
	{
		return read( SegmentSettings.OVERLAP, word );
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
			throw new IllegalArgumentException( "\"" + source.title() +
					"\" shows another slice now than when its selections were taken (slice " + takenAt[ 0 ] + ", frame " + takenAt[ 1 ] +
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
		return new ImagePlusReader( values.get( ImageSettings.CONTRAST ), values.get( ImageSettings.LOW ),
				values.get( ImageSettings.HIGH ) );
	}

	/** 0 for what is displayed, else the channel, counted from 1. */
	int channelNumber()
	{
		return values.get( ImageSettings.CHANNEL );
	}

	EmbeddedImage embed( final ChannelImage image )
	{
		return service.embed( image, values.get( MODEL ), values.get( Device.SETTING ) );
	}

	/** The same image with a model that finds objects by itself: the image as it is, if its model does, or else with the bundled one. */
	EmbeddedImage finder( final EmbeddedImage image )
	{
		return image.model().mapsInstances() ? image : new EmbeddedImage( image.image(),
				service.model( EfficientSamService.DEFAULT_MODEL, values.get( Device.SETTING ) ) );
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
		final String mode = values.word( ImageSettings.CONTRAST );
		final String range = " " + values.word( ImageSettings.LOW ) + " to " + values.word( ImageSettings.HIGH );
		p.put( "contrast", values.get( ImageSettings.CONTRAST ) == ContrastMode.PERCENTILE ? mode + range : mode );
		p.put( "channel", channelNumber() == 0 ? "displayed" : Integer.toString( channelNumber() ) );
		p.put( "settings", settings );
		return p;
	}
}
