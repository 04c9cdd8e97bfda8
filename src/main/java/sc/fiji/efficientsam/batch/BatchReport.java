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
package sc.fiji.efficientsam.batch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of the images of a batch. Immutable. */
public final class BatchReport {

	private final int images;
	private final Map< BatchImage, String > failed;

	BatchReport( final int images, final Map< BatchImage, String > failed )
	{
		this.images = images;
		this.failed = Collections.unmodifiableMap( new LinkedHashMap<>( failed ) );
	}

	/** Number of images that have results now. */
	public int done()
	{
		return images - failed.size();
	}

	/** Images that failed, with the reasons; unmodifiable. */
	public Map< BatchImage, String > failed()
	{
		return failed;
	}

	/** One sentence for the log. */
	public String summary()
	{
		return done() + " of " + images + " images have results" + ( failed.isEmpty() ? "."
				: "; " + failed.size() + " failed: " + failed.entrySet().stream().limit( 10 ).map( e -> e.getKey() + " (" + e.getValue() + ")" ).collect( Collectors.joining( "; " ) ) +
						( failed.size() > 10 ? "; ..." : "" ) + ". Run the batch again to try only these." );
	}
}
