// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.efficientsam.inference.Tensor;

/**
 * What the image encoder made of one frame: costly to compute, small to keep,
 * and good for any number of prompts. Immutable; it holds no native handle, so
 * it needs no closing.
 */
public final class Embedding {

	private final Map< String, Tensor > parts;

	private Embedding( final Map< String, Tensor > parts )
	{
		if ( parts.isEmpty() )
			throw new IllegalArgumentException( "An embedding needs at least one tensor." );
		final Map< String, Tensor > direct = new LinkedHashMap<>();
		parts.forEach( ( name, tensor ) -> direct.put( name, tensor.toDirect() ) );
		this.parts = Collections.unmodifiableMap( direct );
	}

	/**
	 * An embedding from its tensors, which may have been computed before.
	 *
	 * @param parts
	 *            by the names that they have as inputs of the decoder
	 */
	public static Embedding of( final Map< String, Tensor > parts )
	{
		return new Embedding( parts );
	}

	/** An embedding of one tensor. */
	public static Embedding of( final Tensor values )
	{
		return new Embedding( Collections.singletonMap( EfficientSamModel.EMBEDDINGS, values ) );
	}

	/** All tensors by the names that they have as inputs of the decoder; unmodifiable. */
	public Map< String, Tensor > parts()
	{
		return parts;
	}

	/** The first tensor, which for most models is the only one: shape [1, channels, rows, columns]. */
	public Tensor values()
	{
		return parts.values().iterator().next();
	}

	/** Size in bytes. */
	public long bytes()
	{
		return parts.values().stream().mapToLong( Tensor::bytes ).sum();
	}
}
