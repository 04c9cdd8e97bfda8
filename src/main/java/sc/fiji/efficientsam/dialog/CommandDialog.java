// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.dialog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.MutableModuleItem;
import org.scijava.prefs.PrefService;
import org.scijava.service.Service;
import org.scijava.ui.DialogPrompt.MessageType;
import org.scijava.ui.UIService;

import ij.ImagePlus;

import sc.fiji.efficientsam.ObjectSizes;
import sc.fiji.efficientsam.ui.HelpWindow;

/**
 * The dialog of one command: its first page, the others behind "More...", a text
 * that says at each change what will happen, and the checks when the user presses
 * OK. Used once; not thread-safe.
 */
final class CommandDialog {

	private static final String SIZE = "objectsize";

	private static final List< String > LOOK = Arrays.asList( "device", "contrast", "low", "high", "channel", "perslice" ),
			LIMITS = Arrays.asList( "quality", "score", "stability", "smallest", "largest", "border", "iou", "nms", "inside", "agreement",
					"keep", "gap", "minscore", "arearatio" ),
			FOLLOWING = Arrays.asList( "axis", "direction", "first", "last", "every", "join", "instances", "divisions" ),
			RESULTS = Arrays.asList( "labels", "manager", "overlay", "table", "folder", "pictures", "partial" );

	/** As many fields fit on one page without a scroll bar on any screen. */
	private static final int PAGE = 12;

	private final Context context;

	private final Module command;

	private final HasDialog look;

	private final Pages pages;

	private final Map< String, Field > fields = new LinkedHashMap<>();

	private final SizeCircle circle = new SizeCircle();

	private String sizeFrom = "";

	private Page first;

	CommandDialog( final Context context, final Module command, final HasDialog look )
	{
		this.context = context;
		this.command = command;
		this.look = look;
		pages = new Pages( context );
		for ( final ModuleItem< ? > item : command.getInfo().inputs() )
			if ( !command.isInputResolved( item.getName() ) && !Service.class.isAssignableFrom( item.getType() )
					&& item.getType() != Context.class )
				fields.put( item.getName(), Field.of( command, item ) );
	}

	/**
	 * Asks the user, if there is one; afterwards the command's inputs are set and
	 * resolved, and what a macro need not say is hidden from the recorder.
	 *
	 * @return false if the user pressed Cancel
	 */
	boolean ask()
	{
		look.prepare();
		for ( final Field field : fields.values() )
			if ( field instanceof ImageField && !field.name().equals( HasDialog.IMAGE ) && field.item.isRequired()
					&& field.value() == null )
				( ( ImageField ) field ).take( ImageField.open().isEmpty()
						? null : new ImageField( command, command.getInfo().getInput( HasDialog.IMAGE ) ).shown() );
		keepApart( HasDialog.IMAGE );
		offerSize();
		try
		{
			if ( !askFirst() )
				return false;
		}
		finally
		{
			circle.hide();
		}
		if ( first == null || first.wasShown() )
			finish();
		return true;
	}

	private boolean askFirst()
	{
		final List< Field > main = fields( look.firstPage() );
		if ( main.isEmpty() )
			return true;
		first = new Page( command.getInfo().getTitle(), main ).listener( this::changed ).note();
		if ( main.size() < fields.size() )
			first.more( this::more );
		first.help( () -> HelpWindow.show( context, command.getInfo().getTitle() ) );
		changed( "" );
		while ( pages.ask( first ) )
		{
			if ( !first.wasShown() )
				return true;
			final String problem = problem( new ArrayList<>() );
			if ( problem == null )
				return true;
			tell( problem );
		}
		return false;
	}

	/** What keeps the command from being run, or null. */
	private String problem( final List< String > notes )
	{
		if ( first.mistake() != null )
			return first.mistake();
		try
		{
			look.check( notes );
			return null;
		}
		catch ( final IllegalArgumentException e )
		{
			// NB: how a macro says it is of no use here.
			return String.valueOf( e.getMessage() ).replaceAll( ":( [a-z]+=<[^>]*>)+\\.$", "." );
		}
	}

	private void tell( final String problem )
	{
		context.service( UIService.class ).showDialog( problem, command.getInfo().getTitle(), MessageType.WARNING_MESSAGE );
	}

	private void changed( final String name )
	{
		if ( fields.get( name ) instanceof ImageField )
			keepApart( name );
		if ( name.equals( SIZE ) )
			sizeFrom = "";
		else if ( name.equals( HasDialog.IMAGE ) && !sizeFrom.isEmpty() )
			offerSize();
		showSize();
		first.refresh( name );
		final List< String > notes = new ArrayList<>();
		final String problem = problem( notes );
		if ( !sizeFrom.isEmpty() )
			notes.add( sizeFrom );
		first.note( Notes.html( problem, notes, others() ) );
	}

