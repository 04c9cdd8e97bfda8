// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.log.LogLevel;
import org.scijava.log.LogListener;
import org.scijava.log.LogService;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.script.ScriptInfo;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;
import org.scijava.util.FileUtils;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.measure.ResultsTable;

import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.source.LabelImageReader;

/** Runs the templates of the Script Editor, those for other plugins as far as the hand-over to them. */
public class ScriptTemplatesTest extends MacroTestBase {

	private static final String MENU = "EfficientSAM/";

	private ScriptService scripts;

	private File out;

	@BeforeEach
	public void prepare()
	{
		scripts = context.service( ScriptService.class );
		// NB: imagej-legacy does this in Fiji.
		scripts.addAlias( ImagePlus.class );
		out = new File( folder.toFile(), "the results" );
	}

	/** As the Script Editor finds them. */
	private static Map< String, URL > templates()
	{
		final Map< String, URL > own = new TreeMap<>();
		FileUtils.findResources( null, "script_templates", null ).forEach( ( name, url ) -> {
			if ( name.startsWith( MENU ) )
				own.put( name.substring( MENU.length() ), url );
		} );
		return own;
	}

	private static File file( final String name )
	{
		return FileUtils.urlToFile( templates().get( name ) );
	}

	private ScriptModule run( final String name, final Object... inputs ) throws Exception
	{
		final Map< String, Object > map = new HashMap<>();
		map.put( "folder", out.getPath() );
		for ( int i = 0; i < inputs.length; i += 2 )
			map.put( ( String ) inputs[ i ], inputs[ i + 1 ] );
		final ScriptModule module = new ScriptInfo( context, file( name ) ).createModule();
		context.inject( module );
		final StringBuilder errors = new StringBuilder();
		final LogListener listener = message -> errors.append( message.level() == LogLevel.ERROR
				? message.text() + " " + message.throwable() : "" );
		// NB: SciJava logs what a script throws, and nothing else.
		context.service( LogService.class ).addLogListener( listener );
		try
		{
			context.service( ModuleService.class ).run( module, true, map ).get();
		}
		finally
		{
			context.service( LogService.class ).removeLogListener( listener );
		}
		if ( errors.length() > 0 )
			throw new IllegalStateException( errors.toString() );
		return module;
	}

	private String refused( final String name, final Object... inputs )
	{
		return assertThrows( IllegalStateException.class, () -> run( name, inputs ) ).getMessage();
	}

	/** A piece of a real image. */
	private static ImagePlus blobs( final int x, final int y )
	{
		final ImagePlus imp = TestImages.open( "blobs" );
		imp.setRoi( x, y, 140, 120 );
		return new ImagePlus( "a piece.tif", imp.getProcessor().crop() );
	}

	/** The piece as it drifts. */
	private static ImagePlus series()
	{
		final ImageStack stack = new ImageStack( 140, 120 );
		for ( int t = 0; t < 2; t++ )
			stack.addSlice( blobs( 60 + 3 * t, 70 + 2 * t ).getProcessor() );
		final ImagePlus imp = new ImagePlus( "a series.tif", stack );
		imp.setDimensions( 1, 1, 2 );
		return imp;
	}

	/** The boxes of the objects that lie in the first frame with some space around them. */
	private String boxes() throws IOException
	{
		final List< Roi > inside = new ArrayList<>();
		for ( final Roi box : RoiFiles.read( TestImages.file( "blobs-boxes.zip" ) ) )
			if ( new Rectangle( 70, 80, 120, 100 ).contains( box.getBounds() ) )
			{
				box.setLocation( box.getXBase() - 60, box.getYBase() - 70 );
				inside.add( box );
			}
		inside.get( 1 ).setName( "second" );
		return Files.write( folder.resolve( "boxes.zip" ), RoiFiles.toZip( inside.subList( 0, 4 ) ) ).toString();
	}

