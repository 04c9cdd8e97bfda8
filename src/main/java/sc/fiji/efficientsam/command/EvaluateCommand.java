// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.evaluate.Protocol;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.report.LabelReport;
import sc.fiji.efficientsam.report.PromptReport;
import sc.fiji.efficientsam.report.Report;
import sc.fiji.efficientsam.report.TruthPair;
import sc.fiji.efficientsam.report.TruthPairs;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Menus;

/**
 * Measures models, or label images, on images with true labels; in a macro: {@code run("Evaluate...",
 * "data=[/data/mine] folder=[/data/report]")}.
 */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.EVALUATE, weight = Menus.FILES + 1 ) }, headless = true,
		description = "Measure which model and prompt work on your images, or how good label images are" )
public class EvaluateCommand extends EfficientSamCommand {

	private static final String NAME = "evaluation";

	@Parameter( label = "Scope", choices = { "prompts", "labels" },
			description = "prompts: models, by simulated boxes and clicks; labels: finished label images", persist = false )
	private String mode = "prompts";

	@Parameter( label = "Ground truth folder", style = FileWidget.DIRECTORY_STYLE,
			description = "Folder with images and label images (a.png with a.labels.png, a-truth.png or a_masks.png), or with the " +
					"folders " +
			"images and masks; folders in it are sets", persist = false )
	private File data;

	@Parameter( label = "Image list", required = false, description =
			"A text file that names images line by line, relative to the folder; none for all", persist = false )
	private File list;

	@Parameter( label = "Models", required = false, description = "For prompts: ids separated by commas, or installed for all that are",
			persist = false )
	private String models = EfficientSamService.DEFAULT_MODEL;

	@Parameter( label = "Prompts", required = false, description =
			"For prompts: box, point (one click in the middle), three (two corrective clicks more), separated by commas", persist = false )
	private String prompts = "box,point,three";

	@Parameter( label = "Known object sizes", description = "For prompts: whether the user tells each object's true size with clicks",
			persist = false )
	private boolean told = false;

	@Parameter( label = "Images per set", min = "0", description = "For prompts: the first images of each set; 0 for all", persist = false )
	private int images = 0;

	@Parameter( label = "Objects per image", min = "0", description = "For prompts: the first labels of each image; 0 for all",
			persist = false )
	private int objects = 12;

	@Parameter( label = "Predicted labels", style = FileWidget.DIRECTORY_STYLE, required = false,
			description = "For labels: folder with the label images that are measured, named like the images, with or without -labels",
			persist = false )
	private File found;

	@Parameter( label = "Outline tolerance (pixels)", min = "0", description = "For labels: distance within which outlines agree",
			persist = false )
	private double tolerance = 2;

	@Parameter( label = "Results folder", style = FileWidget.DIRECTORY_STYLE, required = false,
			description = "Folder for the report: two tables, a summary in Markdown, and a plot", persist = false )
	private File folder;

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "mode", "data", "models", "prompts", "found", "folder" );
	}

	/** Counts the images. */
	@Override
	public void check( final List< String > notes )
	{
		if ( data == null || data.getPath().isEmpty() )
			throw new IllegalArgumentException( "Choose the folder with images and their true labels: data=<folder>." );
		final int n = TruthPairs.find( data, list ).size();
		notes.add( n + ( n == 1 ? " image" : " images" ) + " with true labels." );
		if ( mode.equals( "labels" ) )
			requireFound();
	}

	private void requireFound()
	{
		if ( found == null || !found.isDirectory() )
			throw new IllegalArgumentException( "Choose the folder with the label images to measure: found=<folder>." );
	}

	@Override
	void execute()
	{
		final List< TruthPair > pairs = TruthPairs.find( data, list );
		final Report report = measure( pairs );
		if ( folder != null && !folder.getPath().isEmpty() )
			for ( final Path file : report.write( folder, NAME ) )
				inform( "Saved " + file );
		for ( final String line : report.markdown().split( "\n" ) )
			if ( !line.isEmpty() )
				inform( line );
		if ( !report.skipped().isEmpty() )
			warn( report.skipped().size() + " of " + pairs.size() + " images were left out." );
		warnAboutGpu();
		if ( !isHeadless() )
			new ImagePlus( NAME, report.plot() ).show();
	}

	private Report measure( final List< TruthPair > pairs )
	{
		if ( Choices.of( "mode", mode, "prompts", "labels" ).equals( "prompts" ) )
			return new PromptReport( sam ).models( chosenModels() ).protocols( protocols() ).limits( images,
					objects ).told( told ).run( pairs, progress() );
		requireFound();
		return new LabelReport( tolerance ).run( pairs, this::labels, progress() );
	}

	private List< String > chosenModels()
	{
		final List< String > ids = new ArrayList<>();
		for ( final String word : words( models ) )
			if ( word.equals( "installed" ) )
				sam.store().entries().values().stream().filter( sam.store()::isInstalled ).forEach( e -> ids.add( e.info().id() ) );
			else
				ids.add( word );
		// NB: a wrong name shall not come out after an hour.
		ids.forEach( id -> sam.model( id, Device.AUTO ) );
		return ids;
	}

	private List< Protocol > protocols()
	{
		final List< Protocol > all = new ArrayList<>();
		for ( final String word : words( prompts ) )
			try
			{
				all.add( Protocol.valueOf( word.toUpperCase( Locale.ROOT ) ) );
			}
			catch ( final IllegalArgumentException e )
			{
				throw new IllegalArgumentException( "\"" + word + "\" is no value for prompts. Use some of: box, point, three.", e );
			}
		return all;
	}

	private static List< String > words( final String list )
	{
		final List< String > words = new ArrayList<>();
		for ( final String word : ( list == null ? "" : list ).split( "[,\\s]+" ) )
			if ( !word.isEmpty() )
				words.add( word );
		if ( words.isEmpty() )
			throw new IllegalArgumentException( "Neither models nor prompts may be empty. Name at least one of each." );
		return words;
	}

	/** The found labels of an image: in the folder of its set, or in the folder itself. */
	private File labels( final TruthPair pair )
	{
		final String name = pair.image().getName(), stem = name.substring( 0, name.lastIndexOf( '.' ) );
		final List< String > tried = new ArrayList<>();
		for ( final File in : new File[] { new File( found, pair.set() ), found } )
			for ( final String end : new String[] { "-labels.tif", "-labels.png", ".labels.png", "_masks.tif", "_masks.png", ".tif",
					".png" } )
			{
				final File f = new File( in, stem + end );
				if ( f.isFile() )
					return f;
				tried.add( f.getName() );
			}
		throw new IllegalArgumentException( "there is no file of found labels in \"" + found + "\"; looked for " +
				String.join( ", ", tried.subList( 0, 7 ) ) );
	}
}
