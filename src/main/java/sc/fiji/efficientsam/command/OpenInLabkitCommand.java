// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.efficientsam.export.Labelings;
import sc.fiji.efficientsam.labeling.Labeling;
import sc.fiji.efficientsam.labeling.LabelingFile;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Menus;

/**
 * Hands objects over to Labkit: writes them as a labeling beside the image's file, where Labkit looks for it, and opens it there; in a
 * macro:
 * {@code run("Open in Labkit...", "imp=cells.tif objects=cells-labels")}.
 */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.OPEN_IN_LABKIT, weight = Menus.FILES - 0.5 ) }, headless = true,
		description = "Write a label image as a labeling beside the image's file, and open both in Labkit" )
public class OpenInLabkitCommand extends EfficientSamCommand {

	/** Labkit's command that opens an image file, with the labeling beside it. */
	private static final String LABKIT = "sc.fiji.labkit.ui.plugin.LabkitImportPlugin";

	@Parameter
	private CommandService commands;

	@Parameter( label = "Image", autoFill = false, description = "The image; it has to be saved", persist = false )
	private ImagePlus imp;

	@Parameter( label = "Label image", autoFill = false, description = "Its objects: a label image or stack; each object becomes a label",
			persist = false )
	private ImagePlus objects;

	@Parameter( label = "Replace the labeling that is there", description = "Whether a labeling that lies beside the image may be replaced",
			persist = false )
	private boolean replace = false;

	@Parameter( label = "Open Labkit", description = "Open the image with its labeling in Labkit; without a screen it is only written",
			persist = false )
	private boolean open = true;

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "objects", "replace", "open" );
	}

	/** Says where the labeling will be. */
	@Override
	public void check( final List< String > notes )
	{
		notes.add( "The labeling will be " + target( SourceImage.of( requireImage() ) ) + "." );
	}

	private ImagePlus requireImage()
	{
		ImagePlusReader.requirePixels( imp );
		ImagePlusReader.requirePixels( objects );
		if ( objects == imp )
			throw new IllegalArgumentException( "\"" + imp.getTitle() +
					"\" is chosen as image and as label image. Choose its label image: objects=[title]." );
		return imp;
	}

	private Path target( final SourceImage image )
	{
		if ( image.file() == null )
			throw new IllegalArgumentException( "\"" + image.title() +
					"\" is not saved, but Labkit reads images from files. Save it first (File > Save As > Tiff...)." );
		final Path file = LabelingFile.beside( image.file() );
		if ( Files.exists( file ) && !replace )
			throw new IllegalArgumentException( "There is a labeling already: " + file +
					". Move it away, or allow that it is replaced: replace=true." );
		return file;
	}

	@Override
	void execute()
	{
		final SourceImage image = SourceImage.of( requireImage() );
		final Path file = target( image );
		final Labeling labeling = Labelings.of( objects, image );
		try
		{
			LabelingFile.write( labeling, file );
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "Cannot write " + file, e );
		}
		inform( "Wrote " + labeling.names().size() + " labels to " + file );
		if ( !open || isHeadless() )
			return;
		final CommandInfo labkit = commands.getCommand( LABKIT );
		if ( labkit == null )
			warn( "Labkit is not installed. Choose Help > Update..., Manage Update Sites, tick Labkit, and open " + image.file() +
					" by Plugins > " +
					"Labkit > Open Image File With Labkit. The labeling that lies beside it will be opened, too." );
		else
			commands.run( labkit, true, "file", image.file().toFile() );
	}
}
