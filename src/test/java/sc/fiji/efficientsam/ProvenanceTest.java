// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;

import sc.fiji.efficientsam.everything.EverythingSettings;
import sc.fiji.efficientsam.everything.Preset;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.segment.RefineSettings;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.session.SessionSettings;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.TestSettings;

/**
 * Every setting of every request that can change a label changes the text that results are marked with; found by
 * reflection, so that none is forgotten.
 */
public class ProvenanceTest {

	/**
	 * What is no setting: who listens, what is segmented (rows and names of the table tell), and what provenance has
	 * from the loaded model itself.
	 */
	private static final Set< String > NO_SETTINGS = new HashSet<>( Arrays.asList( "progress", "prompt", "prompts", "box", "point", "rois",
			"selection", "roiManager", "overlay()", "model", "device",
			// any setting, which the walk through all settings tries
			"set", "read",
			// changes a result only when it is canceled, which is then said
			"partial",
			// makes a further image, of the same objects
			"maps" ) );

	private static Context context;

	private static EfficientSamService sam;

	@BeforeAll
	public static void start()
	{
		context = new Context();
		sam = context.service( EfficientSamService.class );
	}

	@AfterAll
	public static void stop()
	{
		context.dispose();
	}

	/** Two different values for each parameter of a setting. */
	private static Object[] values( final Method m, final int which )
	{
		final Object[] values = new Object[ m.getParameterCount() ];
		for ( int i = 0; i < values.length; i++ )
			values[ i ] = value( m, m.getParameterTypes()[ i ], which );
		return values;
	}

	private static Object value( final Method m, final Class< ? > type, final int which )
	{
		final boolean first = which == 0;
		switch ( m.getName() )
		{
		case "range":
			return first ? 1 : 2;
		case "spacing":
			return first ? 20.0 : 20.01;
		case "areaRatio":
			return first ? 2.0 : 2.0001;
		case "percentiles":
			return null;
		case "layers":
			return first ? 1 : 2;
		case "overlap":
			return first ? "first" : "last";
		case "points":
			return first ? "each" : "together";
		case "areas":
			return first ? "box" : "mask";
		case "candidate":
			return first ? "fit" : "largest";
		case "contrast":
			return first ? "full" : "display";
		case "preset":
			return first ? "bacteria" : "em";
		case "nms":
			return first ? "mask" : "box";
		case "seeds":
			return first ? "maxima" : "minima";
		case "follow":
		case "perSlice":
			return first ? "z" : "t";
		case "direction":
			return first ? "forward" : "backward";
		default:
			return type == boolean.class ? ( Object ) first : type == int.class ? ( Object ) ( first ? 1 : 2 ) : type == double.class
					? ( Object ) ( first ? 1.0 : 0.9999 ) : first ? "1" : "2";
		}
	}

	private static String text( final ModelRequest< ? > request )
	{
		return request.chosen( request.words() ).toString();
	}

	private static int walk( final Supplier< ModelRequest< ? > > fresh ) throws ReflectiveOperationException
	{
		int walked = 0;
		for ( final Method m : fresh.get().getClass().getMethods() )
		{
			if ( m.isBridge() || Modifier.isStatic( m.getModifiers() ) || !ModelRequest.class.isAssignableFrom( m.getReturnType() )
					|| NO_SETTINGS.contains( m.getName() ) ||
					m.getParameterCount() == 0 || m.getParameterTypes()[ 0 ] == ImagePlus.class
							|| java.util.Collection.class.isAssignableFrom( m.getParameterTypes()[ 0 ] ) )
				continue;
			final List< String > texts = new ArrayList<>();
			for ( int which = 0; which < 2; which++ )
			{
				final ModelRequest< ? > request = fresh.get();
				m.invoke( request, m.getName().equals( "percentiles" ) ? new Object[] { 1 + which * 0.001, 99.0 } : values( m, which ) );
				texts.add( text( request ) );
			}
			assertNotEquals( texts.get( 0 ), texts.get( 1 ), m.toString() );
			walked++;
		}
		return walked;
	}

	@Test
	public void everySettingChangesTheText() throws ReflectiveOperationException
	{
		final ImagePlus imp = IJ.createImage( "x", "8-bit ramp", 20, 20, 1 );
		assertTrue( walk( () -> sam.segment( imp ) ) >= 12 );
		assertTrue( walk( () -> sam.everything( imp ) ) >= 17 );
		assertTrue( walk( () -> sam.refine( imp, imp ) ) >= 10 );
		assertTrue( walk( () -> sam.stack( imp ) ) >= 22 );
	}

