// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;

import sc.fiji.efficientsam.EverythingRequest;
import sc.fiji.efficientsam.RefineRequest;
import sc.fiji.efficientsam.SegmentationRequest;
import sc.fiji.efficientsam.SegmentationTask;
import sc.fiji.efficientsam.batch.BatchFiles;
import sc.fiji.efficientsam.batch.BatchMerge;
import sc.fiji.efficientsam.batch.BatchReport;
import sc.fiji.efficientsam.batch.BatchRequest;
import sc.fiji.efficientsam.everything.Preset;
import sc.fiji.efficientsam.export.ResultKind;
import sc.fiji.efficientsam.learn.Lessons;
import sc.fiji.efficientsam.prompt.PromptTable;
import sc.fiji.efficientsam.roi.RoiPrompts;
import sc.fiji.efficientsam.segment.SegmentSettings;
import sc.fiji.efficientsam.source.ImageFiles;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Menus;
import sc.fiji.efficientsam.util.Setting;
import sc.fiji.efficientsam.util.Settings;

/** Segments a folder of images; in a macro: {@code run("Batch...", "input=[/data/in] prompts=everything folder=[/data/out]")}. */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.BATCH, weight = Menus.FILES ) }, headless = true,
		description = "Segment a folder of images, with prompts that lie beside them, or everything in them" )
public class BatchCommand extends ModelCommand {

	private static final String[] PROMPTS = { ".zip", ".roi", ".csv", "-rois.zip", "-boxes.zip", "-points.roi", "_rois.zip", "-prompts.csv",
			"-RoiSet.zip" };

	private static final String[] SEEDS = { "-seeds.tif", "-seeds.png", "_seeds.tif", "_seeds.png" };

	private static final String[] MASKS = { "-mask.tif", "-mask.png", "_mask.tif", "_mask.png" };

	@Parameter( label = "Action", choices = { "run", "merge" },
			description = "run: segment, then write the joint tables; merge: only write the joint tables again, when all shards are done",
			persist = false )
	private String action = "run";

	@Parameter( label = "Images", style = FileWidget.OPEN_STYLE, required = false,
			description = "Folder of images, one image, or a text file that names one image per line", persist = false )
	private File input;

	@Parameter( label = "File names", required = false, description =
			"Which files of the folder, for example *.tif or *{_c1,_c2}.png; empty for all images", persist = false )
	private String pattern = "";

	@Parameter( label = "Subfolders", description = "Whether subfolders of the folder are searched", persist = false )
	private boolean recursive = false;

	@Parameter( label = "Prompts", choices = { "rois", "everything", "seeds", "refine" },
			description = "rois: ROI or CSV files beside the images; everything: all objects; seeds: all objects of a seed image beside " +
			"each image; refine: the objects of a rough label image beside each image, made exact", persist = false )
	private String prompts = "rois";

	@Parameter( label = "Prompt file suffix", required = false,
			description = "How the file beside an image ends, after the image's name without ending, for example -boxes.zip or " +
					"_mask.tif; " +
			"empty to look for the usual ones", persist = false )
	private String suffix = "";

	@Parameter( persist = false ) private double objectsize = SegmentSettings.OBJECT_SIZE.standard();
	@Parameter( persist = false ) private String mode = RoiPrompts.POINTS.word();
	@Parameter( persist = false ) private String candidate = SegmentSettings.CANDIDATE.word();
	@Parameter( persist = false ) private String preset = Preset.SETTING.word();
	@Parameter( persist = false ) private String overlap = SegmentSettings.OVERLAP.word();
	@Parameter( persist = false, required = false ) private String lesson = EverythingRequest.LESSON.standard();

	@Parameter( label = "Part (k/n)", required = false, description = "For many computers: 2/8 does the second of eight parts",
			persist = false )
	private String shard = "1/1";

	@Parameter( label = "Reprocess finished images", description = "Whether images that already have results are segmented again",
			persist = false )
	private boolean again = false;

	@Parameter( label = "Pictures", description = "Write a picture of each result", persist = false )
	private boolean pictures = true;

	@Parameter( label = "Results folder", style = FileWidget.DIRECTORY_STYLE, required = false, description = "Folder for the results",
			persist = false )
	private File folder;

	@Parameter( label = "File formats", required = false, description =
			"Files for each image: usual (labels, rois, table, settings, geojson, picture), or words of these, coco, zarr and zarr3 " +
			"(OME-Zarr), separated by commas; the joint table of objects needs table", persist = false )
	private String formats = ResultKind.USUAL;

