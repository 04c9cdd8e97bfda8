// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Color;
import java.awt.Point;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import javax.swing.SwingUtilities;

import org.scijava.prefs.PrefService;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.ObjectSizes;
import sc.fiji.efficientsam.export.SessionImages;
import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.SessionState;
import sc.fiji.efficientsam.util.Menus;

/**
 * The interactive tool of one image: makes its parts, opens and closes them, follows the image, and hands on what is to be done.
 * What the parts know is in {@link ToolState}. To be used from the event thread, which is never blocked: encoding, decoding and
 * saving run in threads of their own.
 */
final class Tool implements Actions, ImageWatcher.Listener, ToolState.Observer {

	/** Nanoseconds between two attempts to open a model again. */
	private static final long REOPEN = 10_000_000_000L;

	private final EfficientSamService sam;
	private final ImagePlus imp;
	private final ToolState state;
	private final Map< Action, Runnable > actions = new EnumMap<>( Action.class );
	private final Prompting prompting;
	private final Labeling objects;
	private final FindAll finder;
	private final InteractiveWindow window;
	private final ImageWatcher watcher;
	private final Asker asker;
	private final ObjectSizes sizes;
	/** NB: macros can change the session, too. */
	private final Runnable follow = () -> SwingUtilities.invokeLater( this::sessionChanged );
	private SessionState drawn;
	private Embedder embedder;
	private ObjectOverlay overlay;
	private Keeper keeper;
	private Results results;
	private long reopened = System.nanoTime() - REOPEN;

	Tool( final EfficientSamService sam, final ImagePlus imp, final SessionSettings settings, final Asker asker )
	{
		this.sam = sam;
		this.imp = imp;
		final PrefService prefs = sam.context().getService( PrefService.class );
		sizes = new ObjectSizes( prefs );
		final double size = sizes.settle( imp, settings.segment().objectSize() );
		state = new ToolState( imp, settings.with( "objectsize", Double.toString( size ) ) );
		state.begin( sam.session( imp ) );
		prompting = new Prompting( state, this, sam.loader()::announceFailure, this::computingFailed );
		objects = new Labeling( state );
		finder = new FindAll( state, objects, this::reopens, this::failed );
		// NB: masks of old drafts are dropped before anybody shows them.
		state.observe( prompting );
		state.observe( objects );
		state.observe( finder );
		state.observe( this );
		window = new InteractiveWindow( state, this, sam.models(), this::asker, new WindowMemory( prefs ), () -> close( true ) );
		this.asker = asker == null ? new SwingAsker( window, imp ) : asker;
		bind();
		begin();
		watcher = new ImageWatcher( state, this, this, window );
		window.show( imp );
	}

	private Asker asker()
	{
		return asker;
	}

	private void bind()
	{
		actions.put( Action.ACCEPT, objects::accept );
		actions.put( Action.DROP, prompting::discard );
		actions.put( Action.OTHER, () -> prompting.cycle( 1 ) );
		actions.put( Action.OTHER_BACK, () -> prompting.cycle( -1 ) );
		actions.put( Action.UNDO, objects::undo );
		actions.put( Action.REDO, objects::redo );
		actions.put( Action.EDIT, objects::edit );
		actions.put( Action.ADD_SELECTION, () -> objects.brush( true ) );
		actions.put( Action.CUT_SELECTION, () -> objects.brush( false ) );
		actions.put( Action.MERGE, objects::merge );
		actions.put( Action.DELETE, objects::delete );
		actions.put( Action.NEXT, new Unlabeled( state, this )::next );
		actions.put( Action.FIND_ALL, finder::find );
		actions.put( Action.FIND_SIMILAR, finder::findSimilar );
		actions.put( Action.ACCEPT_ALL, finder::acceptAll );
		actions.put( Action.DISMISS, finder::dismiss );
		actions.put( Action.PREVIEW, prompting::togglePreviews );
		actions.put( Action.LABELS, () -> results.showLabels() );
		actions.put( Action.CLASSES, () -> results.showClasses() );
		actions.put( Action.TABLE, () -> results.showTable() );
		actions.put( Action.MANAGER, () -> results.toManager() );
		actions.put( Action.SAVE, () -> keeper.save() );
		actions.put( Action.OPEN, () -> keeper.load() );
		actions.put( Action.TEACH, this::teach );
	}

	/** Takes up the session of the image as it is now. */
	private void begin()
	{
		state.begin( sam.session( imp ) );
		state.session().addListener( follow );
		overlay = new ObjectOverlay( imp, state.images().images() );
		keeper = new Keeper( state, this, asker );
		results = new Results( state, this );
		keeper.recover();
		embedder = new Embedder( state, this::pixelsChanged, this::computingFailed );
		turn();
	}

	// -- What the image does --

	/** Turns to the plane that the image shows, and forgets what was known of the one before. */
	private void turn()
	{
		state.encoded( 0, 1 );
		final Point look = state.look();
		embedder.turnTo( state.plane, state.settings, look.x, look.y, Embedder.neighbors( imp, state.plane ) );
		prompting.imageChanged();
		state.refresh();
	}

	@Override
	public void imageChanged()
	{
		if ( state.closed || imp.getProcessor() == null )
			return;
		if ( !state.images().images().fits( imp ) )
			sizeChanged();
		else if ( state.showsOtherPlane() )
		{
			state.plane = SessionImages.plane( imp );
			state.preview = Mask.EMPTY;
			state.stopWaiting();
			state.selected.removeIf( id -> !state.accepted().object( id ).plane().equals( state.plane ) );
			turn();
			finder.imageChanged( "The image shows another slice." );
		}
		else
			embedder.check( state.plane, state.settings, state.look().x, state.look().y );
	}

