// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
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
				: "; " + failed.size() + " failed: " + failed.entrySet().stream().limit( 10 ).map( e -> e.getKey() + " (" + e.getValue() +
						")" ).collect( Collectors.joining( "; " ) ) +
						( failed.size() > 10 ? "; ..." : "" ) + ". Run the batch again to try only these." );
	}
}
