// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Dimension;

import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JSlider;

/**
 * Finds all objects: a button that begins, how far the search is, and then what is proposed, with a slider that leaves out what is least
 * likely an object. One row, which shows what can be done now.
 */
final class FindBar extends JPanel implements ToolState.Observer {

	private static final long serialVersionUID = 1L;

	private static final String IDLE = "idle", SEARCHING = "searching", FOUND = "found";

	private static final String TIP = "Leaves out proposals of low quality: those that are least likely an object, judged by the model's " +
			"score, stability, contrast and size", SIMILAR_TIP = "Leaves out proposals that are least like the examples";

	/** Steps of the slider. */
	private static final int STEPS = 100;

	private final CardLayout cards = new CardLayout();
	private final JProgressBar progress = new JProgressBar( 0, STEPS );
	private final JSlider quality = new JSlider( 0, STEPS, 0 );
	private final JLabel count = new JLabel();
	private final JLabel label = new JLabel();
	private final AbstractButton acceptAll;
	private final transient ToolState state;
	private boolean showing;

	FindBar( final ToolState state, final Actions actions )
	{
		this.state = state;
		state.observe( this );
		setLayout( cards );
		setOpaque( false );
		final Buttons make = new Buttons( actions );
		final AbstractButton find = make.icon( Action.FIND_ALL );
		find.setText( Action.FIND_ALL.words );
		final AbstractButton similar = make.icon( Action.FIND_SIMILAR );
		similar.setText( Action.FIND_SIMILAR.words );
		add( row( null, Buttons.bar( find, similar ), null ), IDLE );
		progress.setName( "searched" );
		progress.setStringPainted( true );
		add( row( null, progress, Buttons.bar( make.icon( "Stop", Icons.DROP, "Stop looking for objects (Esc)",
				() -> actions.run( Action.DISMISS ) ) ) ), SEARCHING );
		quality.setName( "quality" );
		quality.setFocusable( false );
		quality.setOpaque( false );
		quality.setPreferredSize( new Dimension( Looks.scaled( 60 ), quality.getPreferredSize().height ) );
		quality.addChangeListener( e -> {
			if ( !showing )
				actions.guarded( () -> actions.leaveOut( ( double ) quality.getValue() / STEPS ) );
		} );
		count.setName( "proposals" );
		acceptAll = make.icon( Action.ACCEPT_ALL );
		acceptAll.setText( Action.ACCEPT_ALL.words );
		final JPanel right = row( count, Buttons.bar( acceptAll, make.icon( Action.DISMISS ) ), null );
		add( row( label, quality, right ), FOUND );
		refresh();
	}

	private static JPanel row( final JComponent start, final JComponent center, final JComponent end )
	{
		final JPanel row = new JPanel( new BorderLayout( Looks.gap(), 0 ) );
		row.setOpaque( false );
		if ( start != null )
			row.add( start, BorderLayout.LINE_START );
		row.add( center, BorderLayout.CENTER );
		if ( end != null )
			row.add( end, BorderLayout.LINE_END );
		return row;
	}

	@Override
	public void searching()
	{
		final double done = Math.max( 0, state.found.done );
		// NB: the first step takes a while, and a bar that shows nothing looks stuck.
		progress.setIndeterminate( done == 0 );
		progress.setValue( ( int ) ( STEPS * done ) );
		progress.setString( state.found.doing + ( done == 0 ? "" : ", " + progress.getValue() + " %" ) );
	}

	@Override
	public void refresh()
	{
		final Found f = state.found;
		searching();
		showing = true;
		quality.setValue( ( int ) Math.round( f.without * STEPS ) );
		showing = false;
		label.setText( f.isSimilar() ? "Similarity" : "Quality" );
		label.setToolTipText( f.isSimilar() ? SIMILAR_TIP : TIP );
		quality.setToolTipText( label.getToolTipText() );
		count.setText( f.shown.size() + " of " + f.open );
		acceptAll.setEnabled( !f.shown.isEmpty() );
		cards.show( this, f.isSearching() ? SEARCHING : f.open > 0 ? FOUND : IDLE );
	}
}