	@Override
	List< Setting< ? > > settings()
	{
		return Settings.join( SegmentationRequest.SETTINGS, Settings.list( Preset.SETTING, EverythingRequest.LESSON ) );
	}

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "input", "prompts", "preset", "objectsize", "model", "folder" );
	}

	/** Counts the images. */
	@Override
	public void check( final List< String > notes )
	{
		requireTarget();
		if ( action.equals( "run" ) )
		{
			final int n = BatchFiles.list( input, pattern == null ? "" : pattern.trim(), recursive, folder ).size();
			notes.add( n + ( n == 1 ? " image" : " images" ) + " will be segmented." );
		}
		super.check( notes );
	}

	private void requireTarget()
	{
		ResultKind.BATCH.formats( formats );
		if ( folder == null || folder.getPath().isEmpty() )
			throw new IllegalArgumentException( "Choose a folder for the results: folder=<folder>." );
	}

	@Override
	void execute()
	{
		requireTarget();
		if ( Choices.of( "action", action, "run", "merge" ).equals( "merge" ) )
			merge();
		else
			run( shard == null || shard.trim().isEmpty() ? "1/1" : shard.trim() );
	}

	private void merge()
	{
		inform( "Joined the results of " + BatchMerge.merge( folder ) + " images in " + folder );
	}

	private void run( final String part )
	{
		final Function< File, File > beside = beside();
		final BatchReport report = new BatchRequest( BatchFiles.shard( BatchFiles.list( input, pattern == null ? "" : pattern.trim(),
				recursive, folder, companions() ), part ), this::task, folder )
				.settings( words() ).prompts( beside ).again( again ).formats( formats ).pictures( pictures ).progress( progress() ).run();
		warnAboutGpu();
		if ( part.equals( "1/1" ) )
			merge();
		else
			inform( "Part " + part + " is done. When all parts are, join their results with action=merge." );
		if ( !report.failed().isEmpty() )
			throw new IllegalStateException( report.summary() );
		inform( report.summary() );
	}

	/** All that changes results. */
	private String words()
	{
		return String.join( " ", describe(), prompts, Double.toString( objectsize ), mode, candidate, preset, overlap ) + lessonWords();
	}

	/** With its contents, as a lesson may be taught anew. */
	private String lessonWords()
	{
		final String name = lesson == null ? "" : lesson.trim();
		if ( name.isEmpty() )
			return "";
		if ( !source().equals( "everything" ) )
			throw new IllegalArgumentException( "A lesson is about finding everything. Use prompts=everything, or leave out the lesson." );
		return " " + name + " " + Lessons.read( name ).hash();
	}

	/** How files end that belong to an image and are none themselves, whatever the prompts of this run are. */
	private String[] companions()
	{
		final Stream< String > own = suffix == null || suffix.trim().isEmpty() ? Stream.empty() : Stream.of( suffix.trim() );
		return Stream.of( own, Stream.of( SEEDS ), Stream.of( MASKS ) ).flatMap( s -> s ).toArray( String[]::new );
	}

	private Function< File, File > beside()
	{
		final String end = suffix == null ? "" : suffix.trim();
		final String[] usual;
		switch ( source() )
		{
		case "rois":
			usual = PROMPTS;
			break;
		case "seeds":
			usual = SEEDS;
			break;
		case "refine":
			usual = MASKS;
			break;
		default:
			return f -> null;
		}
		return f -> BatchFiles.beside( f, end.isEmpty() ? usual : new String[] { end } );
	}

	private String source()
	{
		return Choices.of( "prompts", prompts, "rois", "everything", "seeds", "refine" );
	}

	private SegmentationTask task( final ImagePlus imp, final File file )
	{
		final File other = beside().apply( file );
		switch ( source() )
		{
		case "rois":
			final SegmentationRequest rois = configure( sam.segment( imp ) );
			return other.getName().toLowerCase( Locale.ROOT ).endsWith( ".csv" )
					? rois.prompts( PromptTable.parse( text( other ) ) ) : rois.rois( other );
		case "refine":
			final RefineRequest refine = sam.refine( imp, ImageFiles.open( other ) );
			return configure( refine );
		default:
			final EverythingRequest all = configure( sam.everything( imp ) );
			return other == null ? all : all.seeds( ImageFiles.open( other ) );
		}
	}

	private static String text( final File csv )
	{
		try
		{
			// NB: not decoded in silence, as String's constructor would: bytes that are no UTF-8 are an error.
			return String.join( "\n", Files.readAllLines( csv.toPath(), StandardCharsets.UTF_8 ) );
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "\"" + csv + "\" cannot be read as text in UTF-8 (" + e.getMessage() + "). Save it again.", e );
		}
	}
}
