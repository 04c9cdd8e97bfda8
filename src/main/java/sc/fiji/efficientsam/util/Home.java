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

import java.nio.file.Path;
import java.nio.file.Paths;

/** The user's folder for everything that the plugin keeps. */
public final class Home {

	/** System property that names the folder instead of {@code .efficientsam} in the user's home. */
	public static final String PROPERTY = "efficientsam.home";

	private Home()
	{}

	/** The folder; it may not exist yet. */
	public static Path folder()
	{
		final String home = System.getProperty( PROPERTY );
		return home == null ? Paths.get( System.getProperty( "user.home" ), ".efficientsam" ) : Paths.get( home );
	}
}
