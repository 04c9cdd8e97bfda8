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
package sc.fiji.efficientsam.dialog;

import java.util.ArrayList;
import java.util.List;

import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/** A choice among words. */
final class ChoiceField extends Field {

	ChoiceField( final Module command, final ModuleItem< ? > item )
	{
		super( command, item );
	}

	@Override
	Object shown()
	{
		for ( final Object choice : item.getChoices() )
			if ( choice.toString().equalsIgnoreCase( String.valueOf( value() ).trim() ) )
				return word( choice );
		return value();
	}

	@Override
	void take( final Object shown )
	{
		for ( final Object choice : item.getChoices() )
			if ( word( choice ).equals( shown ) )
				setValue( choice );
	}

	@Override
	ModuleItem< ? > toItem( final ModuleInfo page )
	{
		final DefaultMutableModuleItem< String > shown = item( page, String.class );
		final List< String > words = new ArrayList<>();
		for ( final Object choice : item.getChoices() )
			words.add( word( choice ) );
		shown.setChoices( words );
		return shown;
	}
}