	@Test
	public void theScriptEditorFindsThemAndTheDocumentationNamesThem() throws IOException
	{
		assertEquals( new TreeSet<>( Arrays.asList( "Everything_to_TrackMate.groovy", "Folder_to_Table.ijm", "Follow_Cells.groovy",
				"Measure_Objects_per_Channel.groovy", "Objects_to_MorphoLibJ.groovy", "Refine_StarDist_or_Cellpose_Labels.groovy" ) ),
				templates().keySet() );
		final String page = new String( Files.readAllBytes( Paths.get( "docs", "macros.md" ) ), StandardCharsets.UTF_8 );
		for ( final String name : templates().keySet() )
		{
			final String label = name.substring( 0, name.lastIndexOf( '.' ) ).replace( '_', ' ' );
			assertTrue( page.contains( "| " + label + " |" ), "docs/macros.md does not tell what \"" + label + "\" does" );
			final List< String > lines = Files.readAllLines( file( name ).toPath(), StandardCharsets.UTF_8 );
			assertTrue( lines.get( 0 ).startsWith( "// " ) && lines.size() <= 100, name );
			for ( final ModuleItem< ? > item : new ScriptInfo( context, file( name ) ).inputs() )
			{
				assertFalse( item.getType() == File.class && !item.isRequired(),
						name + ": SciJava asks for a lone file by a window of its own, and cancels without a screen" );
				if ( !item.getType().getName().endsWith( "Service" ) )
					assertTrue( item.getLabel() != null && item.isPersisted() == item.getType().equals( ImagePlus.class ),
							name + ": " + item.getName() );
			}
		}
	}

	@Test
	public void everyFrameIsLabeledForTrackMate() throws Exception
	{
		final ImagePlus imp = series();
		imp.setRoi( 10, 10, 30, 30 );
		final String said = refused( "Everything_to_TrackMate.groovy", "imp", imp, "size", 20.0, "distance", 15.0, "gap", 2 );
		assertTrue( said.contains( "TrackMate 7.9 or newer is not installed" ) && said.contains( out.getPath() ), said );
		final ImagePlus labels = IJ.openImage( new File( out, "a series-labels.tif" ).getPath() );
		assertEquals( 2, labels.getNFrames() );
		assertEquals( 140, labels.getWidth() );
		for ( int t = 1; t <= 2; t++ )
			assertTrue( labels.getStack().getProcessor( t ).getStats().max >= 8, "objects in frame " + t );
		assertEquals( 30, imp.getRoi().getBounds().width, "the selection is back" );
		assertTrue( refused( "Everything_to_TrackMate.groovy", "imp", blobs( 0, 0 ), "size", 0.0, "distance", 15.0, "gap", 2 )
				.contains( "has one frame. Open a time series" ) );
	}

	@Test
	public void objectsAreMeasuredInEveryChannel() throws Exception
	{
		final ImagePlus one = blobs( 60, 70 );
		final ImageStack stack = new ImageStack( 140, 120 );
		stack.addSlice( one.getProcessor() );
		stack.addSlice( one.getProcessor().duplicate() );
		stack.getProcessor( 2 ).invert();
		final ImagePlus imp = new ImagePlus( "two channels.tif", stack );
		imp.setDimensions( 2, 1, 1 );
		final ScriptModule module = run( "Measure_Objects_per_Channel.groovy", "imp", imp, "selections", boxes() );
		final ResultsTable table = ResultsTable.open( new File( out, "two channels-channels.csv" ).getPath() );
		assertEquals( 4, table.size() );
		final ImagePlus labels = ( ImagePlus ) module.getOutput( "labels" );
		for ( int row = 0; row < 4; row++ )
		{
			assertEquals( labels.getProcessor().getHistogram()[ row + 1 ], table.getValue( "Area", row ), 0 );
			assertEquals( 255, table.getValue( "Mean C1", row ) + table.getValue( "Mean C2", row ), 0.01 );
			assertEquals( 255 - table.getValue( "Min C1", row ), table.getValue( "Max C2", row ), 0.01 );
		}
		assertEquals( "second", table.getStringValue( "Name", 1 ) );
		assertTrue( new File( out, "two channels-rois.zip" ).exists() );
		run( "Measure_Objects_per_Channel.groovy", "imp", TestImages.open( "nuclei-he" ), "selections",
				TestImages.file( "nuclei-he-boxes.zip" ).getPath() );
		final ResultsTable rgb = ResultsTable.open( new File( out, "nuclei-he-channels.csv" ).getPath() );
		assertEquals( 18, rgb.size() );
		assertTrue( rgb.getValue( "Mean Blue", 0 ) > rgb.getValue( "Mean Green", 0 ), "hematoxylin is blue" );
		assertTrue( refused( "Measure_Objects_per_Channel.groovy", "imp", one ).contains( "The ROI Manager is not open" ) );
		assertTrue( refused( "Measure_Objects_per_Channel.groovy", "imp", one, "folder", null ).contains( "Give a folder" ) );
	}

