// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.dialog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.scijava.ItemVisibility;
import org.scijava.module.AbstractModule;
import org.scijava.module.DefaultMutableModuleInfo;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.ModuleInfo;
import org.scijava.widget.Button;

/**
 * Some inputs of a command on one page of a dialog: a module that does nothing but
 * be filled in. What is filled in goes to the command at once.
 */
public final class Page extends AbstractModule {

	/** Name of the method that is called after a change. */
	static final String CHANGED = "changed";

	private static final String NOTE = "note", MORE = "more", HELP = "help";

	private final DefaultMutableModuleInfo info = new DefaultMutableModuleInfo();

	private final Map< String, Field > fields = new LinkedHashMap<>();

	/** What is shown and means nothing, by field. */
	private final Map< String, String > mistakes = new LinkedHashMap<>();

	private Consumer< String > listener = name -> {};

	private Runnable more = () -> {}, help = () -> {};

	private String last = "";

	private boolean shown;

	Page( final String title, final List< Field > fields )
	{
		info.setModuleClass( Page.class );
		info.setName( title );
		info.setLabel( title );
		for ( final Field field : fields )
		{
			this.fields.put( field.name(), field );
			info.addInput( field.toItem( info ) );
		}
		refresh( "" );
	}

	/** Calls back with the name of each field that was changed. */
	Page listener( final Consumer< String > l )
	{
		listener = l;
		return this;
	}

	/** Adds a text below the fields. */
	Page note()
	{
		final DefaultMutableModuleItem< String > note = new DefaultMutableModuleItem<>( ( ModuleInfo ) info, NOTE, String.class );
		note.setVisibility( ItemVisibility.MESSAGE );
		note.setRequired( false );
		note.setPersisted( false );
		// NB: a label puts the text below the fields, not below the labels.
		note.setLabel( " " );
		info.addInput( note );
		return this;
	}

	void note( final String html )
	{
		setInput( NOTE, html );
	}

	/** Adds a button below the fields. */
	Page more( final Runnable action )
	{
		more = action;
		return button( MORE, "More...", "All other settings" );
	}

	/** Adds a button below the fields. */
	Page help( final Runnable action )
	{
		help = action;
		return button( HELP, "Help", "What this command does" );
	}

	private Page button( final String name, final String label, final String description )
	{
		final DefaultMutableModuleItem< Button > button = new DefaultMutableModuleItem<>( ( ModuleInfo ) info, name, Button.class );
		button.setLabel( label );
		button.setDescription( description );
		button.setRequired( false );
		button.setPersisted( false );
		button.setCallback( name );
		info.addInput( button );
		return this;
	}

	/**
	 * Shows the command's values as they are now.
	 *
	 * @param except
	 *            name of a field that is not touched, because somebody is typing there
	 */
	void refresh( final String except )
	{
		fields.forEach( ( name, field ) -> {
			if ( !mistakes.containsKey( name ) && !name.equals( except ) )
				super.setInput( name, field.shown() );
		} );
	}

	/** What is wrong with the fields, or null. */
	String mistake()
	{
		return mistakes.isEmpty() ? null : mistakes.values().iterator().next();
	}

	/** Makes the page as good as new, but for its values. NB: the platform shows nothing that it has asked for before. */
	void reopen()
	{
		shown = false;
		info.inputs().forEach( item -> unresolveInput( item.getName() ) );
	}

	/** Whether the page was shown to anybody. */
	boolean wasShown()
	{
		return shown;
	}

	/** The platform calls this after a change. */
	public void changed()
	{
		listener.accept( last );
	}

	/** The platform calls this at a press of the button. */
	public void more()
	{
		more.run();
	}

	/** The platform calls this at a press of the button. */
	public void help()
	{
		help.run();
	}

	@Override
	public void setInput( final String name, final Object value )
	{
		super.setInput( name, value );
		final Field field = fields.get( name );
		if ( field == null )
			return;
		last = name;
		mistakes.remove( name );
		try
		{
			field.take( value );
		}
		catch ( final IllegalArgumentException e )
		{
			mistakes.put( name, e.getMessage() );
		}
	}

	/** NB: this is how the platform says that it shows a module. */
	@Override
	public void preview()
	{
		shown = true;
	}

	@Override
	public ModuleInfo getInfo()
	{
		return info;
	}

	@Override
	public void run()
	{}
}
