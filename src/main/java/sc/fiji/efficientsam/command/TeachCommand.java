// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.command;

import java.io.File;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.efficientsam.TeachRequest;
import sc.fiji.efficientsam.learn.Lessons;
import sc.fiji.efficientsam.learn.Teaching;
import sc.fiji.efficientsam.roi.RoiSources;
import sc.fiji.efficientsam.session.SessionState;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Choices;
import sc.fiji.efficientsam.util.Menus;
import sc.fiji.efficientsam.util.Setting;

/** Learns from objects what to look for; in a macro: {@code run("Teach...", "labelimage=truth.tif lesson=[my cells]")}. */
@Plugin( type = Command.class, menu = { @Menu( label = Menus.PLUGINS ), @Menu( label = Menus.EFFICIENT_SAM ),
		@Menu( label = Menus.TEACH, weight = Menus.FILES - 0.25 ) }, headless = true,
		description = "Learn from 10 to 30 objects what objects look like in images of their kind" )
public class TeachCommand extends ModelCommand {

	@Parameter( label = "Image", autoFill = false, description = "The image or stack that the examples are in", persist = false )
	private ImagePlus imp;

	@Parameter( label = "Examples", choices = { "auto", "labels", "tool", "manager", "overlay", "file" },
			description = "Where the examples are: in a label image, among the accepted objects of the interactive tool, or areas in the " +
					"ROI Manager, the overlay or a file; auto takes the first of these that there is",
			persist = false )
	private String examples = "auto";

	@Parameter( label = "Label image", required = false, autoFill = false,
			description = "For examples labels or auto: a label image or binary mask of the image's size, or a stack with the " +
					"image's slices",
			persist = false )
	private ImagePlus labelimage;

	@Parameter( label = "ROI file", required = false, description = "A .roi or .zip file of areas, for examples file or auto",
			persist = false )
	private File file;

	@Parameter( persist = false ) private boolean complete = TeachRequest.COMPLETE.standard();

	@Parameter( label = "Lesson name", required = false,
			description = "Name under which everything mode and batches find what was learned; or the path of a .json file; " +
					"empty for the image's name", persist = false )
	private String lesson = "";

	@Parameter( label = "Keep in any case", description =
			"Keep the lesson even if objects that were held out are not surely found better with it", persist = false )
	private boolean always = false;

	@Override
	List< Setting< ? > > settings()
	{
		return TeachRequest.SETTINGS;
	}

	@Override
	public List< String > firstPage()
	{
		return Arrays.asList( "imp", "examples", "labelimage", "complete", "lesson", "model" );
	}

	/** Counts the examples. */
	@Override
	public void check( final List< String > notes )
	{
		ImagePlusReader.requirePixels( imp );
		final String name = name();
		final int n = tell( sam.teach( imp ) ).examples();
		notes.add( n + ( n == 1 ? " object" : " objects" ) + " to learn from." + ( n < 10 ? " 10 to 30 are better." : "" ) );
		notes.add( "The lesson will be called \"" + name + "\"" + ( Files.exists( Lessons.file( name ) ) ? ", in the place of one that " +
				"has this name." : "." ) );
		super.check( notes );
	}

	private String name()
	{
		final String name = lesson == null || lesson.trim().isEmpty() ? SourceImage.of( imp ).name() : lesson.trim();
		Lessons.file( name );
		return name;
	}

	@Override
	void execute()
	{
		ImagePlusReader.requirePixels( imp );
		final String name = name();
		final TeachRequest request = tell( configure( sam.teach( imp ) ) );
		final Teaching teaching = request.run();
		warnAboutGpu();
		if ( !teaching.isBetter() && !always )
			throw new IllegalStateException( "The lesson would not surely help. " + teaching.summary() +
					" Nothing was saved. Give other or more examples." );
		inform( "Saved " + Lessons.save( name, teaching.lesson() ) );
		final String summary = teaching.summary() + " \"Segment Everything...\" and \"Batch...\" use it by its name: lesson=[" +
				name + "].";
		inform( summary );
		show( summary );
	}

	private TeachRequest tell( final TeachRequest request )
	{
		switch ( where() )
		{
		case "labels":
			return request.objects( labelimage );
		case "tool":
			return tellAccepted( request );
		default:
			return request.rois( RoiSources.collectAll( where(), file, imp ) );
		}
	}

	/** NB: an open session without objects must not hide what is in the ROI Manager. */
	private String where()
	{
		final String where = Choices.of( "examples", examples, "auto", "labels", "tool", "manager", "overlay", "file" );
		if ( !where.equals( "auto" ) )
			return where;
		return labelimage != null ? "labels" : file != null && !file.getPath().isEmpty() ? "file"
				: !sam.session( imp ).state().objects().isEmpty() ? "tool"
						: RoiSources.hasManager() && !RoiSources.manager( imp ).isEmpty() ? "manager" : "overlay";
	}

	private TeachRequest tellAccepted( final TeachRequest request )
	{
		final SessionState state = sam.session( imp ).state();
		if ( state.objects().isEmpty() )
			throw new IllegalArgumentException( "No object of \"" + imp.getTitle() +
					"\" was accepted in the interactive tool. Accept 10 to 30, or choose other examples." );
		state.objects().stream().collect( Collectors.groupingBy( o -> o.plane() ) ).forEach( ( plane, objects ) -> request.objects(
				objects.stream().map( o -> o.mask() ).collect( Collectors.toList() ), plane.z(), plane.t() ) );
		return request;
	}
}
