// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.mask.MaskTest;

/** Files as other programs write them. */
public class ExchangeFileTest {

	private static final ExchangeImage IMAGE = new ExchangeImage( "cells", 40, 30, 1, 1 );

	@TempDir
	Path folder;

	private ExchangeFile read( final ExchangeImage image, final String... text )
	{
		try
		{
			final Path file = folder.resolve( "file.json" );
			Files.write( file, String.join( "", text ).replace( '\'', '"' ).getBytes( StandardCharsets.UTF_8 ) );
			return ExchangeFile.read( file.toFile(), image );
		}
		catch ( final IOException e )
		{
			throw new AssertionError( e );
		}
	}

	private static String square( final int x, final int y )
	{
		return String.format( "[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]", x, y, x + 2, y, x + 2, y + 1, x, y + 1, x, y );
	}

	private static String feature( final String type, final String coordinates, final String properties )
	{
		return "{'type':'Feature','id':'a-b','geometry':{'type':'" + type + "','coordinates':" + coordinates + "},'properties':{" +
				properties + "}}";
	}

	/** A list, as QuPath 0.2 wrote it; classes with colors as one number, measurements as a list. */
	@Test
	public void geoJsonOfSeveralVersionsOfQuPath()
	{
		final ExchangeFile old = read( IMAGE, "\ufeff[", feature( "Polygon", "[" + square( 3, 4 ) + "]",
				"'isLocked':false,'classification':{'name':'Tumor','colorRGB':-3670016},'measurements':[{'name':'Area','value':2.0}," +
						"{'name':'Label','value':5}]" ), "]" );
		final ExchangeObject o = old.objects().get( 0 );
		assertEquals( MaskTest.mask( 3, 4, "##" ), o.mask() );
		assertEquals( "Tumor", o.objectClass() );
		assertEquals( 0xc80000, o.color().intValue() );
		assertEquals( 5, o.label() );
		final ExchangeFile now = read( IMAGE, "{'type':'FeatureCollection','features':[", feature( "MultiPolygon", "[[" + square( 1, 1 ) +
				"],[" + square( 6, 6 ) + "]]", "'objectType':'cell','name':'c1','color':[1,2,3],'classification':{'name':'Stroma'," +
						"'color':[150,200,150]},'measurements':{'Label':2,'Predicted IoU':0.5,'Stability':0.25}" ), "]}" );
		final ExchangeObject cell = now.objects().get( 0 );
		assertEquals( 4, cell.mask().area() );
		assertEquals( "c1 Stroma 2 0.5 0.25 96c896", cell.name() + " " + cell.objectClass() + " " + cell.label() + " " + cell.score() +
				" " + cell.stability() + " " + Integer.toHexString( cell.color() ) );
		assertEquals( Collections.emptyList(), now.notes() );
	}

	@Test
	public void whatHasNoAreaIsToldOf()
	{
		final ExchangeFile f = read( IMAGE, "{'type':'FeatureCollection','features':[", feature( "Point", "[3,4]", "" ), ",", feature(
				"LineString", "[[3,4],[5,6]]", "" ), ",{'type':'Feature','geometry':null},", feature( "Polygon", "[" + square( 90, 4 ) +
						"]", "" ), ",", feature( "Polygon", "[" + square( 0, 0 ) + "]", "" ), "]}" );
		assertEquals( 1, f.objects().size() );
		assertEquals( Arrays.asList( GeoJsonReader.NO_AREA + ": 3 objects.", GeoJsonReader.OUTSIDE + ": 1 object." ), f.notes() );
		assertEquals( 2, read( IMAGE, "{'type':'Polygon','coordinates':[" + square( 0, 0 ) + "]}" ).objects().get( 0 ).mask().area() );
		assertEquals( 0, read( IMAGE, "{'type':'FeatureCollection','features':[]}" ).objects().size() );
	}

	private static String coco( final String images, final String... annotations )
	{
		return "{'annotations':[" + String.join( ",", annotations ) + "],'info':{'year':2026},'images':[" + images +
				"],'categories':[{'id':7,'name':'nucleus'},{'id':1,'name':'object'}]}";
	}

	private static String annotation( final int image, final int category, final String what )
	{
		return "{'id':" + image + ",'image_id':" + image + ",'category_id':" + category + "," + what + "}";
	}

	private static final String TWO = "{'id':1,'file_name':'train/other.png','width':9,'height':9}," +
			"{'id':2,'file_name':'train\\\\cells.tif','width':40,'height':30}";

