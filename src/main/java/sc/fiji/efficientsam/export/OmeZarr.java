// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.awt.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.zarr.ZarrWriter;

/**
 * Image and labels as OME-Zarr (ngff.openmicroscopy.org): the image as it is, all channels, and below "labels/objects" the
 * label image with colors, names, classes and scores of its objects. Of results of one plane that plane is written. Always
 * five axes (t, c, z, y, x) with their scale; one resolution.
 */
final class OmeZarr {

	private static final String NAME = "objects";

	private final Result result;
	private final SourceImage image;
	private final String ngff;
	private final ImagePlus labels;
	private final boolean rgb;

	private OmeZarr( final Result result, final String ngff )
	{
		this.result = result;
		this.ngff = ngff;
		image = result.source();
		labels = result.labels();
		rgb = processor( 0, 0, 0 ) instanceof ColorProcessor;
	}

	/**
	 * Writes a folder; one that is there is replaced when the new one is complete.
	 *
	 * @param ngff
	 *            0.4, which has Zarr 2, or 0.5, which has Zarr 3
	 */
	static void write( final Result result, final Path folder, final String ngff ) throws IOException
	{
		final OmeZarr zarr = new OmeZarr( result, ngff );
		AtomicFiles.writeFolder( folder, part -> zarr.write( new ZarrWriter( part, ngff.equals( "0.4" ) ? 2 : 3 ) ) );
	}

	private int slices()
	{
		return result.kind().isWholeStack() ? image.slices() : 1;
	}

	private int frames()
	{
		return result.kind().isWholeStack() ? image.frames() : 1;
	}

	private ImageProcessor processor( final int t, final int c, final int z )
	{
		final boolean stack = result.kind().isWholeStack();
		return image.view( c + 1, stack ? z + 1 : image.z(), stack ? t + 1 : image.t() ).measured().getProcessor();
	}

	private void write( final ZarrWriter zarr ) throws IOException
	{
		final int w = image.width(), h = image.height(), channels = rgb ? 3 : image.channels();
		final JsonObject root = new JsonObject(), list = new JsonObject(), label = multiscales( NAME );
		root.add( "multiscales", multiscales( image.name() ).get( "multiscales" ) );
		zarr.group( "", attributes( root ) );
		final int bits = rgb ? 8 : processor( 0, 0, 0 ).getBitDepth();
		zarr.array( "0", new int[] { frames(), channels, slices(), h, w }, bits == 32 ? "float32" : "uint" + bits,
				( t, c, z ) -> rgb ? color( ( ColorProcessor ) processor( t, 0, z ), c ) : bytes( processor( t, c, z ), bits ) );
		final JsonArray names = new JsonArray();
		names.add( NAME );
		list.add( "labels", names );
		zarr.group( "labels", attributes( list ) );
		label.add( "image-label", imageLabel() );
		zarr.group( "labels/" + NAME, attributes( label ) );
		final boolean wide = labels.getBitDepth() == 32;
		zarr.array( "labels/" + NAME + "/0", new int[] { frames(), 1, slices(), h, w }, wide ? "uint32" : "uint16", ( t, c, z ) -> bytes(
				labels.getStack().getProcessor( t * slices() + z + 1 ), wide ? -32 : 16 ) );
	}

	/** NB: NGFF 0.5 has what is its own below "ome". */
	private JsonObject attributes( final JsonObject own )
	{
		if ( ngff.equals( "0.4" ) )
			return own;
		own.addProperty( "version", ngff );
		final JsonObject attributes = new JsonObject();
		attributes.add( "ome", own );
		return attributes;
	}

