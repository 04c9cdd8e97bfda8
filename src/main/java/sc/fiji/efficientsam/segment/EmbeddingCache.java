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
package sc.fiji.efficientsam.segment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import sc.fiji.efficientsam.image.Frame;
import sc.fiji.efficientsam.model.Embedding;

/**
 * Keeps the embeddings of an image's frames in memory up to a number of bytes,
 * and drops those that were not used for longest. Safe for use by several
 * threads; a frame is encoded only once even if two threads ask for it.
 */
public final class EmbeddingCache {

	private final long capacity;
	private final Map< Frame, Embedding > entries = new LinkedHashMap<>( 16, 0.75f, true );
	private long bytes;

	/**
	 * @param capacity
	 *            bytes to keep; the newest embedding is kept in any case
	 */
	public EmbeddingCache( final long capacity )
	{
		this.capacity = capacity;
	}

	/** The embedding of a frame, made by {@code encoder} if it is not there. */
	public synchronized Embedding get( final Frame frame, final Function< Frame, Embedding > encoder )
	{
		Embedding e = entries.get( frame );
		if ( e == null )
		{
			e = encoder.apply( frame );
			entries.put( frame, e );
			bytes += e.bytes();
			while ( bytes > capacity && entries.size() > 1 )
				bytes -= entries.remove( entries.keySet().iterator().next() ).bytes();
		}
		return e;
	}

	/** Number of embeddings at hand. */
	public synchronized int size()
	{
		return entries.size();
	}

	/** Bytes of the embeddings at hand. */
	public synchronized long bytes()
	{
		return bytes;
	}
}
