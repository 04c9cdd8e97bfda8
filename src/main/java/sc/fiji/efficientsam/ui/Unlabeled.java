// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Rectangle;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import javax.swing.SwingUtilities;

import ij.gui.ImageCanvas;

import sc.fiji.efficientsam.everything.SeedPoints;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.mask.Box;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionObject;

/**
 * Goes to what nobody has labeled yet: to the nearest bright or dark spot of the
 * plane that belongs to no object, which is prompted by a point; if there is none,
 * to the next plane without objects. To be used from the event thread.
 */
final class Unlabeled {

	/** Long side of objects in pixels where nothing tells it. */
	private static final double USUAL_SIZE = 40;

	private final ToolState state;
	private final Actions actions;
	private final Set< PromptPoint > visited = new HashSet<>();
	private Plane searched;

	Unlabeled( final ToolState state, final Actions actions )
	{
		this.state = state;
		this.actions = actions;
	}

	void next()
	{
		final Plane plane = state.plane;
		if ( !plane.equals( searched ) )
			visited.clear();
		searched = plane;
		final double size = size();
		final List< SessionObject > objects = state.accepted().objects( plane );
		final CompletableFuture< ? > work = state.view().thenApplyAsync( view -> spots( view.image().image(), size, objects ) )
				.thenAccept( spots -> SwingUtilities.invokeLater( () -> go( plane, spots ) ) );
		work.exceptionally( e -> {
			final Throwable cause = e.getCause() == null ? e : e.getCause();
			// NB: canceled is what nobody waits for any more.
			if ( !( cause instanceof CancellationException ) )
				SwingUtilities.invokeLater( () -> actions.failed( cause ) );
			return null;
		} );
	}

	/** The size that the user tells, or the middle one of the accepted objects. */
	private double size()
	{
		final double told = state.settings.segment().objectSize();
		final double[] sizes = state.accepted().objects().stream().mapToDouble( o -> o.mask().bounds().longSide() ).sorted().toArray();
		return told > 0 ? told : sizes.length > 0 ? sizes[ sizes.length / 2 ] : USUAL_SIZE;
	}

	/** Bright or dark spots: of those that agree better with the objects there are. */
	private static List< PromptPoint > spots( final RgbImage image, final double size, final List< SessionObject > objects )
	{
		final List< PromptPoint > bright = SeedPoints.extrema( image, size, true ), dark = SeedPoints.extrema( image, size, false );
		return hits( dark, objects ) > hits( bright, objects ) ? dark : bright.isEmpty() ? dark : bright;
	}

	private static long hits( final List< PromptPoint > spots, final List< SessionObject > objects )
	{
		return spots.stream().filter( p -> isIn( p, objects ) ).count();
	}

	private static boolean isIn( final PromptPoint p, final List< SessionObject > objects )
	{
		return objects.stream().anyMatch( o -> o.mask().contains( ( int ) p.x(), ( int ) p.y() ) );
	}

	private void go( final Plane plane, final List< PromptPoint > spots )
	{
		if ( !plane.equals( state.plane ) || state.closed )
			return;
		final List< SessionObject > objects = state.accepted().objects( plane );
		final Box last = objects.isEmpty() ? null : Collections.max( objects, Comparator.comparingInt( SessionObject::id ) ).mask()
				.bounds();
		final double x = last == null ? state.look().x : last.centerX(), y = last == null ? state.look().y : last.centerY();
		final Optional< PromptPoint > next = spots.stream().filter( p -> !visited.contains( p ) && !isIn( p, objects ) )
				.min( Comparator.comparingDouble( p -> Math.hypot( p.x() - x, p.y() - y ) ) );
		if ( next.isPresent() )
		{
			visited.add( next.get() );
			scrollTo( next.get() );
			actions.click( ( int ) next.get().x(), ( int ) next.get().y(), true, false );
		}
		else
			nextPlane();
	}

	private void scrollTo( final PromptPoint p )
	{
		final ImageCanvas canvas = state.image.getCanvas();
		final Rectangle r = canvas == null ? null : new Rectangle( canvas.getSrcRect() );
		if ( r == null || r.contains( p.x(), p.y() ) )
			return;
		r.x = Math.max( 0, Math.min( state.image.getWidth() - r.width, ( int ) p.x() - r.width / 2 ) );
		r.y = Math.max( 0, Math.min( state.image.getHeight() - r.height, ( int ) p.y() - r.height / 2 ) );
		canvas.setSourceRect( r );
		canvas.repaint();
	}

	private void nextPlane()
	{
		final int slices = state.image.getNSlices(), n = slices * state.image.getNFrames();
		final int now = ( state.plane.t() - 1 ) * slices + state.plane.z() - 1;
		for ( int i = 1; i < n; i++ )
		{
			final int k = ( now + i ) % n;
			final Plane p = new Plane( k % slices + 1, k / slices + 1 );
			if ( state.accepted().objects( p ).isEmpty() )
			{
				state.goTo( p );
				state.say( "Nothing more was found there; this is the next plane without objects.", false );
				return;
			}
		}
		state.say( "Nothing was found that is not labeled.", false );
	}
}
