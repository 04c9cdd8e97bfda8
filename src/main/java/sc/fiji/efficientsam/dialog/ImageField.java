// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.dialog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

import ij.ImagePlus;
import ij.WindowManager;

/** An open image, chosen by its title; the active one comes first. */
final class ImageField extends Field {

	private static final String NONE = "none";

	ImageField( final Module command, final ModuleItem< ? > item )
	{
		super( command, item );
	}

	ImagePlus image()
	{
		return ( ImagePlus ) value();
	}

	/** Open images by what is shown for them. NB: two images may have one title. */
	private static Map< String, ImagePlus > images()
	{
		final List< ImagePlus > all = open();
		final Map< String, ImagePlus > images = new LinkedHashMap<>();
		for ( final ImagePlus imp : all )
			images.put( images.containsKey( imp.getTitle() ) ? imp.getTitle() + " (image " + imp.getID() + ")" : imp.getTitle(), imp );
		return images;
	}

	/** The open images, the active one first. */
	static List< ImagePlus > open()
	{
		final List< ImagePlus > all = new ArrayList<>();
		final ImagePlus active = WindowManager.getCurrentImage();
		if ( active != null )
			all.add( active );
		final int[] ids = WindowManager.getIDList();
		for ( final int id : ids == null ? new int[ 0 ] : ids )
			if ( WindowManager.getImage( id ) != null && WindowManager.getImage( id ) != active )
				all.add( WindowManager.getImage( id ) );
		return all;
	}

	@Override
	Object shown()
	{
		for ( final Map.Entry< String, ImagePlus > e : images().entrySet() )
			if ( e.getValue() == value() )
				return e.getKey();
		return item.isRequired() ? null : NONE;
	}

	@Override
	void take( final Object shown )
	{
		final ImagePlus imp = images().get( shown );
		if ( imp != null || NONE.equals( shown ) )
			setValue( imp );
	}

	/** Takes another open image than this one, if there is any, or none if that will do. */
	void avoid( final ImagePlus other )
	{
		if ( value() != other )
			return;
		if ( item.isRequired() )
			open().stream().filter( imp -> imp != other ).findFirst().ifPresent( this::setValue );
		else
			setValue( null );
	}

	@Override
	ModuleItem< ? > toItem( final ModuleInfo page )
	{
		final DefaultMutableModuleItem< String > shown = item( page, String.class );
		final List< String > titles = new ArrayList<>();
		if ( !item.isRequired() )
			titles.add( NONE );
		// NB: an image is no seed image or label image of itself.
		final Object image = command.getInput( HasDialog.IMAGE );
		images().forEach( ( title, imp ) -> {
			if ( item.isRequired() || imp != image )
				titles.add( title );
		} );
		shown.setChoices( titles );
		return shown;
	}
}
