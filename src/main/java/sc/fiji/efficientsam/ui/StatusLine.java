// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.Locale;

import javax.swing.Icon;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;

import ij.IJ;

import sc.fiji.efficientsam.ImageSession.Proposal;
import sc.fiji.efficientsam.session.Draft;
import sc.fiji.efficientsam.session.ProposedObject;

/** What the model makes of the present object, in words, and what is being encoded. */
final class StatusLine extends JPanel implements ToolState.Observer {

	private static final long serialVersionUID = 1L;

	private static final Color NONE = new Color( 0, 0, 0, 0 );

	private final JLabel text = new JLabel( " " );
	private final JProgressBar progress = new JProgressBar();
	private String encoding = "";
	private final transient ToolState state;
	private transient Proposal shown;

	StatusLine( final ToolState state )
	{
		super( new BorderLayout( 0, Looks.scaled( 4 ) ) );
		this.state = state;
		state.observe( this );
		setOpaque( false );
		text.setName( "object" );
		progress.setName( "progress" );
		progress.setPreferredSize( new Dimension( 10, Looks.scaled( 4 ) ) );
		progress.setBorderPainted( false );
		progress.setVisible( false );
		// NB: the line keeps its place when nothing is encoded.
		final JPanel place = new JPanel( new BorderLayout() );
		place.setOpaque( false );
		place.setPreferredSize( progress.getPreferredSize() );
		place.add( progress );
		text.setPreferredSize( new Dimension( 10, Math.max( text.getPreferredSize().height, Looks.scaled( 18 ) ) ) );
		add( text, BorderLayout.CENTER );
		add( place, BorderLayout.SOUTH );
	}

	@Override
	public void encoded( final int done, final int total )
	{
		progress.setMaximum( total );
		progress.setValue( done );
		// NB: the first frame takes a while, too, and a bar that shows nothing looks stuck.
		progress.setIndeterminate( done == 0 && total == 1 );
		progress.setVisible( done < total );
		encoding = done < total ? "Preparing the image" + ( total > 1 ? ", " + ( done + 1 ) + " of " + total : "" ) +
				"; clicks work already" : "";
		progress.setToolTipText( encoding );
		if ( state.draft() == null )
			refresh();
	}

	@Override
	public void refresh()
	{
		final Draft d = state.draft();
		final Proposal p = state.proposal();
		if ( state.found.pointed != null )
		{
			show( state.found.pointed );
			shown = null;
			return;
		}
		if ( d == null )
			show( state.mode() != Mode.INCLUDE ? state.mode().hint() : state.found.shown.isEmpty() ? encoding.isEmpty()
					? state.mode().hint() : encoding : "Click: an outline is accepted, else a new object", null, null );
		else if ( p != null && p != shown )
			IJ.showStatus( show( d, p ) );
		else if ( p == null )
			show( d.drawn() == null ? "..." : "Drawn, " + d.drawn().area() + " pixels", null, null );
		shown = p;
	}

	/** What a click accepts. */
	@Override
	public void pointed()
	{
		refresh();
	}

	private void show( final ProposedObject o )
	{
		final Certainty c = Certainty.of( o.score() );
		show( String.format( Locale.ROOT, "Click accepts this proposal - %s (%.2f)", c.words().toLowerCase( Locale.ROOT ), o.score() ), c,
				null );
	}

	/**
	 * What the model made of the object.
	 *
	 * @return the same in words
	 */
	private String show( final Draft draft, final Proposal p )
	{
		if ( !p.object().isFound() )
		{
			show( "Nothing found there; add a point or a box", Certainty.UNSURE, null );
			return text.getText();
		}
		final Certainty c = Certainty.of( p.object().score() );
		final String mask = p.candidates() == 0 ? "1 (best)" : Math.min( Math.max( 1, draft.choice() ), p.candidates() ) + " of " +
				p.candidates();
		final String score = String.format( Locale.ROOT, "%.2f", p.object().score() );
		show( c.words() + " (" + score + ")" + c.advice() + ", mask " + mask, c,
				"<html>The model's own estimate of how well the mask fits: " + score + " (predicted IoU, from 0 to 1)<br>" +
						p.object().mask().area() + " pixels, mask " + mask + "</html>" );
		return c.words() + " (" + score + ")" + c.advice() + ", " + p.object().mask().area() + " pixels, mask " + mask;
	}

	private void show( final String words, final Certainty certainty, final String tip )
	{
		text.setIcon( new Dot( certainty ) );
		text.setText( words );
		text.setToolTipText( tip == null ? words : tip );
	}

	/** A sign in the color of the certainty. */
	static final class Dot implements Icon
	{
		private final Certainty certainty;

		Dot( final Certainty certainty )
		{
			this.certainty = certainty;
		}

		@Override
		public void paintIcon( final Component c, final Graphics graphics, final int x, final int y )
		{
			final Graphics2D g = ( Graphics2D ) graphics.create();
			g.setRenderingHint( RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON );
			g.setColor( certainty == null ? NONE : certainty.color( c ) );
			g.fillOval( x, y, getIconWidth(), getIconHeight() );
			g.setColor( certainty == null ? Looks.quiet( c ) : NONE );
			g.drawOval( x, y, getIconWidth() - 1, getIconHeight() - 1 );
			g.dispose();
		}

		@Override
		public int getIconWidth()
		{
			return Looks.scaled( 10 );
		}

		@Override
		public int getIconHeight()
		{
			return Looks.scaled( 10 );
		}
	}
}
