// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import sc.fiji.efficientsam.everything.Everything;
import sc.fiji.efficientsam.everything.EverythingSettings;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.util.ProgressListener;

/**
 * A lesson, and whether it is worth having: examples are held out in turn, a third at a time, with what is nearest to them, and looked for
 * by what the others teach, and by what the model knows untaught. Lessons are tried with the size that each image seems to have, and with
 * the examples' size. Immutable.
 */
public final class Teaching {

	/** Objects without which nothing can be held out. */
	public static final int LEAST = 4;

	private static final int PARTS = 3;

	/** By how much a lesson has to be better to be worth having, and one with the examples' size to be preferred: quality. */
	private static final double GAIN = 0.01, SIZE_GAIN = 0.1;

	private final Lesson lesson;
	private final HeldOut before;
	private final HeldOut after;
	private final boolean complete;

	private Teaching( final Lesson lesson, final HeldOut before, final HeldOut after, final boolean complete )
	{
		this.lesson = lesson;
		this.before = before;
		this.after = after;
		this.complete = complete;
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
		final List< Judge > judges = judges( teacher );
		final HeldOut before = hold( teacher, judges, 1, others -> null, listener ),
				unsized = hold( teacher, judges, PARTS, others -> others.teach( false, provenance ), listener ),
				sized = hold( teacher, judges, PARTS, others -> others.teach( true, provenance ), listener );
		final boolean tellSize = sized.quality() - unsized.quality() > SIZE_GAIN;
		final HeldOut after = tellSize ? sized : unsized;
		final Map< String, String > p = new LinkedHashMap<>( provenance );
		p.put( "untaught", before.toString() );
		p.put( "taught", after.toString() );
		return new Teaching( teacher.teach( tellSize, p ), before, after, teacher.examples().stream().allMatch( e -> e.complete ) );
	}

	private static List< Judge > judges( final Teacher teacher )
	{
		final List< Judge > judges = new ArrayList<>();
		int first = 0;
		for ( final ExamplePixels e : teacher.examples() )
		{
			judges.add( e.objects.isEmpty() ? null : new Judge( e, first ) );
			first += e.objects.size();
		}
		return judges;
	}

	/**
	 * How all examples are found when they are held out.
	 *
	 * @param parts
	 *            number of parts that are held out in turn
	 * @param way
	 *            the lesson that the other examples make; null for none
	 */
	private static HeldOut hold( final Teacher teacher, final List< Judge > judges, final int parts,
			final Function< Teacher, Lesson > way, final ProgressListener listener )
	{
		final double[] ious = new double[ teacher.objects() ];
		final int[] wrong = new int[ teacher.objects() ];
		for ( int part = 0; part < parts; part++ )
		{
			final Teacher others = teacher.without( part, parts );
			final Lesson lesson = way.apply( others );
			for ( int i = 0; i < judges.size(); i++ )
				if ( !others.examples().get( i ).heldOut.isEmpty() )
					judges.get( i ).judge( find( others.examples().get( i ).image, lesson, listener ), part, parts, ious, wrong );
		}
		return new HeldOut( ious, wrong );
	}

	/**
	 * All objects, as everything mode finds them.
	 *
	 * @param lesson
	 *            null for none
	 */
	static List< Mask > find( final EmbeddedImage image, final Lesson lesson, final ProgressListener listener )
	{
		// NB: the size as the model sees it untaught.
		final EverythingSettings settings = lesson == null
				? EverythingSettings.DEFAULT.with( EverythingSettings.OBJECT_SIZE, image.likelySize( 0 ) )
				: lesson.sized( EverythingSettings.DEFAULT, image );
		return new Everything( settings.with( EverythingSettings.QUALITY, EverythingSettings.INSTANCE_QUALITY ) ).run( image,
				lesson == null ? image : TaughtModel.teach( image, lesson ), listener ).objects().stream().map( SegmentedObject::mask )
				.collect( Collectors.toList() );
	}

	/** What was learned of all examples. */
	public Lesson lesson()
	{
		return lesson;
	}

	/** How examples are found without the lesson. */
	public HeldOut before()
	{
		return before;
	}

	/** How examples that were held out are found by lessons of the others. */
	public HeldOut after()
	{
		return after;
	}

	/** Whether the lesson is worth having: by more than chance, and not by making masks more exact while objects are lost. */
	public boolean isBetter()
	{
		return after.quality() > before.quality() + GAIN && after.surelyAbove( before ) > 0 && after.f1() >= before.f1();
	}

	/** In words: what it changes. */
	public String summary()
	{
		return "Examples that were held out: with the lesson " + after + "; without it " + before + "." + ( complete ? ""
				: " Wrong is only what lies on examples or close round them, as nobody said that all objects are labeled." );
	}
}