	private JsonObject multiscales( final String name )
	{
		final Calibration cal = image.calibration();
		final JsonArray axes = new JsonArray(), datasets = new JsonArray(), transforms = new JsonArray(), scale = new JsonArray(),
				all = new JsonArray();
		axes.add( axis( "t", "time", cal.getTimeUnit().startsWith( "s" ) ? "second" : "" ) );
		axes.add( axis( "c", "channel", "" ) );
		for ( final String a : new String[] { "z", "y", "x" } )
			axes.add( axis( a, "space", unit( cal.getUnit() ) ) );
		for ( final double s : new double[] { cal.frameInterval, 1, cal.pixelDepth, cal.pixelHeight, cal.pixelWidth } )
			scale.add( s > 0 && s < Double.POSITIVE_INFINITY ? s : 1 );
		final JsonObject transform = new JsonObject(), dataset = new JsonObject(), multiscale = new JsonObject(), o = new JsonObject();
		transform.addProperty( "type", "scale" );
		transform.add( "scale", scale );
		transforms.add( transform );
		dataset.addProperty( "path", "0" );
		dataset.add( "coordinateTransformations", transforms );
		datasets.add( dataset );
		if ( ngff.equals( "0.4" ) )
			multiscale.addProperty( "version", ngff );
		multiscale.addProperty( "name", name );
		multiscale.add( "axes", axes );
		multiscale.add( "datasets", datasets );
		all.add( multiscale );
		o.add( "multiscales", all );
		return o;
	}

	private static JsonObject axis( final String name, final String type, final String unit )
	{
		final JsonObject axis = new JsonObject();
		axis.addProperty( "name", name );
		axis.addProperty( "type", type );
		if ( !unit.isEmpty() )
			axis.addProperty( "unit", unit );
		return axis;
	}

	/** The name of a unit in NGFF (UDUNITS-2), or "". */
	private static String unit( final String unit )
	{
		switch ( unit == null ? "" : unit.toLowerCase( Locale.ROOT ) )
		{
		case "micron":
		case "microns":
		case "um":
		case "\u00b5m":
		case "\u03bcm":
			return "micrometer";
		case "nm":
			return "nanometer";
		case "mm":
			return "millimeter";
		default:
			return "";
		}
	}

	private JsonObject imageLabel()
	{
		final JsonArray colors = new JsonArray(), properties = new JsonArray();
		final Map< Integer, Annotation > byLabel = new TreeMap<>();
		result.annotations().forEach( a -> byLabel.putIfAbsent( a.label(), a ) );
		byLabel.forEach( ( label, a ) -> {
			final Integer rgbOfClass = result.classColors().get( a.objectClass() );
			final Color color = rgbOfClass == null ? LabelLut.color( label ) : new Color( rgbOfClass );
			final JsonObject c = new JsonObject(), p = new JsonObject();
			final JsonArray rgba = new JsonArray();
			for ( final int v : new int[] { color.getRed(), color.getGreen(), color.getBlue(), 255 } )
				rgba.add( v );
			c.addProperty( "label-value", label );
			c.add( "rgba", rgba );
			colors.add( c );
			p.addProperty( "label-value", label );
			p.addProperty( "name", a.name() );
			if ( !a.objectClass().isEmpty() )
				p.addProperty( "class", a.objectClass() );
			if ( !Double.isNaN( a.score() ) )
				p.addProperty( "score", a.score() );
			properties.add( p );
		} );
		final JsonObject source = new JsonObject(), o = new JsonObject();
		source.addProperty( "image", "../../" );
		o.addProperty( "version", ngff );
		o.add( "colors", colors );
		o.add( "properties", properties );
		o.add( "source", source );
		return o;
	}

	private static byte[] color( final ColorProcessor ip, final int channel )
	{
		return ip.getChannel( channel + 1 );
	}

	/** @param bits 8, 16 or 32 for floating point; -32 for whole numbers that are held as such */
	private static byte[] bytes( final ImageProcessor ip, final int bits )
	{
		if ( bits == 8 )
			return ( byte[] ) ip.getPixels();
		final ByteBuffer bytes = ByteBuffer.allocate( ip.getPixelCount() * Math.abs( bits ) / 8 ).order( ByteOrder.LITTLE_ENDIAN );
		for ( int i = 0; i < ip.getPixelCount(); i++ )
			if ( bits == 16 )
				bytes.putShort( ( short ) ip.get( i ) );
			else if ( bits == 32 )
				bytes.putFloat( ip.getf( i ) );
			else
				bytes.putInt( ( int ) ip.getf( i ) );
		return bytes.array();
	}
}
