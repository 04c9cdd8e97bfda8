// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.stream.JsonWriter;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.mask.RunLengths;
import sc.fiji.efficientsam.source.SourceImage;

/**
 * Writes images and objects in the format of COCO's annotations, one after the other: first all
 * images, then all annotations. Masks are uncompressed run lengths. Planes of stacks are images of
 * their own. Category 1 is "object"; classes follow.
 */
public final class Coco implements AutoCloseable {

	/** An object's pixels. NB: the fields are named as in the file. */
	public static final class Item {

		public int label;
		public long area;
		/** x, y, width, height in pixels. */
		public int[] bbox;
		public List< Long > counts;
		public double score;
		/** Name of its class; null or "" for none. */
		public String objectClass;

		/**
		 * @param width
		 *            of the image in pixels
		 * @param height
		 *            of the image in pixels
		 */
		public static Item of( final Annotation a, final int width, final int height )
		{
			final Mask m = a.mask();
			final Item item = new Item();
			item.label = a.label();
			item.area = m.area();
			item.bbox = new int[] { m.x(), m.y(), m.width(), m.height() };
			item.counts = RunLengths.of( m, width, height );
			item.score = a.score();
			item.objectClass = a.objectClass().isEmpty() ? null : a.objectClass();
			return item;
		}
	}

	private final JsonWriter json;
	private int id;

	/**
	 * @param classes
	 *            names of the categories 2, 3, ...
	 */
	public Coco( final Writer out, final Collection< String > classes ) throws IOException
	{
		json = new JsonWriter( out );
		json.beginObject().name( "info" ).beginObject().name( "description" ).value( "EfficientSAM for Fiji" ).endObject();
		json.name( "categories" ).beginArray();
		category( 1, "object" );
		int number = 1;
		for ( final String name : classes )
			category( ++number, name );
		json.endArray();
		json.name( "images" ).beginArray();
	}

	private void category( final int number, final String name ) throws IOException
	{
		json.beginObject().name( "id" ).value( number ).name( "name" ).value( name ).endObject();
	}

	/** The objects of a result. */
	static void write( final Result result, final Writer out ) throws IOException
	{
		final SourceImage image = result.source();
		final List< String > classes = new ArrayList<>( result.classColors().keySet() );
		try ( Coco coco = new Coco( out, classes ) )
		{
			final Map< String, Integer > planes = new LinkedHashMap<>();
			for ( final String name : planeNames( result ) )
			{
				planes.put( name, planes.size() + 1 );
				coco.image( planes.size(), name, image.width(), image.height() );
			}
			coco.beginAnnotations();
			for ( final Annotation a : result.annotations() )
				coco.annotation( planes.get( name( image, a.z(), a.t() ) ), 2 + classes.indexOf( a.objectClass() ),
						Item.of( a, image.width(), image.height() ), image.width(), image.height() );
		}
	}

	/** The planes that were segmented. */
	private static List< String > planeNames( final Result result )
	{
		final SourceImage image = result.source();
		if ( !result.kind().isWholeStack() )
			return Collections.singletonList( name( image, image.z(), image.t() ) );
		final List< String > names = new ArrayList<>();
		for ( int t = 1; t <= image.frames(); t++ )
			for ( int z = 1; z <= image.slices(); z++ )
				names.add( name( image, z, t ) );
		return names;
	}

	private static String name( final SourceImage image, final int z, final int t )
	{
		return image.name() + image.suffix( z, t );
	}

	/**
	 * @param number
	 *            of the image, for its annotations
	 */
	public void image( final int number, final String name, final int width, final int height ) throws IOException
	{
		json.beginObject().name( "id" ).value( number ).name( "file_name" ).value( name ).name( "width" ).value( width )
				.name( "height" ).value( height ).endObject();
	}

	/** Ends the images. */
	public void beginAnnotations() throws IOException
	{
		json.endArray().name( "annotations" ).beginArray();
	}

	/**
	 * @param image
	 *            number of the image, whose size is given
	 * @param category
	 *            1 for objects without a class
	 */
	public void annotation( final int image, final int category, final Item a, final int width, final int height ) throws IOException
	{
		json.beginObject().name( "id" ).value( ++id ).name( "image_id" ).value( image ).name( "category_id" ).value( category )
				.name( "iscrowd" ).value( 0 );
		json.name( "area" ).value( a.area );
		// NB: JSON has no NaN; masks that were drawn have no score.
		if ( !Double.isNaN( a.score ) )
			json.name( "score" ).value( a.score );
		json.name( "label" ).value( a.label ).name( "bbox" ).beginArray();
		for ( final int v : a.bbox )
			json.value( v );
		json.endArray().name( "segmentation" ).beginObject().name( "size" ).beginArray().value( height ).value( width ).endArray()
				.name( "counts" ).beginArray();
		for ( final long run : a.counts )
			json.value( run );
		json.endArray().endObject().endObject();
	}

	@Override
	public void close() throws IOException
	{
		json.endArray().endObject();
		json.flush();
	}
}
