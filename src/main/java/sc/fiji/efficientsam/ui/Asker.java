// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.ui;

import java.awt.Color;
import java.io.File;

/** Asks the user; blocks until there is an answer. */
public interface Asker {

	/**
	 * @return the place of the option that was chosen, from 0; -1 if none was
	 */
	int choose( String question, String... options );

	/** @return a line of text; null if the user canceled */
	String text( String question, String proposal );

	/** @return a color; null if the user canceled */
	Color color( String question, Color proposal );

	/** @return a file to write; null if the user canceled */
	File save( String question, String proposal );

	/** @return a file to read; null if the user canceled */
	File open( String question );
}
