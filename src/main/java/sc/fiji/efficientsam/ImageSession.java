// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;

import sc.fiji.efficientsam.export.Annotation;
import sc.fiji.efficientsam.export.Result;
import sc.fiji.efficientsam.export.ResultKind;
import sc.fiji.efficientsam.export.SessionImages;
import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.image.ImageSettings;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.MaskChooser;
import sc.fiji.efficientsam.segment.MaskRank;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.segment.Segmenter;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.Session;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.SessionState;
import sc.fiji.efficientsam.session.Step;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * The objects of an image that are made one by one: what the interactive tool,
 * macros that it recorded and session files share. The same steps give the same
 * objects, whoever does them. In a script:
 *
 * <pre>{@code
 * #@ EfficientSamService sam
 * #@ ImagePlus imp
 * session = sam.session(imp)
 * session.run(Step.accept(Plane.FIRST, Prompt.point(95, 60), 0, 0, "", Conflict.FIRST, SessionSettings.of("micro")))
 * session.labels().show()
 * }</pre>
 * <p>Safe for use by several threads.</p>
 */
public final class ImageSession implements Result {

	/** Planes whose embeddings are kept: one and its neighbors. */
	private static final int PLANES = 3;

	private final EfficientSamService service;
	private final ImagePlus imp;
	private final SessionImages images;
	private final Object reading = new Object();
	private final Session session = new Session();
	private final Map< String, EmbeddedImage > embedded = new LinkedHashMap<>( 8, 0.75f, true );

	ImageSession( final EfficientSamService service, final ImagePlus imp )
	{
		this.service = service;
		this.imp = imp;
		this.images = new SessionImages( imp );
	}

	public ImagePlus image()
	{
		return imp;
	}

	/** The steps and what they led to. */
	public Session session()
	{
		return session;
	}

	/** Makes images and selections of this session's objects. */
	public SessionImages images()
	{
		return images;
	}

	/** What was accepted. */
	public SessionState state()
	{
		return session.state();
	}

	/**
	 * A plane of the image as the model sees it now. Reads all its pixels; nothing
	 * is encoded yet, and what was encoded before is still there if the pixels are the same.
	 *
	 * @throws IllegalArgumentException
	 *             if there is no such plane, channel or model, or the image was
	 *             closed or has changed its size
	 */
	public EmbeddedImage embed( final Plane plane, final SessionSettings settings )
	{
		return embed( fittingSource(), plane, settings );
	}

	/**
	 * The image as it is now, to be embedded.
	 *
	 * @throws IllegalArgumentException
	 *             if it was closed or has changed its size, so that its objects do not fit it
	 */
	public SourceImage fittingSource()
	{
		if ( imp.getProcessor() == null || !images.fits( imp ) )
			throw new IllegalArgumentException( "\"" + images.name() +
					"\" was closed or changed its size. Its objects are still here; begin anew on the image as it is now." );
		return SourceImage.of( imp );
	}

	/** {@link #embed(Plane, SessionSettings)} of the image as it was when the given source was made, with the pixels that it has now. */
	public EmbeddedImage embed( final SourceImage source, final Plane plane, final SessionSettings settings )
	{
		final ChannelImage rgb;
		// NB: one at a time, as virtual stacks need not be made for several threads. Not under the image's own lock,
		// for which ImageJ's event thread waits.
		synchronized ( reading )
		{
			rgb = new ImagePlusReader( settings.get( ImageSettings.CONTRAST ), settings.get( ImageSettings.LOW ),
					settings.get( ImageSettings.HIGH ) )
					.as( settings.display() ).read( source.plane( settings.get( ImageSettings.CHANNEL ), plane.z(), plane.t() ) );
		}
		// NB: the service tells images apart; it has read all pixels for that.
		final EmbeddedImage fresh = service.embed( rgb, settings.model(), settings.get( Device.SETTING ) );
		synchronized ( embedded )
		{
			final EmbeddedImage known = embedded.get( fresh.cache().image() );
			// NB: the model may have been closed since, and a new image wraps the pixels that are there now.
			final EmbeddedImage now = known != null && known.model() == fresh.model()
					? new EmbeddedImage( rgb, fresh.model(), known.cache() ) : fresh;
			embedded.put( fresh.cache().image(), now );
			while ( embedded.size() > PLANES )
				embedded.remove( embedded.keySet().iterator().next() );
			return now;
		}
	}

