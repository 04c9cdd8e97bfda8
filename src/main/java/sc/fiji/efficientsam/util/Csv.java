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
package sc.fiji.efficientsam.util;

/** Text for tables with commas (RFC 4180). */
public final class Csv {

	private Csv()
	{}

	/** A cell's text, in quotation marks where it needs them; null is empty. */
	public static String cell( final String text )
	{
		if ( text == null )
			return "";
		return text.matches( "(?s).*[,\"\n\r].*" ) ? "\"" + text.replace( "\"", "\"\"" ) + "\"" : text;
	}
}
