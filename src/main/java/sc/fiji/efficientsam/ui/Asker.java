/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
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

	/** @return a colour; null if the user canceled */
	Color color( String question, Color proposal );

	/** @return a file to write; null if the user canceled */
	File save( String question, String proposal );

	/** @return a file to read; null if the user canceled */
	File open( String question );
}
