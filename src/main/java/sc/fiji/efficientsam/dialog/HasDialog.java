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
package sc.fiji.efficientsam.dialog;

import java.util.List;

/** A command that says how its dialog looks. Everything that a dialog leaves out can still be set in macros, scripts and terminals. */
public interface HasDialog {

	/** The input that is the image to work on; where nobody names one, it is the active image. */
	String IMAGE = "imp";

	/** Names of the inputs on the dialog's first page, in the order of work; the others are behind "More...". None: the command has no dialog. */
	List< String > firstPage();

	/** Called before the dialog opens, to set inputs to what they are now. */
	default void prepare()
	{}

	/**
	 * Looks at the inputs as they are while the dialog is open; quick, since it is
	 * called at each change.
	 *
	 * @param notes
	 *            takes lines of text for the dialog
	 * @throws IllegalArgumentException
	 *             if the command cannot work with them; the message says what to do
	 */
	default void check( final List< String > notes )
	{}
}
