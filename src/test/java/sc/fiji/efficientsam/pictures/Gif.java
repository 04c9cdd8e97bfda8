// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.pictures;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/**
 * An animated GIF that goes on for ever: frames with a time of their own, one palette, and of each frame only
 * the rectangle that changes.
 */
public final class Gif {

	/** Number of the color that lets the frame before be seen. */
	private static final int TRANSPARENT = 255;

	private final List< BufferedImage > frames = new ArrayList<>();

	private final List< Integer > times = new ArrayList<>();

	/** @param seconds how long the frame is seen; all frames have one size */
	public void add( final BufferedImage frame, final double seconds )
	{
		frames.add( frame );
		times.add( ( int ) Math.round( 100 * seconds ) );
	}

	public void save( final File file ) throws IOException
	{
		final List< BufferedImage > all = indexed();
		final ImageWriter writer = ImageIO.getImageWritersByFormatName( "gif" ).next();
		file.delete();
		try ( ImageOutputStream out = ImageIO.createImageOutputStream( file ) )
		{
			writer.setOutput( out );
			writer.prepareWriteSequence( null );
			for ( int i = 0; i < all.size(); i++ )
			{
				final BufferedImage frame = all.get( i );
				final Rectangle r = i == 0 ? new Rectangle( frame.getWidth(), frame.getHeight() ) : changed( all.get( i - 1 ), frame );
				final BufferedImage part = cut( frame, r );
				if ( i > 0 )
					hide( part, cut( all.get( i - 1 ), r ) );
				writer.writeToSequence( new IIOImage( part, null, metadata( writer, part, r, times.get( i ) ) ), null );
			}
			writer.endWriteSequence();
		}
		finally
		{
			writer.dispose();
		}
	}

	/** NB: one below the other, so that they share a palette, and what does not change has the same numbers. */
	private List< BufferedImage > indexed()
	{
		final int w = frames.get( 0 ).getWidth(), h = frames.get( 0 ).getHeight();
		final BufferedImage tall = new BufferedImage( w, h * frames.size(), BufferedImage.TYPE_INT_RGB );
		final Graphics2D g = tall.createGraphics();
		for ( int i = 0; i < frames.size(); i++ )
			g.drawImage( frames.get( i ), 0, i * h, null );
		g.dispose();
		final BufferedImage all = Sheet.indexed( tall, TRANSPARENT );
		final List< BufferedImage > out = new ArrayList<>();
		for ( int i = 0; i < frames.size(); i++ )
			out.add( cut( all, new Rectangle( 0, i * h, w, h ) ) );
		return out;
	}

	private static BufferedImage cut( final BufferedImage image, final Rectangle r )
	{
		final BufferedImage part = new BufferedImage( r.width, r.height, BufferedImage.TYPE_BYTE_INDEXED,
				( IndexColorModel ) image.getColorModel() );
		part.getRaster().setDataElements( 0, 0, r.width, r.height, image.getRaster().getDataElements( r.x, r.y, r.width, r.height, null ) );
		return part;
	}

	/** What is as it was before becomes transparent, which takes next to no room. */
	private static void hide( final BufferedImage part, final BufferedImage before )
	{
		for ( int y = 0; y < part.getHeight(); y++ )
			for ( int x = 0; x < part.getWidth(); x++ )
				if ( part.getRaster().getSample( x, y, 0 ) == before.getRaster().getSample( x, y, 0 ) )
					part.getRaster().setSample( x, y, 0, TRANSPARENT );
	}

	/** At least one pixel. */
	private static Rectangle changed( final BufferedImage a, final BufferedImage b )
	{
		Rectangle r = null;
		for ( int y = 0; y < a.getHeight(); y++ )
			for ( int x = 0; x < a.getWidth(); x++ )
				if ( a.getRaster().getSample( x, y, 0 ) != b.getRaster().getSample( x, y, 0 ) )
				{
					final Rectangle p = new Rectangle( x, y, 1, 1 );
					r = r == null ? p : r.union( p );
				}
		return r == null ? new Rectangle( 1, 1 ) : r;
	}

	/** NB: the names are those of Java's format javax_imageio_gif_image_1.0. */
	private static IIOMetadata metadata( final ImageWriter writer, final BufferedImage part, final Rectangle place,
			final int time ) throws IOException
	{
		final IIOMetadata metadata = writer.getDefaultImageMetadata( new ImageTypeSpecifier( part ), null );
		final String format = metadata.getNativeMetadataFormatName();
		final IIOMetadataNode root = ( IIOMetadataNode ) metadata.getAsTree( format );
		final IIOMetadataNode descriptor = child( root, "ImageDescriptor" ), control = child( root, "GraphicControlExtension" );
		descriptor.setAttribute( "imageLeftPosition", Integer.toString( place.x ) );
		descriptor.setAttribute( "imageTopPosition", Integer.toString( place.y ) );
		control.setAttribute( "disposalMethod", "doNotDispose" );
		control.setAttribute( "userInputFlag", "FALSE" );
		control.setAttribute( "transparentColorFlag", "TRUE" );
		control.setAttribute( "transparentColorIndex", Integer.toString( TRANSPARENT ) );
		control.setAttribute( "delayTime", Integer.toString( time ) );
		final IIOMetadataNode loop = new IIOMetadataNode( "ApplicationExtension" );
		loop.setAttribute( "applicationID", "NETSCAPE" );
		loop.setAttribute( "authenticationCode", "2.0" );
		loop.setUserObject( new byte[] { 1, 0, 0 } );
		child( root, "ApplicationExtensions" ).appendChild( loop );
		metadata.setFromTree( format, root );
		return metadata;
	}

	private static IIOMetadataNode child( final IIOMetadataNode root, final String name )
	{
		for ( int i = 0; i < root.getLength(); i++ )
			if ( root.item( i ).getNodeName().equals( name ) )
				return ( IIOMetadataNode ) root.item( i );
		final IIOMetadataNode node = new IIOMetadataNode( name );
		root.appendChild( node );
		return node;
	}
}
