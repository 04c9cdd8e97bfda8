// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.dialog;

import java.awt.Component;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JTabbedPane;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.module.ModuleException;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.widget.InputHarvester;
import org.scijava.widget.InputPanel;

/** Shows pages with the widgets of the platform, whichever user interface it has. */
final class Pages {

	private final Context context;

	Pages( final Context context )
	{
		this.context = context;
	}

	private List< InputHarvester< ?, ? > > harvesters()
	{
		final PluginService plugins = context.service( PluginService.class );
		final List< InputHarvester< ?, ? > > all = new ArrayList<>();
		for ( final PluginInfo< PreprocessorPlugin > info : plugins.getPluginsOfType( PreprocessorPlugin.class ) )
		{
			final PreprocessorPlugin p = isHarvester( info ) ? plugins.createInstance( info ) : null;
			if ( p instanceof InputHarvester )
				all.add( ( InputHarvester< ?, ? > ) p );
		}
		return all;
	}

	private static boolean isHarvester( final PluginInfo< PreprocessorPlugin > info )
	{
		try
		{
			return InputHarvester.class.isAssignableFrom( info.loadClass() );
		}
		catch ( final org.scijava.InstantiableException e )
		{
			return false;
		}
	}

	/**
	 * Shows a page until the user presses a button; at once where there is no user
	 * interface, see {@link Page#wasShown()}.
	 *
	 * @return false for Cancel
	 */
	boolean ask( final Page page )
	{
		page.reopen();
		for ( final InputHarvester< ?, ? > h : harvesters() )
		{
			( ( PreprocessorPlugin ) h ).process( page );
			if ( ( ( Cancelable ) h ).isCanceled() )
				return false;
			if ( page.wasShown() )
				return true;
		}
		return true;
	}

	/** Shows pages as tabs of one dialog, or one after the other where that is not possible; false for Cancel. */
	boolean ask( final String title, final List< Page > pages )
	{
		if ( pages.size() > 1 )
			for ( final InputHarvester< ?, ? > h : harvesters() )
				if ( JComponent.class.isAssignableFrom( h.createInputPanel().getComponentType() ) )
					return tabs( title, pages, h );
		for ( final Page page : pages )
			if ( !ask( page ) )
				return false;
		return true;
	}

	private static < P, W > boolean tabs( final String title, final List< Page > pages, final InputHarvester< P, W > harvester )
	{
		final JTabbedPane tabs = new JTabbedPane();
		final Map< Page, InputPanel< P, W > > panels = new LinkedHashMap<>();
		try
		{
			for ( final Page page : pages )
			{
				page.reopen();
				final InputPanel< P, W > panel = harvester.createInputPanel();
				harvester.buildPanel( panel, page );
				panels.put( page, panel );
				tabs.addTab( page.getInfo().getTitle(), atTop( ( Component ) panel.getComponent() ) );
			}
			if ( JOptionPane.showConfirmDialog( null, tabs, title, JOptionPane.OK_CANCEL_OPTION,
					JOptionPane.PLAIN_MESSAGE ) != JOptionPane.OK_OPTION )
				return false;
			for ( final Map.Entry< Page, InputPanel< P, W > > e : panels.entrySet() )
				harvester.processResults( e.getValue(), e.getKey() );
			return true;
		}
		catch ( final ModuleException e )
		{
			throw new IllegalStateException( e );
		}
	}

	/** NB: else the fields of a short page would spread over the height of the longest one. */
	private static JPanel atTop( final Component fields )
	{
		final JPanel panel = new JPanel( new java.awt.BorderLayout() );
		panel.setBorder( BorderFactory.createEmptyBorder( 8, 8, 8, 8 ) );
		panel.add( fields, java.awt.BorderLayout.NORTH );
		return panel;
	}
}
