// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Point;
import java.awt.Rectangle;

import javax.swing.SwingUtilities;

import org.scijava.prefs.PrefService;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Toolbar;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.ObjectSizes;
import sc.fiji.efficientsam.export.SessionImages;
import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.session.Draft;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.Session;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.SessionState;

/**
 * The interactive tool for one image: it opens and closes, follows the image, and
 * holds together {@link Prompting} and {@link Labelling}. To be used from the event
 * thread, which is never blocked: encoding, decoding and saving run in threads of
 * their own.
 */
public final class Interactive {

	/** Nanoseconds between two attempts to open a model again. */
	private static final long REOPEN = 10_000_000_000L;

	private final EfficientSamService sam;
	private final ImagePlus imp;
	private final Prompting prompting = new Prompting( this );
	private final Labelling objects;
	private final Unlabelled unlabelled = new Unlabelled( this );
	private final InteractiveWindow window;
	private final ImageWatcher watcher;
	private final Asker asker;
	private final ObjectSizes sizes;
	/** NB: macros can change the session, too. */
	private final Runnable follow = () -> SwingUtilities.invokeLater( this::sessionChanged );
	private SessionState drawn;
	private ImageSession images;
	private Embedder embedder;
	private ObjectOverlay overlay;
	private Keeper keeper;
	private SessionSettings settings;
	private Plane plane;
	private boolean closed;
	private long reopened = System.nanoTime() - REOPEN;

	/**
	 * Opens the tool for an image, or brings its window to the front.
	 *
	 * @param asker
	 *            asks the user; null for dialogs
	 */
	public static Interactive open( final EfficientSamService sam, final ImagePlus imp, final SessionSettings settings, final Asker asker )
	{
		Interactive tool = of( imp );
		if ( tool == null )
		{
			tool = new Interactive( sam, imp, settings, asker );
			OpenTools.add( tool );
		}
		CloseGuard.install();
		InteractiveTool.select();
		if ( Toolbar.getInstance() == null )
			tool.window.message( "ImageJ's toolbar is not open, so that clicks are not seen. Draw selections instead.", true );
		tool.window.toFront();
		return tool;
	}

	/** The tool of an image, or null if it is not open. */
	public static Interactive of( final ImagePlus imp )
	{
		return OpenTools.of( imp );
	}

	private Interactive( final EfficientSamService sam, final ImagePlus imp, final SessionSettings settings, final Asker asker )
	{
		this.sam = sam;
		this.imp = imp;
		final PrefService prefs = sam.context().getService( PrefService.class );
		sizes = new ObjectSizes( prefs );
		this.settings = settings.with( "objectsize", Double.toString( sizes.settle( imp, settings.segment().objectSize() ) ) );
		objects = new Labelling( this, prompting );
		window = new InteractiveWindow( this, new WindowMemory( prefs ) );
		this.asker = asker == null ? new SwingAsker( window, imp ) : asker;
		begin();
		watcher = new ImageWatcher( this );
		window.show( imp );
	}

	/** Takes up the session of the image as it is now. */
	private void begin()
	{
		images = sam.session( imp );
		images.session().addListener( follow );
		overlay = new ObjectOverlay( imp, images.images() );
		keeper = new Keeper( this );
		keeper.recover();
		embedder = new Embedder( images, prompting );
		plane = SessionImages.plane( imp );
		turn();
	}

	// -- What the image does --

	/** Turns to the plane that the image shows, and forgets what was known of the one before. */
	private void turn()
	{
		window.progress( 0, 1 );
		final Point look = look();
		embedder.turnTo( plane, settings, look.x, look.y, Embedder.neighbours( imp, plane ) );
		prompting.cancel();
		prompting.decode();
		refresh();
	}

	/** The middle of what the user sees. */
	Point look()
	{
		final ImageCanvas canvas = imp.getCanvas();
		final Rectangle r = canvas == null ? new Rectangle( imp.getWidth(), imp.getHeight() ) : canvas.getSrcRect();
		return new Point( ( int ) r.getCenterX(), ( int ) r.getCenterY() );
	}

	/** The image shows another plane, or was changed. */
	void imageChanged()
	{
		if ( closed || imp.getProcessor() == null )
			return;
		if ( !images.images().fits( imp ) )
			sizeChanged();
		else if ( !SessionImages.plane( imp ).equals( plane ) )
		{
			plane = SessionImages.plane( imp );
			overlay.setPreview( Mask.EMPTY );
			objects.cancel();
			objects.selected().removeIf( id -> !state().object( id ).plane().equals( plane ) );
			turn();
		}
		else
			embedder.check( plane, settings, look().x, look().y );
	}

