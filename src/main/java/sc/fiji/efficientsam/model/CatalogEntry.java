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
package sc.fiji.efficientsam.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import sc.fiji.efficientsam.download.RemoteFile;

/** A model that can be downloaded: what it is, and its two files. Immutable. */
public final class CatalogEntry {

	private final ModelInfo info;
	private final String source;
	private final RemoteFile encoder;
	private final RemoteFile decoder;

	public CatalogEntry( final ModelInfo info, final String source, final RemoteFile encoder, final RemoteFile decoder )
	{
		this.info = Objects.requireNonNull( info, "info" );
		this.source = source == null ? "" : source;
		this.encoder = Objects.requireNonNull( encoder, "encoder" );
		this.decoder = Objects.requireNonNull( decoder, "decoder" );
	}

	public ModelInfo info()
	{
		return info;
	}

	/** The project that the model comes from, as a web address. */
	public String source()
	{
		return source;
	}

	public RemoteFile encoder()
	{
		return encoder;
	}

	public RemoteFile decoder()
	{
		return decoder;
	}

	/** Encoder and decoder. */
	public List< RemoteFile > files()
	{
		return Arrays.asList( encoder, decoder );
	}

	/** Bytes of both files. */
	public long size()
	{
		return encoder.size() + decoder.size();
	}
}
