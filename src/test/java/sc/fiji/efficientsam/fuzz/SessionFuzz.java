// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;

import sc.fiji.efficientsam.ImageSession;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.session.Conflict;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.ProposedObject;
import sc.fiji.efficientsam.session.SessionFile;
import sc.fiji.efficientsam.session.SessionObject;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.session.SessionState;
import sc.fiji.efficientsam.session.Step;
import sc.fiji.efficientsam.util.ProgressListener;

/** Steps of a session in any order: what was saved, undone, or replayed is what there was. */
final class SessionFuzz {

	private static final SessionSettings SETTINGS = SessionSettings.of( DiscModel.ID );

	private SessionFuzz()
	{}

	static Plane plane( final Dice dice, final ImagePlus imp )
	{
		return dice.chance( 0.05 ) ? new Plane( dice.between( 1, 9 ), dice.between( 1, 9 ) )
				: new Plane( dice.between( 1, imp.getNSlices() ), dice.between( 1, imp.getNFrames() ) );
	}

	static void run( final Dice dice, final Lab lab ) throws Exception
	{
		final ImagePlus imp = RandomImages.image( dice );
		final String before = Invariants.describe( imp, true );
		final ImageSession s = lab.sam().session( imp );
		for ( int n = dice.between( 1, 15 ); n > 0; n-- )
			step( dice, s, imp );
		requireSound( s, imp );
		final Path file = lab.folder().resolve( "a.json" ), second = lab.folder().resolve( "b.json" );
		s.save( file, SETTINGS );
		final ImageSession restored = another( lab, imp );
		restored.restore( SessionFile.read( file ) );
		SessionFile.of( restored.state(), SessionFile.read( file ).image(), SETTINGS, SessionFile.read( file ).provenance() )
				.write( second );
		assertArrayEquals( Files.readAllBytes( file ), Files.readAllBytes( second ), "a session that is read and written" );
		final Map< Integer, Long > labels = Invariants.counts( s.labels() );
		assertEquals( labels, Invariants.counts( restored.labels() ), "a session that was restored" );
		final ImageSession replayed = another( lab, imp );
		replayed.replay( SessionFile.read( file ), ProgressListener.NONE );
		assertEquals( labels, Invariants.counts( replayed.labels() ), "a session that was replayed" );
		requireUndo( s );
		assertEquals( before, Invariants.describe( imp, true ), "the image is as it was" );
		lab.sam().forget( imp );
	}

	/** A session on the same image, which begins anew. NB: not on a copy, which ImageJ may show in other colors. */
	private static ImageSession another( final Lab lab, final ImagePlus imp )
	{
		lab.sam().forget( imp );
		return lab.sam().session( imp );
	}

	/** NB: a step that is refused changes nothing. */
	private static void step( final Dice dice, final ImageSession s, final ImagePlus imp )
	{
		final SessionState before = s.state();
		try
		{
			if ( dice.chance( 0.1 ) )
				s.session().undo();
			else if ( dice.chance( 0.1 ) )
				s.session().redo();
			else
				s.run( random( dice, imp ) );
		}
		catch ( final IllegalArgumentException e )
		{
			assertTrue( Fuzz.isRefusal( e ), () -> Fuzz.trace( e ) );
			assertSame( before, s.state(), "a refused step changes nothing" );
		}
	}

	private static Step random( final Dice dice, final ImagePlus imp )
	{
		final int w = imp.getWidth(), h = imp.getHeight(), id = dice.chance( 0.7 ) ? 0 : dice.between( 1, 6 );
		final String objectClass = dice.of( "", "", "Cell", "other" );
		final Conflict conflict = dice.of( Conflict.values() );
		switch ( dice.upTo( 10 ) )
		{
		case 0:
			return Step.delete( Arrays.asList( dice.between( 1, 5 ) ) );
		case 1:
			return Step.merge( Arrays.asList( dice.between( 1, 5 ), dice.between( 1, 5 ) ) );
		case 2:
			return Step.classify( Arrays.asList( dice.between( 1, 5 ) ), objectClass );
		case 3:
			return Step.define( dice.of( "Cell", "other", dice.word() ), dice.upTo( 1 << 24 ) );
		case 6:
			final List< ProposedObject > some = new ArrayList<>();
			for ( int n = dice.between( 1, 4 ); n > 0; n-- )
				some.add( new ProposedObject( RandomPrompts.blob( dice, w, h ), dice.chance( 0.5 )
						? null : RandomPrompts.prompt( dice, w, h ).withName( "" ), dice.chance( 0.5 ) ? Double.NaN : 0.7, 0.5 ) );
			return Step.add( plane( dice, imp ), some, objectClass, conflict, SETTINGS );
		case 4:
		case 5:
			return Step.draw( plane( dice, imp ), RandomPrompts.blob( dice, w, h ), id, objectClass, conflict );
		default:
			return Step.accept( plane( dice, imp ), RandomPrompts.prompt( dice, w, h ).withName( "" ), dice.upTo( 4 ), id, objectClass,
					conflict, SETTINGS.with( "contrast", dice.of( "percentile", "full" ) )
					.with( "channel", Integer.toString( dice.between( 1, imp.getNChannels() ) ) ) );
		}
	}

	private static void requireSound( final ImageSession s, final ImagePlus imp )
	{
		int last = 0;
		for ( final SessionObject o : s.state().objects() )
		{
			final Mask m = o.mask();
			assertTrue( !m.isEmpty() && m.x() >= 0 && m.y() >= 0 && m.x() + m.width() <= imp.getWidth()
					&& m.y() + m.height() <= imp.getHeight(), () -> "object " + o.id() + ": " + m );
			assertTrue( o.id() > last && o.id() <= s.state().lastId(), "labels are unique and known" );
			assertTrue( o.plane().z() <= imp.getNSlices() && o.plane().t() <= imp.getNFrames(), () -> "object " + o.id() + " is on " +
					o.plane() );
			last = o.id();
		}
		assertEquals( s.state().objects().size(), s.rois().size() );
		assertEquals( s.state().objects().size(), s.table().size() );
	}

	private static void requireUndo( final ImageSession s )
	{
		final SessionState end = s.state();
		while ( s.session().canUndo() )
			s.session().undo();
		assertTrue( s.state().objects().isEmpty() && s.state().classes().isEmpty(), "all undone" );
		while ( s.session().canRedo() && s.state() != end )
			s.session().redo();
		assertSame( end, s.state(), "all done again" );
	}
}