	/** NB: objects of an image of another size are of no use on this one; they stay in a label image. */
	private void sizeChanged()
	{
		final int n = state().objects().size();
		if ( n > 0 )
			images.labels().show();
		prompting.cancel();
		objects.cancel();
		objects.selected().clear();
		embedder.close();
		images.session().removeListener( follow );
		keeper.close();
		overlay.clear();
		begin();
		window.message( "The image has another size now." + ( n == 0 ? "" : " The " + n + " object(s) from before are in a label image." ), n > 0 );
	}

	/** The image was closed; its objects were not. */
	void imageClosed()
	{
		if ( !closed )
			close( false );
	}

	// -- Settings, results, closing --

	void set( final SessionSettings changed )
	{
		if ( changed.equals( settings ) )
			return;
		if ( changed.segment().objectSize() != settings.segment().objectSize() )
			sizes.remember( imp, changed.segment().objectSize() );
		settings = changed;
		turn();
	}

	private void sessionChanged()
	{
		if ( !closed && state() != drawn )
		{
			objects.selected().removeIf( id -> state().object( id ) == null );
			prompting.decode();
			objectsChanged();
		}
	}

	/** Accepted objects or classes are not as they were. */
	void objectsChanged()
	{
		keeper.changed();
		refresh();
	}

	/**
	 * Closes the tool, after asking what is to become of objects that were not saved.
	 *
	 * @param mayCancel
	 *            whether the user may change their mind
	 * @return whether they did
	 */
	boolean close( final boolean mayCancel )
	{
		final Keeper.Answer answer = keeper.ask( mayCancel );
		if ( answer == Keeper.Answer.CANCEL )
			return true;
		closed = true;
		end( answer == Keeper.Answer.DISCARD );
		return false;
	}

	private void end( final boolean discard )
	{
		images.session().removeListener( follow );
		OpenTools.remove( this );
		watcher.close();
		embedder.close();
		prompting.close();
		if ( discard || imp.getProcessor() == null )
			overlay.clear();
		else
			overlay.leave( state() );
		if ( discard )
			sam.forget( imp );
		keeper.close();
		window.dispose();
	}

	/**
	 * A computation has failed. NB: models are closed when the number of threads or
	 * the device is changed, for example; then they are opened anew, once.
	 */
	void computingFailed( final Throwable e )
	{
		final long now = System.nanoTime();
		if ( closed )
			return;
		if ( e instanceof InferenceException && now - reopened > REOPEN )
		{
			reopened = now;
			turn();
		}
		else
			failed( e );
	}

	/** Nothing that goes wrong is lost: it is shown, and logged. */
	void failed( final Throwable e )
	{
		objects.cancel();
		final String reason = e.getMessage() == null ? e.toString() : e.getMessage();
		window.message( reason, true );
		IJ.log( "EfficientSAM: " + reason );
		if ( !( e instanceof IllegalArgumentException ) )
			sam.log().error( e );
	}

	// -- Drawing --

	/** Draws the overlay. */
	void draw()
	{
		drawn = state();
		final Draft d = objects.isEditing() ? null : prompting.here();
		overlay.draw( state(), plane, objects.selected(), d, d == null ? Mask.EMPTY : prompting.mask( d ) );
	}

	/** Draws the overlay and the window's table. */
	void refresh()
	{
		draw();
		window.refresh();
	}

	// -- State --

	/** Clicks, boxes, candidates. */
	Prompting prompting()
	{
		return prompting;
	}

	/** Accepted objects. */
	Labelling objects()
	{
		return objects;
	}

	/** What nobody has labelled yet. */
	Unlabelled unlabelled()
	{
		return unlabelled;
	}

	/** Whether the image shows another plane than the tool. */
	boolean showsOtherPlane()
	{
		return imp.getProcessor() != null && images.images().fits( imp ) && !SessionImages.plane( imp ).equals( plane );
	}

	EfficientSamService sam()
	{
		return sam;
	}

	ImagePlus image()
	{
		return imp;
	}

	ImageSession images()
	{
		return images;
	}

	Session session()
	{
		return images.session();
	}

	SessionState state()
	{
		return images.state();
	}

	SessionSettings settings()
	{
		return settings;
	}

	Plane plane()
	{
		return plane;
	}

	Embedder embedder()
	{
		return embedder;
	}

	ObjectOverlay overlay()
	{
		return overlay;
	}

	/** Sees to it that nothing is lost. */
	Keeper keeper()
	{
		return keeper;
	}

	Asker asker()
	{
		return asker;
	}

	InteractiveWindow window()
	{
		return window;
	}
}
