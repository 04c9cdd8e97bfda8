// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.pictures;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.scijava.Context;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.plugin.filter.EDM;
import ij.process.AutoThresholder;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.SimilarRequest;
import sc.fiji.efficientsam.StackSegmentation;
import sc.fiji.efficientsam.TestImages;
import sc.fiji.efficientsam.export.Annotation;
import sc.fiji.efficientsam.export.ImportedObjects;
import sc.fiji.efficientsam.export.OverlayPicture;
import sc.fiji.efficientsam.image.ContrastMode;
import sc.fiji.efficientsam.image.RgbImage;
import sc.fiji.efficientsam.export.Labelings;
import sc.fiji.efficientsam.labeling.Labeling;
import sc.fiji.efficientsam.labeling.ScribblePrompts;
import sc.fiji.efficientsam.mask.Components;
import sc.fiji.efficientsam.mask.InnerPixels;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;
import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.LabelImageReader;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.source.RoughLabels;

/** Pictures of results, made from the sample data as a user would; none of them needs a screen. */
final class ResultPictures {

	private final EfficientSamService sam;

	ResultPictures( final Context context )
	{
		sam = context.service( EfficientSamService.class );
	}

	private static ImagePlus crop( final String name, final int x, final int y, final int width, final int height )
	{
		final ImagePlus imp = TestImages.open( name );
		imp.setRoi( x, y, width, height );
		return new ImagePlus( name, imp.getProcessor().crop() );
	}

	private static BufferedImage draw( final ImagePlus imp, final List< SegmentedObject > objects )
	{
		return draw( imp, objects, null );
	}

	/** @param ids labels; null for 1, 2, 3... */
	private static BufferedImage draw( final ImagePlus imp, final List< SegmentedObject > objects, final int[] ids )
	{
		final RgbImage rgb = new ImagePlusReader( ContrastMode.PERCENTILE, 0.1, 99.9 ).read( imp, 0 );
		return ( ids == null ? OverlayPicture.draw( rgb, objects, 1 ) : OverlayPicture.draw( rgb, objects, ids, 1 ) ).getBufferedImage();
	}

	/** Prompts without their masks. */
	private static List< SegmentedObject > prompts( final Collection< Prompt > prompts )
	{
		final List< SegmentedObject > objects = new ArrayList<>();
		prompts.forEach( p -> objects.add( new SegmentedObject( p, Mask.EMPTY, 0, 0 ) ) );
		return objects;
	}

	/** Masks without their prompts. */
	private static List< SegmentedObject > masks( final Collection< Mask > masks )
	{
		final List< SegmentedObject > objects = new ArrayList<>();
		masks.forEach( m -> objects.add( new SegmentedObject( Prompt.mask( m ), m, 0, 0 ) ) );
		return objects;
	}

	private static List< Mask > masks( final Segmentation result )
	{
		final List< Mask > masks = new ArrayList<>();
		result.objects().stream().filter( SegmentedObject::isFound ).forEach( o -> masks.add( o.mask() ) );
		return masks;
	}

	/** Boxes in, masks out. */
	BufferedImage rois()
	{
		final ImagePlus imp = TestImages.open( "nuclei-he" );
		final List< Roi > boxes = RoiFiles.read( TestImages.file( "nuclei-he-boxes.zip" ) );
		final Segmentation result = sam.segment( imp ).rois( boxes ).run();
		return new Sheet().add( draw( imp, prompts( new RoiPrompts().toPrompts( boxes ) ) ), boxes.size() + " selections" )
				.add( draw( imp, masks( masks( result ) ) ), result.found() + " masks" ).draw( 2 );
	}

