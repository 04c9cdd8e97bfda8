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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;

/** The tools that are open, one for an image at most. Safe for use by several threads. */
final class OpenTools {

	private static final Map< ImagePlus, Interactive > OPEN = new LinkedHashMap<>();

	private OpenTools()
	{}

	/** The tool of an image, or null. */
	static synchronized Interactive of( final ImagePlus imp )
	{
		return OPEN.get( imp );
	}

	/** All tools, the oldest one first. */
	static synchronized List< Interactive > all()
	{
		return new ArrayList<>( OPEN.values() );
	}

	static synchronized void add( final Interactive tool )
	{
		OPEN.put( tool.image(), tool );
	}

	static synchronized void remove( final Interactive tool )
	{
		OPEN.remove( tool.image() );
	}
}