	@Test
	public void cocoOfManyImages()
	{
		final ExchangeFile f = read( IMAGE, coco( TWO, annotation( 1, 7, "'segmentation':[[0,0,1,0,1,1,0,1]]" ), annotation( 2, 7,
				"'iscrowd':0,'segmentation':[[2,2,4,2,4,4,2,4],[6,2,7,2,7,3,6,3]]" ), annotation( 2, 1, "'bbox':[5,5,3,2]" ), annotation(
						2, 7, "'iscrowd':1,'segmentation':{'size':[30,40],'counts':[0,1200]}" ), annotation( 2, 1,
								"'score':0.5,'label':4,'segmentation':{'size':[30,40],'counts':[0,3,1197]}" ) ) );
		final List< ExchangeObject > all = f.objects();
		assertEquals( 3, all.size() );
		assertEquals( MaskTest.mask( 2, 2, "##..#", "##..." ), all.get( 0 ).mask() );
		assertEquals( "nucleus", all.get( 0 ).objectClass() );
		assertEquals( MaskTest.mask( 5, 5, "###", "###" ), all.get( 1 ).mask() );
		assertEquals( "", all.get( 1 ).objectClass() );
		assertEquals( MaskTest.mask( 0, 0, "#", "#", "#" ), all.get( 2 ).mask() );
		assertEquals( 4, all.get( 2 ).label() );
		assertEquals( 0.5, all.get( 2 ).score() );
		assertEquals( Arrays.asList( CocoReader.BOX + ": 1 object.", CocoReader.CROWD + ": 1 object." ), f.notes() );
	}

	@Test
	public void cocoOfStacks()
	{
		final ExchangeImage stack = new ExchangeImage( "s", 4, 3, 2, 2 );
		final String images = "{'id':1,'file_name':'s-slice2-frame1','width':4,'height':3},{'id':2,'file_name':'s-z1-t2'," +
				"'width':4,'height':3},{'id':3,'file_name':'s.tif','width':4,'height':3}";
		final ExchangeFile f = read( stack, coco( images, annotation( 1, 1, "'bbox':[0,0,1,1]" ), annotation( 2, 1, "'bbox':[0,0,1,1]" ),
				annotation( 3, 1, "'bbox':[0,0,1,1]" ) ) );
		final StringBuilder planes = new StringBuilder();
		f.objects().forEach( o -> planes.append( o.z() ).append( o.t() ).append( ' ' ) );
		assertEquals( "21 12 00 ", planes.toString() );
	}

	private String refusal( final String... text )
	{
		return assertThrows( IllegalArgumentException.class, () -> read( IMAGE, text ) ).getMessage();
	}

	private void assertRefused( final String words, final String... text )
	{
		final String said = refusal( text );
		assertTrue( said.contains( words )
				&& said.contains( "file.json" ) && !said.contains( "Exception" ) && !said.contains( "Lenient" ), said );
	}

	@Test
	public void otherImagesAreRefused()
	{
		assertRefused( "about other.png, x.png, not about \"cells\"", coco( TWO.replace( "cells.tif", "x.png" ) ) );
		assertRefused( "40 x 31 pixels, but \"cells\" has 40 x 30", coco( TWO.replace( "'height':30", "'height':31" ) ) );
		assertRefused( "several images called \"cells.png\"", coco( TWO + ",{'id':3,'file_name':'b/cells.png','width':40,'height':30}" ) );
		assertEquals( 1, read( IMAGE, coco( "{'id':1,'file_name':'renamed.png','width':40,'height':30}", annotation( 1, 1,
				"'bbox':[0,0,1,1]" ) ) ).objects().size(), "the only image may have another name" );
	}

	@Test
	public void brokenFilesAreRefused()
	{
		final String one = "{'id':1,'file_name':'cells.png','width':40,'height':30}";
		assertRefused( "run lengths of 1199 pixels", coco( one, annotation( 1, 1, "'segmentation':{'counts':[1199]}" ) ) );
		assertRefused( "another size", coco( one, annotation( 1, 1, "'segmentation':{'size':[40,30],'counts':[1200]}" ) ) );
		assertRefused( "annotation 1 has neither", coco( one, annotation( 1, 1, "'segmentation':[]" ) ) );
		assertRefused( "odd number", coco( one, annotation( 1, 1, "'segmentation':[[1,2,3]]" ) ) );
		assertRefused( "no coordinates", coco( one, annotation( 1, 1, "'segmentation':[[1,null,3,4,5,6]]" ) ) );
		assertRefused( "no coordinates", feature( "Polygon", "[[[0,0],['x',1],[2,2]]]", "" ) );
		assertRefused( "\"Circle\" is no type", feature( "Circle", "[]", "" ) );
		for ( final String text : new String[] { "", "{", "[", "[3]", "null", "{'a':3}", "{'features':7}", "{'images':{}}",
				"{'features':[{'geometry':{'type':'Polygon'}}]}", feature( "Polygon", "[[[1]]]", "" ), feature( "Polygon", "[7]", "" ),
				coco( one, annotation( 1, 1, "'segmentation':{'counts':['x']}" ) ), String.join( "", Collections.nCopies( 100_000,
						"[" ) ) } )
			assertRefused( "Export it again", text );
		assertTrue( assertThrows( IllegalArgumentException.class, () -> ExchangeFile.read( folder.resolve( "none" ).toFile(), IMAGE ) )
				.getMessage().contains( "does not exist" ) );
	}

	@Test
	public void masksAreCutAtTheImage()
	{
		final Mask all = read( IMAGE, feature( "Polygon", "[[[-5,-5],[99,-5],[99,99],[-5,99]]]", "" ) ).objects().get( 0 ).mask();
		assertEquals( 40 * 30, all.area() );
	}
}