	/** All objects, without prompts. */
	BufferedImage everything()
	{
		final ImagePlus imp = crop( "yeast-phase", 270, 114, 320, 256 );
		final double[] sizes = TestImages.truth( "yeast-phase" ).stream().mapToDouble( m -> Math.max( m.width(), m.height() ) ).sorted()
				.toArray();
		final double size = sizes[ sizes.length / 2 ];
		final Segmentation result = sam.everything( imp ).preset( "cells" ).objectSize( size ).run();
		return new Sheet().add( draw( imp, Collections.emptyList() ), "yeast, about " + Math.round( size ) + " pixels long" )
				.add( draw( imp, masks( masks( result ) ) ), result.found() + " objects, found without prompts" ).draw( 2 );
	}

	/** From a low threshold to exact outlines. */
	BufferedImage refine()
	{
		final ImagePlus imp = crop( "nuclei-fluorescence", 190, 20, 320, 256 );
		final ImageProcessor gray = imp.getProcessor().convertToByteProcessor();
		gray.blurGaussian( 3 );
		// NB: a third of Otsu's threshold: objects that are drawn too large.
		gray.threshold( new AutoThresholder().getThreshold( AutoThresholder.Method.Otsu, gray.getHistogram() ) / 3 );
		new EDM().toWatershed( ( ByteProcessor ) gray );
		final ImagePlus rough = new ImagePlus( "rough", gray );
		final Segmentation result = sam.refine( imp, rough ).run();
		return new Sheet().add( draw( imp, masks( RoughLabels.list( rough, imp ) ) ), "rough: a threshold and watershed" )
				.add( draw( imp, masks( masks( result ) ) ), "the same objects, refined" ).draw( 2 );
	}

	/** Nuclei by short scribbles, as they are drawn in Labkit. */
	BufferedImage labkit()
	{
		final ImagePlus imp = crop( "nuclei-fluorescence", 190, 20, 320, 256 );
		final BitSet drawn = new BitSet();
		for ( final Mask truth : LabelImageReader.masks( crop( "nuclei-fluorescence-truth", 190, 20, 320, 256 ) ).values() )
		{
			final int[] p = InnerPixels.of( truth, 1 ).get( 0 );
			for ( int i = -5; i <= 5; i++ )
				for ( int k = 0; k < 3; k++ )
					if ( truth.contains( p[ 0 ] + i, p[ 1 ] + i / 2 + k ) )
						drawn.set( ( p[ 1 ] + i / 2 + k ) * 320 + p[ 0 ] + i );
		}
		final Mask scribbles = Mask.of( 0, 0, 320, 256, drawn );
		final Labeling labeling = new Labeling( Labelings.axes( SourceImage.of( imp ) ), Collections.singletonMap( "nucleus",
				Collections.singletonMap( Collections.emptyList(), scribbles ) ), Collections.emptyMap() );
		final Segmentation result = sam.segment( imp ).prompts( new ScribblePrompts( 3, true, Collections.emptySet() ).of( labeling,
				Collections.emptyList() ) ).run();
		return new Sheet().add( draw( imp, masks( Components.of( scribbles ) ) ), "scribbles of one label" )
				.add( draw( imp, masks( masks( result ) ) ), "one mask for each" ).draw( 2 );
	}

	/** Three clicks, and all nuclei that are like those. */
	BufferedImage learning()
	{
		final ImagePlus imp = TestImages.open( "nuclei-fluorescence" );
		final List< Prompt > clicks = TestImages.truth( "nuclei-fluorescence" ).stream().skip( 4 ).limit( 3 )
				.map( m -> Prompt.points( PromptPoint.inside( m, 1 ).get( 0 ) ) ).collect( Collectors.toList() );
		final SimilarRequest similar = sam.similar( imp );
		clicks.forEach( similar::like );
		return new Sheet().add( draw( imp, prompts( clicks ) ), "three examples" )
				.add( draw( imp, masks( masks( similar.run() ) ) ), "all that are like them" ).draw( 2 );
	}