	/** What the model makes of a prompt. */
	public static final class Proposal {

		private final SegmentedObject object;
		private final int candidates;
		private final double objectSize;

		Proposal( final SegmentedObject object, final int candidates, final double objectSize )
		{
			this.object = object;
			this.candidates = candidates;
			this.objectSize = objectSize;
		}

		/** The settings with the object size that was used, if it was found automatically: what is to be recorded. */
		public SessionSettings used( final SessionSettings settings )
		{
			return settings.segment().objectSize() > 0 || objectSize == 0
					? settings : settings.with( "objectsize", Double.toString( objectSize ) );
		}

		/** The mask that was chosen. */
		public SegmentedObject object()
		{
			return object;
		}

		/** How many masks there were to choose from; 0 if that was not looked at. */
		public int candidates()
		{
			return candidates;
		}
	}

	/**
	 * Segments one prompt. Blocks until done.
	 *
	 * @param choice
	 *            0 for the mask with the best predicted IoU, else the place by
	 *            predicted IoU, from 1; the last one if there are fewer
	 */
	public static Proposal propose( final EmbeddedImage image, final Prompt prompt, final int choice, final SessionSettings settings )
	{
		final MaskRank ranked = new MaskRank( choice );
		final MaskChooser chooser = choice == 0 ? settings.segment().get( SegmentSettings.CANDIDATE ) : ranked;
		final List< Prompt > one = Collections.singletonList( prompt );
		final SegmentedObject o = new Segmenter( settings.segment() ).segment( image, one, chooser, ProgressListener.NONE ).get( 0 );
		return new Proposal( o, ranked.candidates(), Segmenter.needsSize( one )
				? image.typicalSize( settings.segment().objectSize() ) : 0 );
	}

	/**
	 * Does a step; for ACCEPT the model is run. Blocks until done.
	 *
	 * @throws IllegalArgumentException
	 *             if the step is not possible; the message says why, and nothing is
	 *             changed
	 */
	public void run( final Step step )
	{
		if ( step.action() == Step.Action.ACCEPT )
		{
			final SegmentedObject o = segment( step );
			session.apply( step, o.mask(), o.score() );
		}
		else
			session.apply( inside( step ), Mask.EMPTY, Double.NaN );
	}

	private SegmentedObject segment( final Step step )
	{
		return propose( embed( step.plane(), step.settings() ), step.prompt(), step.choice(), step.settings() ).object();
	}

	/** What a step makes of a state, which is not this session's. */
	private SessionState apply( final SessionState state, final Step step )
	{
		if ( step.action() != Step.Action.ACCEPT )
			return state.apply( inside( step ), Mask.EMPTY, Double.NaN );
		final SegmentedObject o = segment( step );
		return state.apply( step, o.mask(), o.score() );
	}

	/** NB: what is drawn with a brush may reach over the image's border. */
	private Step inside( final Step step )
	{
		if ( step.action() != Step.Action.ACCEPT && step.makesObjects() && !images.has( step.plane() ) )
			throw new IllegalArgumentException( "\"" + images.name() + "\" has no " + step.plane() + ". Choose one that it has." );
		return step.crop( images.width(), images.height() );
	}

	@Override
	public ResultKind kind()
	{
		return ResultKind.SESSION;
	}

	/** The image as it is now. */
	@Override
	public SourceImage source()
	{
		return SourceImage.of( imp );
	}

	/** The label image or stack; see {@link SessionImages#labels}. */
	@Override
	public ImagePlus labels()
	{
		return images.labels( state() );
	}

	@Override
	public Map< String, Integer > classColors()
	{
		return state().classes();
	}

	/** The class image or stack; see {@link SessionImages#classes}. */
	@Override
	public ImagePlus classes()
	{
		return images.classes( state() );
	}