	/** NB: results of other versions are compared by these texts. */
	@Test
	public void theTextsAreTheSameInAllVersions()
	{
		final ImagePlus imp = IJ.createImage( "x", "8-bit ramp", 20, 20, 1 );
		assertEquals( "{contrast=percentile 0.1 to 99.9, channel=displayed, settings=candidate=score objectsize=0.0 fragments=16 " +
				"holes=16 " +
				"overlap=score points=each negative=-1 inner=1 along=3 areas=box}",
				text( sam.segment( imp ) ) );
		assertEquals( "{contrast=display, channel=2, settings=inner=1 margin=0.0 agreement=0.3 score=0.5 keep=true holes=16 " +
				"overlap=score " +
				"labels=x}", text( sam.refine( imp, imp ).contrast( "display" ).channel( 2 ) ) );
		assertEquals( "{contrast=percentile 0.1 to 99.9, channel=displayed, settings=objectsize=0.0 spacing=0.0 density=4.0 layers=1 " +
				"score=0.0 stability=0.0 quality=0.25 skip=0.4 mincontrast=0.25 " +
				"smallest=0 largest=0 border=true iou=0.3 nms=mask inside=0.6 boxes=true holes=16 seeds=grid overlap=score}",
						text( sam.everything( imp ).preset( "bacteria" ).seeds( "grid" ) ) );
		assertTrue( text( sam.everything( imp ) ).contains( " seeds=auto " ) );
		assertNotEquals( text( sam.everything( imp ) ), text( sam.everything( imp ).quality( 0.4 ) ),
				"what follows from no preset is told" );
		assertEquals( "{contrast=percentile 0.1 to 99.9, channel=displayed, settings=candidate=score objectsize=0.0 fragments=16 " +
				"holes=16 " +
				"overlap=score points=each negative=-1 contrast=common every=false join=false, " +
				"stack=axis=auto range=1-0 direction=both minscore=0.5 arearatio=2.5 minoverlap=0.2 gap=2 drift=0.5 grow=0.0 minlook=0.6 " +
						"instances=false divisions=true (divisions auto)}", text( sam.stack( imp ) ) );
		assertEquals( text( sam.everything( imp ).quality( 0.2 ).preset( "em" ) ),
				text( sam.everything( imp ).preset( "em" ).quality( 0.2 ) ), "in any order" );
	}

	/**
	 * What is not said: the model and its device tell themselves, a preset and the divisions by what follows from them,
	 * and a part of the objects is said where there is one.
	 */
	private static final Set< Setting< ? > > UNSAID = new HashSet<>( Arrays.asList( ModelRequest.MODEL, Device.SETTING, Preset.SETTING,
			StackRequest.DIVISIONS, EverythingSettings.PARTIAL,
			// a further image, of the same objects
			EverythingRequest.MAPS ) );

	private static < T > String textWith( final ModelRequest< ? > request, final Setting< T > setting, final boolean first )
	{
		return text( request.read( setting, TestSettings.values( setting ).get( first ? 0 : 1 ) ) );
	}

	@Test
	public void everyDeclaredSettingIsSaidOrSaysWhyNot()
	{
		final ImagePlus imp = IJ.createImage( "x", "8-bit ramp", 20, 20, 1 );
		final Set< Setting< ? > > walked = new HashSet<>();
		for ( final Supplier< ModelRequest< ? > > fresh : Arrays.< Supplier< ModelRequest< ? > > >asList( () -> sam.segment( imp ),
				() -> sam.everything( imp ), () -> sam.refine( imp, imp ), () -> sam.stack( imp ), () -> sam.similar( imp ),
				() -> sam.teach( imp ) ) )
			for ( final Setting< ? > setting : fresh.get().settings() )
			{
				assertEquals( setting.isSaid(), !UNSAID.contains( setting ), setting.name() );
				if ( setting.isSaid() )
					assertNotEquals( textWith( fresh.get(), setting, true ), textWith( fresh.get(), setting, false ), setting.name() );
				walked.add( setting );
			}
		assertTrue( walked.size() >= 45, walked.toString() );
		for ( final List< Setting< ? > > all : Arrays.asList( SegmentSettings.ALL, EverythingSettings.ALL, RefineSettings.ALL,
				RoiPrompts.ALL, SessionSettings.ALL ) )
			assertTrue( walked.containsAll( all ), all.toString() );
	}

	/** Two texts that are equal promise equal masks: here they are not, so the texts must differ. */
	@Test
	public void pointsAlongALineAreSaid()
	{
		final ImagePlus imp = TestImages.open( "nuclei-fluorescence" );
		final Line line = new Line( 130, 110, 180, 160 );
		final Segmentation one = sam.segment( imp ).rois( line ).along( 1 ).run(), five = sam.segment( imp ).rois( line ).along( 5 ).run();
		assertFalse( one.objects().get( 0 ).mask().equals( five.objects().get( 0 ).mask() ) );
		assertNotEquals( one.provenance(), five.provenance() );
		assertEquals( one.provenance(), sam.segment( imp ).rois( line ).along( 1 ).run().provenance() );
	}

	@Test
	public void modelWeightsAndDeviceAreSaidByTheModelThatRan()
	{
		final Segmentation s = sam.segment( IJ.createImage( "x", "8-bit ramp", 20, 20, 1 ) ).point( 3, 3 ).run();
		for ( final String key : new String[] { "version", "model", "weights", "device", "library", "contrast", "channel", "settings" } )
			assertTrue( s.provenance().containsKey( key ), key );
		assertFalse( Arrays.asList( s.table().getHeadings() ).contains( "Weights" ), "once, and not in every row" );
	}
}