	private void pixelsChanged()
	{
		prompting.decode();
		finder.imageChanged( "The image has changed." );
	}

	/** NB: objects of an image of another size are of no use on this one; they stay in a label image. */
	private void sizeChanged()
	{
		final int n = state.accepted().objects().size();
		state.stopWaiting();
		state.selected.clear();
		end( n > 0 );
		overlay.clear();
		finder.imageChanged( "" );
		begin();
		final String kept = n == 0 ? "" : " The " + n + " object(s) from before are in a label image.";
		state.say( "The image has another size now." + kept, n > 0 );
	}

	@Override
	public void imageClosed()
	{
		if ( !state.closed )
			close( false );
	}

	@Override
	public void selectionMade( final Roi roi )
	{
		prompting.selection( roi );
	}

	private void sessionChanged()
	{
		if ( !state.closed && state.accepted() != drawn )
			state.objectsChanged();
	}

	@Override
	public void objectsChanged()
	{
		keeper.changed();
		results.follow();
	}

	@Override
	public void refresh()
	{
		redraw();
	}

	@Override
	public void redraw()
	{
		drawn = state.accepted();
		overlay.draw( state );
	}

	// -- Closing --

	/** Whether there is something to be asked before closing; from any thread. */
	boolean asks()
	{
		return keeper.asks();
	}

	/**
	 * Closes the tool, after asking what is to become of objects that were not saved.
	 *
	 * @param mayCancel
	 *            whether the user may change their mind
	 * @return completed on the event thread when everything that the user wants to keep is shown; canceled if they changed their mind
	 */
	CompletableFuture< Void > close( final boolean mayCancel )
	{
		final CompletableFuture< Void > shown = new CompletableFuture<>();
		final Keeper.Answer answer = keeper.ask( mayCancel );
		if ( answer == Keeper.Answer.CANCEL )
		{
			shown.cancel( false );
			return shown;
		}
		state.closed = true;
		if ( answer == Keeper.Answer.DISCARD || imp.getProcessor() == null )
			overlay.clear();
		else
			overlay.leave( state.accepted() );
		if ( answer == Keeper.Answer.DISCARD )
			sam.forget( imp );
		Interactive.remove( this );
		watcher.close();
		prompting.close();
		finder.close();
		window.dispose();
		return end( answer == Keeper.Answer.SHOW );
	}

	/** Lets go of the session; its labels are shown if they are wanted. */
	private CompletableFuture< Void > end( final boolean wanted )
	{
		final CompletableFuture< Void > shown = wanted ? results.leave() : CompletableFuture.completedFuture( null );
		state.session().removeListener( follow );
		embedder.close();
		keeper.close( shown );
		return shown;
	}

	// -- Actions --

	@Override
	public void run( final Action action )
	{
		guarded( actions.get( action ) );
	}

	/** NB: the command's dialog is the current image's. */
	private void teach()
	{
		IJ.selectWindow( imp.getID() );
		IJ.doCommand( Menus.TEACH );
	}

	@Override
	public void click( final int x, final int y, final boolean positive, final boolean add )
	{
		if ( positive || state.draft() != null || !finder.reject( x, y ) )
			prompting.click( x, y, positive, add );
	}

	@Override
	public void box( final Box box, final boolean add )
	{
		prompting.box( box, add );
	}

	@Override
	public void hover( final int x, final int y, final boolean positive, final boolean add )
	{
		finder.hover( x, y, positive && !add );
		prompting.hover( x, y, positive, add );
	}

	@Override
	public void leave()
	{
		prompting.leave();
		finder.leave();
	}

	/** A click that accepts a proposal, if there is one; whether there is. */
	boolean accept( final int x, final int y )
	{
		return finder.accept( x, y );
	}

	@Override
	public void leaveOut( final double part )
	{
		finder.leaveOut( part );
	}

	@Override
	public void classify( final String name )
	{
		objects.classify( name );
	}

	@Override
	public void define( final String name, final Color color )
	{
		objects.define( name, color );
	}

	@Override
	public void set( final SessionSettings changed )
	{
		if ( changed.equals( state.settings ) )
			return;
		if ( changed.segment().objectSize() != state.settings.segment().objectSize() )
			sizes.remember( imp, changed.segment().objectSize() );
		state.settings = changed;
		finder.settingsChanged();
		turn();
	}

	/**
	 * A computation has failed. NB: models are closed when the number of threads or
	 * the device is changed, for example; then they are opened anew, once.
	 */
	private void computingFailed( final Throwable e )
	{
		if ( !state.closed && !reopens( e ) )
			failed( e );
	}

	/** Whether a computation that has failed can be tried again, with a model that was opened anew. */
	private boolean reopens( final Throwable e )
	{
		final long now = System.nanoTime();
		if ( !( e instanceof InferenceException ) || now - reopened <= REOPEN )
			return false;
		reopened = now;
		turn();
		return true;
	}

	@Override
	public void failed( final Throwable e )
	{
		state.stopWaiting();
		final String reason = e.getMessage() == null ? e.toString() : e.getMessage();
		state.say( reason, true );
		IJ.log( "EfficientSAM: " + reason );
		if ( !( e instanceof IllegalArgumentException ) )
			sam.log().error( e );
	}

	// -- For those who look on --

	ToolState state()
	{
		return state;
	}

	InteractiveWindow window()
	{
		return window;
	}

	Keeper keeper()
	{
		return keeper;
	}
}
