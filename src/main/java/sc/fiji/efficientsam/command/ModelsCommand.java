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
package sc.fiji.efficientsam.command;

import java.util.Locale;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.CatalogEntry;
import sc.fiji.efficientsam.model.ModelStore;

/** Lists, downloads, verifies and deletes models; in a macro: {@code run("Models...", "action=download model=efficientsam-ti")}. */
@Plugin( type = Command.class, menuPath = Menu.MODELS, headless = true, description = "List, download, verify or delete models" )
public class ModelsCommand extends EfficientSamCommand {

	@Parameter
	private EfficientSamService sam;

	@Parameter( label = "Action", choices = { "list", "download", "verify", "delete" }, description = "What to do: list all models with licence, size and state, or download, verify or delete one", persist = false )
	private String action = "list";

	@Parameter( label = "Model", description = "Id of the model to download, verify or delete", persist = false )
	private String model = "efficientsam-ti";

	@Override
	void execute()
	{
		switch ( action == null ? "" : action.trim().toLowerCase( Locale.ROOT ) )
		{
		case "list":
			list();
			break;
		case "download":
			final CatalogEntry wanted = entry();
			inform( "Downloading " + wanted.info().title() + "; licence " + wanted.info().licence() + ", from " + wanted.source() );
			sam.store().install( wanted, progress() );
			inform( model + " is installed. Use it with model=" + model + "." );
			break;
		case "verify":
			if ( !sam.store().isInstalled( entry() ) )
				throw new IllegalArgumentException( "The model \"" + model + "\" is missing or broken. Download it: action=download model=" + model + "." );
			inform( model + " is complete and unchanged." );
			break;
		case "delete":
			inform( sam.store().delete( entry() ) + " files of " + model + " were deleted." );
			break;
		default:
			throw new IllegalArgumentException( "\"" + action + "\" is no value for action. Use one of: list, download, verify, delete." );
		}
	}

	private CatalogEntry entry()
	{
		if ( EfficientSamService.DEFAULT_MODEL.equals( model ) )
			throw new IllegalArgumentException( "The model \"" + model + "\" is part of the plugin and always there." );
		return sam.store().entry( model );
	}

	private void list()
	{
		inform( "micro: " + BundledModel.INFO.title() + "; licence " + BundledModel.INFO.licence() + "; installed" );
		final ModelStore store = sam.store();
		for ( final CatalogEntry e : store.entries().values() )
			inform( e.info().id() + ": " + e.info().title() + "; licence " + e.info().licence() + "; " + ( store.isInstalled( e ) ? "installed" : "not installed" ) );
	}
}
