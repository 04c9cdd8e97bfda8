// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.io.File;
import java.util.Arrays;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import sc.fiji.efficientsam.model.CatalogEntry;
import sc.fiji.efficientsam.model.ModelStore;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Menus;
import sc.fiji.efficientsam.util.TextTable;

/**
 * Lists, downloads, imports, verifies and deletes models; in a macro: {@code run("Models...", "action=download
 * model=efficientsam-ti")}.
 */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.MODELS, weight = Menus.SETTINGS ) }, headless = true,
		description = "List, download, import, verify or delete models" )
public class ModelsCommand extends EfficientSamCommand {

	@Parameter( label = "Action", choices = { "list", "download", "import", "verify", "delete" },
			description = "What to do: list all models with license, size and state; download, verify or delete one; or import your own " +
			"ONNX files", persist = false )
	private String action = "list";

	@Parameter( label = "Model", initializer = "listModels", description = "Model to download, verify or delete", persist = false )
	private String model = "efficientsam-ti";

	@Parameter( label = "Model folder", style = FileWidget.OPEN_STYLE, required = false,
			description = "To import: the folder of an encoder and its decoder (ONNX), or one of the two files", persist = false )
	private File source;

	@Parameter( label = "Model name", required = false, description =
			"To import: name of the new model, lower-case letters, digits, dots and dashes; empty for the folder's name", persist = false )
	private String id = "";

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "action", "model", "source", "id" );
	}

	/** Says what the model takes. */
	@Override
	public void check( final List< String > notes )
	{
		if ( action.equals( "import" ) )
			requireSource();
		else if ( !action.equals( "list" ) )
			notes.add( "The model " + entry().info().id() + " takes " + describePrompts( model ) + "." );
	}

	private void requireSource()
	{
		if ( source == null || source.getPath().isEmpty() )
			throw new IllegalArgumentException( "There is nothing to import. Choose the folder that holds the encoder and the decoder: " +
					"source=<folder>." );
	}

	@Override
	void execute()
	{
		switch ( Choices.of( "action", action, "list", "download", "import", "verify", "delete" ) )
		{
		case "list":
			list();
			break;
		case "download":
			download( entry() );
			break;
		case "import":
			importModel();
			break;
		case "verify":
			if ( !sam.store().isInstalled( entry() ) )
				throw new IllegalArgumentException( "The model \"" + model +
						"\" is missing or broken. Download it: action=download model=" + model + "." );
			inform( model + " is complete and unchanged." );
			break;
		case "delete":
			inform( sam.store().delete( entry() ) + " files of " + model + " were deleted." );
			break;
		}
	}

	private void download( final CatalogEntry wanted )
	{
		final String license = "license " + wanted.info().license() + ", from " + wanted.source();
		if ( !confirm( "Download " + wanted.info().title() + "? Its " + license + "." ) )
			return;
		inform( "Downloading " + wanted.info().title() + "; " + license );
		sam.store().install( wanted, progress() );
		inform( model + " is installed. Use it with model=" + model + "." );
	}

	private void importModel()
	{
		requireSource();
		final CatalogEntry e = sam.store().importModel( source.toPath(), id == null ? "" : id.trim(), "", sam.loader() );
		inform( e.info().id() + " is installed, a model of the family " + e.family().title() + "; it takes " + e.describePrompts() +
				". Use it with model=" + e.info().id() + "." );
		if ( !e.assumptions().isEmpty() )
			inform( e.assumptions() );
	}

	private CatalogEntry entry()
	{
		final CatalogEntry entry = sam.store().entry( model );
		if ( entry.isBundled() )
			throw new IllegalArgumentException( "The model \"" + model + "\" is part of the plugin and always there." );
		return entry;
	}

	private void list()
	{
		final TextTable table = new TextTable( "Model", "Title", "State", "Prompts", "License" );
		final ModelStore store = sam.store();
		for ( final CatalogEntry e : store.entries().values() )
			table.add( e.info().id(), e.info().title(), store.isInstalled( e ) ? "installed" : "not installed", e.describePrompts(),
					e.info().license() );
		show( "EfficientSAM models", table, "" );
	}
}