	/** Nuclei that were drawn with six corners each in a GeoJSON file, imported and refined. */
	BufferedImage formats() throws IOException
	{
		final ImagePlus imp = TestImages.open( "nuclei-he" );
		final List< String > features = new ArrayList<>();
		for ( final Roi box : RoiFiles.read( TestImages.file( "nuclei-he-boxes.zip" ) ) )
		{
			final Rectangle b = box.getBounds();
			final List< String > corners = new ArrayList<>();
			for ( int i = 0; i <= 6; i++ )
				corners.add( String.format( Locale.ROOT, "[%.1f,%.1f]", b.getCenterX() + b.width / 2.0 * Math.cos( i % 6 * Math.PI / 3 ),
						b.getCenterY() + b.height / 2.0 * Math.sin( i % 6 * Math.PI / 3 ) ) );
			features.add( "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[" + String.join( ",",
					corners ) + "]]}}" );
		}
		final Path file = Files.createTempFile( "drawn", ".geojson" );
		Files.write( file, ( "[" + String.join( ",", features ) + "]" ).getBytes( StandardCharsets.UTF_8 ) );
		final ImportedObjects drawn = sam.importObjects( imp, file.toFile() );
		Files.delete( file );
		final List< Mask > masks = drawn.annotations().stream().map( Annotation::mask ).collect( Collectors.toList() );
		final Segmentation exact = sam.refine( imp, drawn.labels() ).run();
		return new Sheet().add( draw( imp, masks( masks ) ), masks.size() + " outlines of a GeoJSON file" )
				.add( draw( imp, masks( masks( exact ) ) ), "the same objects, refined" ).draw( 2 );
	}

	/** Nuclei of a series that drifts, by boxes on its first frame. */
	BufferedImage stack()
	{
		final ImageStack stack = new ImageStack( 200, 170 );
		for ( int t = 0; t < 4; t++ )
			stack.addSlice( crop( "nuclei-fluorescence", 262 + 6 * t, 180 + 4 * t, 200, 170 ).getProcessor() );
		final ImagePlus imp = new ImagePlus( "series", stack );
		imp.setDimensions( 1, 1, 4 );
		final List< Roi > boxes = new ArrayList<>();
		for ( final Roi box : RoiFiles.read( TestImages.file( "nuclei-fluorescence-boxes.zip" ) ) )
			if ( new Rectangle( 262, 180, 200, 170 ).contains( box.getBounds() ) )
			{
				box.setLocation( box.getXBase() - 262, box.getYBase() - 180 );
				boxes.add( box );
			}
		imp.setPosition( 1, 1, 1 );
		final StackSegmentation result = sam.stack( imp ).rois( boxes ).follow( "t" ).run();
		final List< Prompt > prompts = new RoiPrompts().toPrompts( boxes );
		final Sheet sheet = new Sheet();
		for ( int t = 1; t <= 4; t++ )
		{
			final Map< Integer, Mask > labels = LabelImageReader.masks( new ImagePlus( "", result.labels().getStack().getProcessor( t ) ) );
			final int[] ids = labels.keySet().stream().mapToInt( i -> i ).toArray();
			final List< SegmentedObject > objects = new ArrayList<>();
			labels.forEach( ( id, m ) -> objects.add( new SegmentedObject( prompts.get( id - 1 ), m, 0, 0 ) ) );
			sheet.add( draw( new ImagePlus( "", stack.getProcessor( t ) ), t == 1 ? objects : masks( labels.values() ), ids ),
					"frame " + t + ( t == 1 ? ", with the boxes" : "" ) );
		}
		return sheet.draw( 4 );
	}

