// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.function.DoubleConsumer;

import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JSpinner;
import javax.swing.SpinnerNumberModel;
import javax.swing.Timer;

/** How large objects are: a slider and a number, in pixels, and a circle of that size on the image while they are changed. */
final class SizeSlider extends JPanel {

	private static final long serialVersionUID = 1L;

	private static final String TIP = "Typical long side of the objects in pixels. It decides at what scale the model looks, and matters " +
			"more than anything else; 0 for automatic.";

	private static final String PIXELS = "pixels", UNKNOWN = "(automatic)";

	/** Steps of the slider; the first one is "not known". */
	private static final int STEPS = 200;

	private static final double SMALLEST = 4;

	private final double largest;
	private final JSlider slider = new JSlider( 0, STEPS, 0 );
	private final JSpinner number;
	private final JLabel unit = new JLabel( PIXELS );
	private boolean showing;
	/** What was found automatically; 0 if nothing. */
	private double found;

	/**
	 * @param largest
	 *            pixels at the right end of the slider; numbers can be larger
	 * @param circle
	 *            shows a circle of a size; 0 to hide it
	 * @param apply
	 *            takes a size that has settled
	 */
	SizeSlider( final double size, final double largest, final DoubleConsumer circle, final DoubleConsumer apply )
	{
		super( new BorderLayout( Looks.gap(), 0 ) );
		this.largest = Math.max( 10 * SMALLEST, largest );
		setOpaque( false );
		number = new JSpinner( new SpinnerNumberModel( size, 0, 100000, 5 ) );
		final JSpinner.NumberEditor editor = new JSpinner.NumberEditor( number, "0.#" );
		number.setEditor( editor );
		// NB: keys that are pressed next are not meant for the number.
		editor.getTextField().addActionListener( e -> editor.getTextField().transferFocus() );
		number.setName( "objectsize" );
		slider.setName( "sizeslider" );
		slider.setFocusable( false );
		slider.setOpaque( false );
		slider.setToolTipText( TIP );
		number.setToolTipText( TIP );
		slider.setPreferredSize( new Dimension( Looks.scaled( 120 ), slider.getPreferredSize().height ) );
		number.setPreferredSize( new Dimension( Looks.scaled( 66 ), number.getPreferredSize().height ) );
		final JLabel label = Looks.label( "Object size" );
		label.setToolTipText( TIP );
		add( label, BorderLayout.LINE_START );
		add( slider, BorderLayout.CENTER );
		final JPanel right = new JPanel( new BorderLayout( Looks.scaled( 4 ), 0 ) );
		right.setOpaque( false );
		right.add( number, BorderLayout.CENTER );
		unit.setPreferredSize( new Dimension( Math.max( new JLabel( PIXELS ).getPreferredSize().width,
				new JLabel( UNKNOWN ).getPreferredSize().width ), unit.getPreferredSize().height ) );
		right.add( unit, BorderLayout.LINE_END );
		add( right, BorderLayout.LINE_END );
		// NB: slider and arrows tell of every step, and each would begin to encode.
		final Timer settled = new Timer( 400, e -> {
			if ( slider.getValueIsAdjusting() )
				( ( Timer ) e.getSource() ).restart();
			else
				apply.accept( pixels() );
		} );
		settled.setRepeats( false );
		final Timer hide = new Timer( 1500, e -> circle.accept( 0 ) );
		hide.setRepeats( false );
		show( size );
		slider.addChangeListener( e -> {
			if ( !showing )
				number.setValue( size( slider.getValue() ) );
		} );
		number.addChangeListener( e -> {
			final boolean told = showing;
			showing = true;
			slider.setValue( step( pixels() ) );
			unit.setText( unit() );
			showing = told;
			if ( told )
				return;
			settled.restart();
			circle.accept( pixels() );
			hide.restart();
		} );
		slider.addMouseListener( new MouseAdapter()
		{
			@Override
			public void mousePressed( final MouseEvent e )
			{
				circle.accept( pixels() > 0 ? pixels() : found );
				hide.restart();
			}
		} );
	}

	private String unit()
	{
		return pixels() > 0 ? PIXELS : found > 0 ? "(auto: " + Math.round( found ) + ")" : UNKNOWN;
	}

	/**
	 * Tells what size is used where none is set.
	 *
	 * @param size
	 *            in pixels; 0 if none was found
	 */
	void automatic( final double size )
	{
		found = size;
		unit.setText( unit() );
	}

	/** Pixels; 0 for automatic. */
	double pixels()
	{
		return ( ( Number ) number.getValue() ).doubleValue();
	}

	/** Shows a size that comes from elsewhere. */
	void show( final double size )
	{
		showing = true;
		number.setValue( size );
		slider.setValue( step( size ) );
		unit.setText( unit() );
		showing = false;
	}

	/** NB: by the logarithm, as a pixel more or less counts for small objects only. */
	private double size( final int step )
	{
		return step == 0 ? 0 : Math.round( SMALLEST * Math.pow( largest / SMALLEST, ( step - 1.0 ) / ( STEPS - 1 ) ) );
	}

	private int step( final double size )
	{
		return size <= 0 ? 0 : ( int ) Math.max( 1, Math.min( STEPS,
				1 + Math.round( ( STEPS - 1 ) * Math.log( size / SMALLEST ) / Math.log( largest / SMALLEST ) ) ) );
	}
}
