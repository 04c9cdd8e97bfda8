// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.util.Collection;
import java.util.Map;

/** Compares what a run is given with what the model takes; every {@link InferenceSession} needs it. */
final class InputCheck {

	private InputCheck()
	{}

	/**
	 * @param name
	 *            of the model, for messages
	 * @throws InferenceException
	 *             if an input is missing, unknown, or of a wrong type or shape, or
	 *             an output is unknown
	 */
	static void check( final String name, final OnnxSignature signature, final Map< String, Tensor > inputs,
			final Collection< String > outputs )
	{
		if ( !inputs.keySet().equals( signature.inputs().keySet() ) )
			throw new InferenceException( name + " takes the inputs " + signature.inputs().keySet() + ", but got " + inputs.keySet() +
					"." );
		if ( !signature.outputs().keySet().containsAll( outputs ) )
			throw new InferenceException( name + " gives the outputs " + signature.outputs().keySet() + ", but was asked for " + outputs +
					"." );
		signature.inputs().forEach( ( key, value ) -> {
			final Tensor tensor = inputs.get( key );
			if ( tensor.isFloat() != ( value.type() == OnnxSignature.FLOAT ) || !fits( tensor.shape(), value.shape() ) )
				throw new InferenceException( name + " takes " + value + " as \"" + key + "\", but got " + tensor + "." );
		} );
	}

	private static boolean fits( final long[] actual, final long[] wanted )
	{
		boolean fits = actual.length == wanted.length;
		for ( int d = 0; fits && d < actual.length; d++ )
			fits = wanted[ d ] < 0 || wanted[ d ] == actual[ d ];
		return fits;
	}
}
