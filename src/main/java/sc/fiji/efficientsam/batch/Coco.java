// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.batch;

import java.io.IOException;
import java.io.Writer;

import com.google.gson.stream.JsonWriter;


/** Writes images and objects as COCO has them, one after the other: first all images, then all annotations. */
final class Coco implements AutoCloseable {

	private final JsonWriter json;
	private int id;

	Coco( final Writer out ) throws IOException
	{
		json = new JsonWriter( out );
		json.beginObject().name( "info" ).beginObject().name( "description" ).value( "EfficientSAM for Fiji" ).endObject();
		json.name( "categories" ).beginArray().beginObject().name( "id" ).value( 1 ).name( "name" ).value( "object" ).endObject().endArray();
		json.name( "images" ).beginArray();
	}

	void image( final int number, final BatchRecord.Slice slice ) throws IOException
	{
		json.beginObject().name( "id" ).value( number ).name( "file_name" ).value( slice.name ).name( "width" ).value( slice.width )
				.name( "height" ).value( slice.height ).endObject();
	}

	void beginAnnotations() throws IOException
	{
		json.endArray().name( "annotations" ).beginArray();
	}

	/** The objects of an image. */
	void annotations( final int image, final BatchRecord.Slice slice ) throws IOException
	{
		for ( final BatchRecord.Annotation a : slice.annotations )
			annotation( image, slice, a );
	}

	private void annotation( final int image, final BatchRecord.Slice slice, final BatchRecord.Annotation a ) throws IOException
	{
		json.beginObject().name( "id" ).value( ++id ).name( "image_id" ).value( image ).name( "category_id" ).value( 1 ).name( "iscrowd" ).value( 0 );
		json.name( "area" ).value( a.area ).name( "score" ).value( a.score ).name( "label" ).value( a.label ).name( "bbox" ).beginArray();
		for ( final int v : a.bbox )
			json.value( v );
		json.endArray().name( "segmentation" ).beginObject().name( "size" ).beginArray().value( slice.height ).value( slice.width ).endArray().name( "counts" ).beginArray();
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
