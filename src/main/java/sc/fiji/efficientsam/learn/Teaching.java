// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import sc.fiji.efficientsam.everything.Everything;
import sc.fiji.efficientsam.everything.EverythingSettings;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * A lesson, and whether it is worth having: examples are held out in turn, a third at a time, and looked for by what the others teach, and
 * by what the model knows untaught. Lessons are tried with the size that each image seems to have, and with the examples' size. Immutable.
 */
public final class Teaching {

	/** Objects without which nothing can be held out. */
	public static final int LEAST = 4;

	private static final int PARTS = 3;

	/** By how much a lesson has to be better to be worth having, and one with the examples' size to be preferred: mean IoU. */
	private static final double GAIN = 0.01, SIZE_GAIN = 0.1;

	private final Lesson lesson;
	private final double before;
	private final double after;

	private Teaching( final Lesson lesson, final double before, final double after )
	{
		this.lesson = lesson;
		this.before = before;
		this.after = after;
	}

	/**
	 * Teaches. Blocks until done.
	 *
	 * @param provenance
	 *            where the examples come from, with the hash of the model's weights as "weights"
	 * @throws IllegalArgumentException
	 *             if there are fewer than {@value #LEAST} examples
	 * @throws java.util.concurrent.CancellationException
	 *             if the listener canceled
	 */
	public static Teaching of( final Teacher teacher, final Map< String, String > provenance, final ProgressListener listener )
	{
		if ( teacher.objects() < LEAST )
			throw new IllegalArgumentException( "There are " + teacher.objects() + " objects to learn from, but at least " + LEAST +
					" are needed, better 10 to 30. Accept some more." );
		double before = 0;
		final double[] after = new double[ 2 ];
		for ( int part = 0; part < PARTS; part++ )
		{
			final Teacher others = teacher.without( part, PARTS );
			before += sum( others, null, listener );
			for ( int told = 0; told < after.length; told++ )
				after[ told ] += sum( others, others.teach( told == 1, provenance ), listener );
		}
		final int n = teacher.objects();
		final boolean tellSize = ( after[ 1 ] - after[ 0 ] ) / n > SIZE_GAIN;
		return new Teaching( teacher.teach( tellSize, provenance ), before / n, after[ tellSize ? 1 : 0 ] / n );
	}

	/**
	 * The sum of the IoUs of all objects that were held out with what is found for them, less one for each that was found though it is
	 * none.
	 *
	 * @param lesson
	 *            null for none
	 */
	private static double sum( final Teacher teacher, final Lesson lesson, final ProgressListener listener )
	{
		double sum = 0;
		for ( final ExamplePixels e : teacher.examples() )
		{
			if ( e.heldOut.isEmpty() )
				continue;
			// NB: the size as the model sees it untaught.
			final EverythingSettings settings = lesson == null
					? EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE, e.image.likelySize( 0 ) )
					: lesson.sized( EverythingSettings.DEFAULT, e.image );
			final List< SegmentedObject > found = new Everything( settings ).instances( lesson == null ? e.image
					: TaughtModel.teach( e.image, lesson ), listener );
			for ( final Mask m : e.heldOut )
				sum += best( m, found );
			for ( final Mask m : e.others )
				sum -= best( m, found ) > 0.5 ? 1.0 / PARTS : 0;
		}
		return sum;
	}

	private static double best( final Mask m, final List< SegmentedObject > found )
	{
		return found.stream().mapToDouble( o -> o.mask().iou( m ) ).max().orElse( 0 );
	}

	/** What was learned of all examples. */
	public Lesson lesson()
	{
		return lesson;
	}

	/** Mean IoU of examples with what is found for them without the lesson, less what is found that is none. */
	public double before()
	{
		return before;
	}

	/** The same of examples that were held out, by lessons of the others. */
	public double after()
	{
		return after;
	}

	/** Whether the lesson is worth having. */
	public boolean isBetter()
	{
		return after > before + GAIN;
	}

	/** One sentence: what it changes. */
	public String summary()
	{
		return String.format( Locale.ROOT, "Of examples that were held out, objects are found with a mean IoU of %.2f after the lesson, " +
				"%.2f before.", after, before );
	}
}