	/** An image is never its own label image: the other field moves on. */
	private void keepApart( final String chosen )
	{
		if ( fields.get( chosen ) instanceof ImageField )
			for ( final Field other : fields.values() )
				if ( other instanceof ImageField && other != fields.get( chosen ) )
					( ( ImageField ) other ).avoid( ( ( ImageField ) fields.get( chosen ) ).image() );
	}

	private void offerSize()
	{
		final ImagePlus imp = image();
		if ( !fields.containsKey( SIZE ) || imp == null )
			return;
		final ObjectSizes sizes = new ObjectSizes( context.service( PrefService.class ) );
		fields.get( SIZE ).setValue( sizes.recall( imp ) );
		sizeFrom = sizes.origin( imp );
	}

	private void showSize()
	{
		if ( fields.containsKey( SIZE ) && look.firstPage().contains( SIZE ) && image() != null )
			circle.show( image(), ( ( Number ) fields.get( SIZE ).value() ).doubleValue() );
	}

	private ImagePlus image()
	{
		return command.getInfo().getInput( HasDialog.IMAGE ) == null ? null : ( ImagePlus ) command.getInput( HasDialog.IMAGE );
	}

	private void finish()
	{
		if ( fields.containsKey( SIZE ) && first != null && image() != null )
			new ObjectSizes( context.service( PrefService.class ) ).remember( image(),
					( ( Number ) fields.get( SIZE ).value() ).doubleValue() );
		final List< String > shown = look.firstPage();
		for ( final Field field : fields.values() )
		{
			command.resolveInput( field.name() );
			// NB: invisible inputs are not recorded.
			if ( field.isStandard() && !shown.contains( field.name() ) && field.item instanceof MutableModuleItem
					&& field.value() != image() )
				( ( MutableModuleItem< ? > ) field.item ).setVisibility( ItemVisibility.INVISIBLE );
		}
	}

	// -- Behind the button --

	private void more()
	{
		final List< Field > hidden = hidden();
		final Map< Field, Object > before = new LinkedHashMap<>();
		hidden.forEach( f -> before.put( f, f.value() ) );
		final List< Page > shown = pages( hidden );
		boolean ok = pages.ask( command.getInfo().getTitle().replace( "...", "" ) + ": More", shown );
		while ( ok && mistake( shown ) != null )
		{
			tell( mistake( shown ) );
			ok = pages.ask( command.getInfo().getTitle().replace( "...", "" ) + ": More", shown );
		}
		if ( !ok )
			before.forEach( Field::setValue );
		changed( "" );
	}

	private static String mistake( final List< Page > shown )
	{
		return shown.stream().map( Page::mistake ).filter( m -> m != null ).findFirst().orElse( null );
	}

	private List< Page > pages( final List< Field > hidden )
	{
		final String title = command.getInfo().getTitle().replace( "...", "" ) + ": More";
		final List< Page > all = new ArrayList<>();
		if ( hidden.size() <= PAGE )
		{
			all.add( new Page( title, hidden ) );
			return all;
		}
		final List< Field > objects = new ArrayList<>( hidden );
		if ( fields.containsKey( "axis" ) )
			addPage( all, "Following", FOLLOWING, objects );
		addPage( all, "Limits", LIMITS, objects );
		addPage( all, "Image and device", LOOK, objects );
		addPage( all, "Results", RESULTS, objects );
		if ( !objects.isEmpty() )
			all.add( 0, new Page( "Objects", objects ) );
		return all;
	}

	/** Makes a page of those fields that have these names, and takes them out of the rest. */
	private void addPage( final List< Page > all, final String title, final List< String > names, final List< Field > rest )
	{
		final List< Field > some = fields( names );
		some.retainAll( rest );
		rest.removeAll( some );
		if ( !some.isEmpty() )
			all.add( new Page( title, some ) );
	}

	private List< Field > fields( final Collection< String > names )
	{
		final List< Field > all = new ArrayList<>();
		for ( final String name : names )
			if ( fields.containsKey( name ) )
				all.add( fields.get( name ) );
		return all;
	}

	private List< Field > hidden()
	{
		final List< Field > hidden = new ArrayList<>( fields.values() );
		hidden.removeAll( fields( look.firstPage() ) );
		return hidden;
	}

	/** What was set behind the button. */
	private List< String > others()
	{
		final List< String > words = new ArrayList<>();
		for ( final Field field : hidden() )
			if ( !field.isStandard() )
				words.add( field.describe() );
		return words;
	}
}