	/** All objects, by label. */
	@Override
	public List< Annotation > annotations()
	{
		return images.annotations( state() );
	}

	/** The objects' selections; see {@link SessionImages#roi}. */
	@Override
	public List< Roi > rois()
	{
		return images.rois( state() );
	}

	/** The table of objects; see {@link SessionImages#table}. */
	@Override
	public ResultsTable table()
	{
		return images.table( imp, state() );
	}

	/**
	 * Saves all of it as a session file, for {@link #restore} and {@link #replay}; {@link #export} saves images, selections and tables.
	 *
	 * @throws IllegalArgumentException
	 *             if the file cannot be written; an older one is still there
	 */
	public void save( final Path file, final SessionSettings settings )
	{
		try
		{
			SessionFile.of( state(), images.describe(), settings, provenance( settings ) ).write( file );
		}
		catch ( final IOException e )
		{
			throw new IllegalArgumentException( "The session cannot be saved to \"" + file + "\" (" + e +
					"). Choose another folder or make room.", e );
		}
	}

	/** NB: a model that is no longer available must not keep anybody from saving. */
	private Map< String, String > provenance( final SessionSettings settings )
	{
		try
		{
			return service.provenance( service.model( settings.model(), settings.get( Device.SETTING ) ) );
		}
		catch ( final RuntimeException e )
		{
			final Map< String, String > p = new LinkedHashMap<>();
			p.put( "model", settings.model() );
			return p;
		}
	}

	/**
	 * Takes over the objects of a file as they are, in the place of those that are
	 * there; nothing is computed. Can be undone, as one step.
	 *
	 * @throws IllegalArgumentException
	 *             if they belong to an image of another size
	 */
	public void restore( final SessionFile file )
	{
		requireSameSize( file );
		session.restore( file.state() );
	}

	/**
	 * Does all steps of a file again on this image, from the beginning. When all are
	 * done, what they led to takes the place of the objects that are there, which can
	 * be undone as one step. Where one fails, or it is canceled, this session stays as it is.
	 *
	 * @throws IllegalArgumentException
	 *             if they belong to an image of another size, or a step is not
	 *             possible
	 * @throws CancellationException
	 *             if the listener canceled
	 */
	public void replay( final SessionFile file, final ProgressListener progress )
	{
		requireSameSize( file );
		final List< Step > steps = file.steps();
		SessionState replayed = SessionState.EMPTY;
		for ( int i = 0; i < steps.size(); i++ )
		{
			stopIfCanceled( progress, i, steps.size() );
			progress.progress( i, steps.size(), "Replaying " + steps.size() + " steps" );
			try
			{
				replayed = apply( replayed, steps.get( i ) );
			}
			catch ( final IllegalArgumentException e )
			{
				throw new IllegalArgumentException( "Step " + ( i + 1 ) + " of " + steps.size() + " cannot be done here: " +
						e.getMessage() + " The objects that were there before are unchanged.", e );
			}
		}
		stopIfCanceled( progress, steps.size(), steps.size() );
		session.restore( replayed );
		progress.progress( steps.size(), steps.size(), "Replayed " + steps.size() + " steps" );
	}

	private static void stopIfCanceled( final ProgressListener progress, final int done, final int all )
	{
		if ( progress.isCanceled() )
			throw new CancellationException( "Replaying was canceled after " + done + " of " + all +
					" steps. The objects that were there before are unchanged." );
	}

	private void requireSameSize( final SessionFile file )
	{
		final Map< String, String > mine = images.describe(), other = file.image();
		for ( final String what : new String[] { "width", "height", "slices", "frames" } )
			if ( !Objects.equals( mine.get( what ), other.get( what ) ) )
				throw new IllegalArgumentException( "The session belongs to \"" + other.get( "title" ) + "\" with " + what + " " +
						other.get( what ) + ", but \"" + imp.getTitle() + "\" has " +
						what + " " + mine.get( what ) + ". Open the image that it belongs to" +
								( other.getOrDefault( "path", "" ).isEmpty() ? "." : " (" + other.get( "path" ) + ")." ) );
	}
}
