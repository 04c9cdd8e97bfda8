// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.segment;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.prompt.PromptPoint;

/**
 * Mask prompts for models that take none, such as EfficientSAM: the model is
 * given the mask's box, and, where the prompt has no positive point, the pixel of
 * the mask that is farthest from the outside. What the user said otherwise stays.
 */
final class MaskPrompts {

	private MaskPrompts()
	{}

	/** The prompt as the model can take it. */
	static Prompt forModel( final Prompt prompt, final PromptableModel model )
	{
		if ( !prompt.hasMask() || model.takesMasks() )
			return prompt;
		final List< PromptPoint > points = new ArrayList<>( prompt.points() );
		if ( points.stream().noneMatch( PromptPoint::isPositive ) )
			points.addAll( 0, PromptPoint.inside( prompt.mask(), 1 ) );
		return Prompt.of( prompt.hasBox() ? prompt.box() : prompt.mask().bounds(), points ).withName( prompt.name() );
	}
}
