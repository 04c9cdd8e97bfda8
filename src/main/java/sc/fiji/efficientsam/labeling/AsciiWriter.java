// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.labeling;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/**
 * Writes JSON in ASCII, other characters as escapes: Labkit reads files in the charset of its computer, and all of those have ASCII in
 * common. Not thread-safe.
 */
final class AsciiWriter extends FilterWriter {

	AsciiWriter( final OutputStream out )
	{
		super( new OutputStreamWriter( out, StandardCharsets.US_ASCII ) );
	}

	@Override
	public void write( final int c ) throws IOException
	{
		if ( c < 0x80 )
			out.write( c );
		else
			out.write( String.format( "\\u%04x", c ) );
	}

	@Override
	public void write( final char[] text, final int offset, final int length ) throws IOException
	{
		for ( int i = offset; i < offset + length; i++ )
			write( text[ i ] );
	}

	@Override
	public void write( final String text, final int offset, final int length ) throws IOException
	{
		write( text.toCharArray(), offset, length );
	}
}