	@Test
	public void cellsAreFollowed() throws Exception
	{
		final ImagePlus labels = ( ImagePlus ) run( "Follow_Cells.groovy", "imp", series(), "size", 20.0, "axis", "auto" )
				.getOutput( "labels" );
		assertEquals( 2, labels.getNFrames() );
		assertTrue( labels.getStack().getProcessor( 2 ).getStats().max >= 8 );
		for ( final String name : new String[] { "labels.tif", "rois.zip", "table.csv", "tracks.csv", "res_track.txt" } )
			assertTrue( new File( out, "a series-stack-" + name ).length() > 10, name );
		final ImagePlus two = ( ImagePlus ) run( "Follow_Cells.groovy", "imp", series(), "size", 0.0, "axis", "t", "selections", boxes() )
				.getOutput( "labels" );
		assertEquals( 4, two.getStack().getProcessor( 1 ).getStats().max );
	}

	@Test
	public void labelsOfOthersAreRefined() throws Exception
	{
		final ImagePlus truth = TestImages.open( "blobs-truth" );
		truth.setRoi( 60, 70, 140, 120 );
		final ImagePlus rough = new ImagePlus( "rough", truth.getProcessor().crop() );
		IJ.saveAsTiff( rough, folder.resolve( "rough.tif" ).toString() );
		final ImagePlus labels = ( ImagePlus ) run( "Refine_StarDist_or_Cellpose_Labels.groovy", "imp", blobs( 60, 70 ), "file",
				folder.resolve( "rough.tif" ).toString(), "agreement", 0.3 ).getOutput( "labels" );
		assertEquals( LabelImageReader.masks( rough ).keySet(), LabelImageReader.masks( labels ).keySet() );
		assertTrue( new File( out, "a piece-labels.tif" ).exists() );
		assertTrue( refused( "Refine_StarDist_or_Cellpose_Labels.groovy", "imp", blobs( 0, 0 ), "agreement", 0.3 )
				.contains( "StarDist is not installed. Add the update sites CSBDeep, StarDist and TensorFlow" ) );
		assertTrue( refused( "Refine_StarDist_or_Cellpose_Labels.groovy", "imp", blobs( 0, 0 ), "file", "no such.tif", "agreement", 0.3 )
				.contains( "ImageJ cannot open no such.tif" ) );
	}

	@Test
	public void objectsAreLabeledForMorphoLibJ() throws Exception
	{
		final String said = refused( "Objects_to_MorphoLibJ.groovy", "imp", blobs( 60, 70 ), "size", 20.0 );
		assertTrue( said.contains( "Add the update site IJPB-plugins" ) && said.contains( out.getPath() ), said );
		assertTrue( IJ.openImage( new File( out, "a piece-labels.tif" ).getPath() ).getStatistics().max >= 8 );
	}

	@Test
	public void aFolderBecomesATable() throws Exception
	{
		final Path images = Files.createDirectories( folder.resolve( "my images" ) );
		IJ.saveAsTiff( blobs( 60, 70 ), images.resolve( "one.tif" ).toString() );
		IJ.saveAsTiff( blobs( 20, 10 ), images.resolve( "two channels.tif" ).toString() );
		// NB: imagej-legacy turns the lines of parameters into such ones.
		final String macro = new String( Files.readAllBytes( file( "Folder_to_Table.ijm" ).toPath() ), StandardCharsets.UTF_8 )
				.replaceAll( "(?m)^#@ .* input$", "input = \"" + images.toString().replace( "\\", "/" ) + "\";" )
				.replaceAll( "(?m)^#@ .* results$", "results = \"" + out.getPath().replace( "\\", "/" ) + "\";" )
				.replaceAll( "(?m)^#@ .* kind$", "kind = \"auto\";" ).replaceAll( "(?m)^#@ .* size$", "size = 20;" );
		assertFalse( macro.contains( "#@" ), macro );
		final String log = LegacyMacros.run( macro, "" );
		assertTrue( log.contains( "2 images, " ), log );
		final ResultsTable table = ResultsTable.open( new File( out, "batch-objects.csv" ).getPath() );
		assertTrue( table.size() >= 16 && log.contains( "2 images, " + table.size() + " objects" ), log );
		assertNotNull( table.getColumn( "Area" ) );
	}
}