	/** Where a click is not enough. */
	BufferedImage limits()
	{
		// NB: the largest cell that is seen whole, with some space around it.
		final Mask cell = TestImages.truth( "cells-phase" ).stream()
				.filter( m -> m.x() > 20 && m.y() > 20 && m.x() + m.width() < 540 && m.y() + m.height() < 492 )
				.max( ( a, b ) -> Integer.compare( a.area(), b.area() ) ).get();
		final int x = ( int ) cell.bounds().centerX() - 105, y = ( int ) cell.bounds().centerY() - 90,
				left = Math.max( 0, Math.min( 350, x ) ), top = Math.max( 0, Math.min( 332, y ) );
		final ImagePlus imp = crop( "cells-phase", left, top, 210, 180 );
		final Mask truth = cell.shift( -left, -top );
		final double size = Math.max( truth.width(), truth.height() );
		final Prompt click = Prompt.points( PromptPoint.inside( truth, 1 ).get( 0 ) ),
				box = Prompt.box( truth.x(), truth.y(), truth.width(), truth.height() );
		return new Sheet().add( draw( imp, sam.segment( imp ).prompt( click ).run().objects() ), "a click, size not told" )
				.add( draw( imp, sam.segment( imp ).prompt( click ).objectSize( size ).run().objects() ),
						"the same click, size told: " + Math.round( size ) )
				.add( draw( imp, sam.segment( imp ).prompt( box ).run().objects() ), "a box" ).draw( 3 );
	}

	/** A macro, and what it makes. */
	BufferedImage macros() throws IOException
	{
		final ImagePlus imp = TestImages.open( "nuclei-he" );
		final List< Roi > points = RoiFiles.read( TestImages.file( "nuclei-he-points.roi" ) );
		final Segmentation result = sam.segment( imp ).rois( points ).objectSize( 50 ).run();
		final List< String > lines = Arrays.asList( "open(\"nuclei-he.png\");", "run(\"Segment Points...\",",
				"    \"file=[nuclei-he-points.roi]\"", "    + \" mode=each objectsize=50\"", "    + \" table=true\");" );
		return new Sheet().add( Sheet.terminal( 42, lines ), "" ).add( draw( imp, result.objects() ), "" ).draw( 2 );
	}

	/** Four of the pictures that a batch has written. */
	BufferedImage batch() throws IOException
	{
		final Path temp = Files.createTempDirectory( "batch" ), in = Files.createDirectory( temp.resolve( "in" ) ),
				out = temp.resolve( "out" );
		for ( final String name : new String[] { "nuclei-he", "blobs", "axons-em", "yeast-phase" } )
			for ( final String ending : new String[] { ".png", "-boxes.zip" } )
				Files.copy( TestImages.file( name + ending ).toPath(), in.resolve( name + ending ) );
		Terminal.run( "batch", "input=" + in, "prompts=rois", "suffix=-boxes.zip", "folder=" + out );
		final Sheet sheet = new Sheet();
		for ( final File f : pictures( out ) )
			sheet.add( Sheet.scaled( ImageIO.read( f ), 240 ), f.getName() );
		return sheet.draw( 4 );
	}

	private static List< File > pictures( final Path folder ) throws IOException
	{
		final List< File > all = new ArrayList<>();
		try ( Stream< Path > files = Files.walk( folder ) )
		{
			files.filter( f -> f.toString().endsWith( "-overlay.png" ) ).sorted().forEach( f -> all.add( f.toFile() ) );
		}
		if ( all.isEmpty() )
			throw new IOException( "The batch has written no pictures to " + folder );
		return all;
	}

	/** The plot of an evaluation of some of the sample data. */
	BufferedImage evaluation() throws IOException
	{
		final Path temp = Files.createTempDirectory( "evaluation" ), data = temp.resolve( "data" ), out = temp.resolve( "out" );
		for ( final String name : new String[] { "nuclei-fluorescence", "nuclei-he", "cells-phase", "yeast-phase" } )
			for ( final String ending : new String[] { ".png", "-truth.png" } )
				Files.copy( TestImages.file( name + ending ).toPath(),
						Files.createDirectories( data.resolve( name ) ).resolve( name + ending ) );
		Terminal.run( "evaluate", "data=" + data, "objects=8", "folder=" + out );
		return ImageIO.read( out.resolve( "evaluation.png" ).toFile() );
	}
}
