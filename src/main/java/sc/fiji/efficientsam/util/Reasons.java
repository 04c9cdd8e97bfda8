// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.util;

import java.io.EOFException;
import java.nio.charset.CharacterCodingException;

/** Says in words for people why reading something failed. */
public final class Reasons {

	private Reasons()
	{}

	/** The message of an exception, without names of Java's classes; never empty. */
	public static String of( final Throwable t )
	{
		if ( t instanceof EOFException )
			return "it ends too early";
		if ( t instanceof OutOfMemoryError )
			return "it asks for more memory than there is";
		if ( t instanceof CharacterCodingException || t.getCause() instanceof CharacterCodingException )
			return "it is no text in UTF-8";
		// NB: what these say is about Java's arrays, not about the file.
		if ( t instanceof NullPointerException || t instanceof IndexOutOfBoundsException || t instanceof NegativeArraySizeException
				|| t instanceof ArithmeticException || t instanceof ClassCastException )
			return "its parts do not fit together";
		final String message = t.getMessage() == null ? "" : t.getMessage()
				.replaceAll( "\\b(?:[a-z]\\w*\\.)+[A-Z]\\w*(?:Exception|Error)(?:: |\\b)", "" ).trim();
		return message.isEmpty() ? t.getClass().getSimpleName() : message;
	}
}
