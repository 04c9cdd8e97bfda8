// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.efficientsam.Segmentation;
import sc.fiji.efficientsam.SegmentationRequest;
import sc.fiji.efficientsam.export.Labelings;
import sc.fiji.efficientsam.labeling.Labeling;
import sc.fiji.efficientsam.labeling.LabelingFile;
import sc.fiji.efficientsam.labeling.ScribblePrompts;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Menus;
import sc.fiji.efficientsam.util.Setting;

/**
 * Turns the scribbles of a labeling of Labkit into masks; in a macro: {@code run("Segment Labkit Labeling...", "imp=cells.tif
 * labeling=[/data/cells.tif.labeling]")}.
 */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.SEGMENT_LABELING, weight = Menus.FILES - 1 ) }, headless = true,
		description = "Turn the scribbles of a labeling, as Labkit saves it, into one mask each" )
public class SegmentLabelingCommand extends ResultCommand {

	/** What Labkit calls it. */
	private static final String BACKGROUND = "background";

	@Parameter( label = "Labeling", required = false, description =
			"A .labeling file of Labkit; none for the one that Labkit keeps beside the image's file", persist = false )
	private File labeling;

	@Parameter( label = "Objects", choices = { "scribble", "label" },
			description = "scribble: each connected scribble is an object; label: all scribbles of a label are one object",
					persist = false )
	private String objects = "scribble";

	@Parameter( label = "Background labels", required = false,
			description = "Labels whose scribbles say where no object is, separated by commas", persist = false )
	private String background = BACKGROUND;

	@Parameter( label = "Points per object", min = "1", max = "20",
			description = "How many points of a scribble describe its object", persist = false )
	private int perobject = 3;

	@Parameter( persist = false ) private double objectsize = SegmentSettings.OBJECT_SIZE.standard();
	@Parameter( persist = false ) private String candidate = SegmentSettings.CANDIDATE.word();
	@Parameter( persist = false ) private String overlap = SegmentSettings.OVERLAP.word();
	@Parameter( persist = false ) private int fragments = SegmentSettings.FRAGMENTS.standard();
	@Parameter( persist = false ) private int holes = SegmentSettings.HOLES.standard();

	/** How many other planes have scribbles. */
	private int elsewhere;

	/** NB: scribbles are no selections. */
	@Override
	List< Setting< ? > > settings()
	{
		return SegmentationRequest.SETTINGS.stream().filter( s -> !RoiPrompts.ALL.contains( s ) ).collect( Collectors.toList() );
	}

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "labeling", "objects", "objectsize", "model", "labels" );
	}

	/** Counts the scribbles. */
	@Override
	public void check( final List< String > notes )
	{
		ImagePlusReader.requirePixels( imp );
		final int n = prompts( SourceImage.of( imp ) ).size();
		notes.add( n + ( n == 1 ? " object has" : " objects have" ) + " scribbles on this slice." );
		super.check( notes );
	}

	private List< Prompt > prompts( final SourceImage image )
	{
		final Labeling all = read( image );
		if ( !sizes( all.axes() ).equals( sizes( Labelings.axes( image ) ) ) )
			throw new IllegalArgumentException( "The labeling is " + all.describeSize() + ", but \"" + image.title() + "\" is " +
					new Labeling( Labelings.axes( image ), Collections.emptyMap(), Collections.emptyMap() ).describeSize() +
					". Choose the labeling that belongs to the image." );
		final Set< String > outside = new LinkedHashSet<>();
		for ( final String name : background == null ? new String[ 0 ] : background.split( "," ) )
			if ( !name.trim().isEmpty() )
				outside.add( name.trim() );
		for ( final String name : outside )
			// NB: many labelings have no background.
			if ( !all.names().contains( name ) && !background.trim().equals( BACKGROUND ) )
				throw new IllegalArgumentException( "The labeling has no label \"" + name + "\" for background. Its labels are: " +
						String.join( ", ", all.names() ) + "." );
		final List< Long > here = position( all, image );
		elsewhere = ( int ) all.names().stream().filter( n -> !outside.contains( n ) )
				.flatMap( n -> all.planes( n ).keySet().stream() ).filter( p -> !p.equals( here ) ).distinct().count();
		final List< Prompt > prompts = new ScribblePrompts( perobject, Choices.of( "objects", objects, "scribble", "label" )
				.equals( "scribble" ),
				outside ).of( all, here );
		if ( prompts.isEmpty() )
			throw new IllegalArgumentException( "The labeling has no scribbles of objects on this slice. Its labels are: " +
					String.join( ", ", all.names() ) + "; background: " + String.join( ", ", outside ) + "." );
		return prompts;
	}

	/** NB: a labeling need not begin at 0. */
	private static List< Long > position( final Labeling all, final SourceImage image )
	{
		final List< Long > position = Labelings.position( image, image.z(), image.t() );
		for ( int d = 0; d < position.size(); d++ )
			position.set( d, position.get( d ) + all.axes().get( d + 2 ).min() );
		return position;
	}

	private static List< Long > sizes( final List< Labeling.Axis > axes )
	{
		return axes.stream().map( Labeling.Axis::size ).collect( Collectors.toList() );
	}

	private Labeling read( final SourceImage image )
	{
		final boolean named = labeling != null && !labeling.getPath().isEmpty();
		if ( !named && image.file() == null )
			throw new IllegalArgumentException( "\"" + image.title() +
					"\" comes from no file that a labeling could lie beside. Choose the .labeling file: labeling=[path]." );
		final Path file = named ? labeling.toPath() : LabelingFile.beside( image.file() );
		if ( !Files.isRegularFile( file ) )
			throw new IllegalArgumentException( "There is no labeling " + file +
					". Save one in Labkit (Labeling > Save Labeling...), or choose the file: labeling=[path]." );
		try
		{
			return LabelingFile.read( file );
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "Cannot read " + file, e );
		}
	}

	@Override
	void execute()
	{
		final SegmentationRequest request = configure( sam.segment( imp ) );
		request.prompts( prompts( request.freeze() ) );
		final Segmentation result = request.run();
		objectsize = settleSize( objectsize, request.usedObjectSize(), request.isUnsureOfObjectSize() );
		finish( result );
		if ( elsewhere > 0 )
			warn( "Only the current slice was segmented; there are scribbles on " + elsewhere + " other ones." );
		tell( result );
	}
}
