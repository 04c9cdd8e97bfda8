// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

import ij.ImagePlus;

import sc.fiji.efficientsam.roi.RoiFiles;

/** Values for the parameters of any command: mostly those that it takes, now and then others. */
final class RandomOptions {

	private final Dice dice;
	private final Lab lab;
	private final ImagePlus imp;

	/** Chance that a value is one that the command should refuse. */
	private final double nonsense;

	RandomOptions( final Dice dice, final Lab lab, final ImagePlus imp )
	{
		this.dice = dice;
		this.lab = lab;
		this.imp = imp;
		nonsense = dice.chance( 0.6 ) ? 0 : 0.08;
	}

	/** By name; parameters that are left out have their defaults. */
	Map< String, Object > of( final CommandInfo info ) throws IOException
	{
		final Map< String, Object > values = new LinkedHashMap<>();
		for ( final ModuleItem< ? > item : lab.context().service( ModuleService.class ).createModule( info ).getInfo().inputs() )
			if ( item.getVisibility() != ItemVisibility.MESSAGE )
				put( item, values );
		return values;
	}

	private void put( final ModuleItem< ? > item, final Map< String, Object > values ) throws IOException
	{
		final String name = item.getName();
		if ( item.getType() == ImagePlus.class )
			values.put( name, name.equals( "imp" ) ? imp : dice.chance( nonsense )
					? null : RandomImages.labels( dice, imp.getWidth(), imp.getHeight() ) );
		else if ( item.getType() == File.class )
			values.put( name, file( name ) );
		else if ( name.equals( "model" ) )
			values.put( name, dice.chance( nonsense / 2 ) ? dice.word() : Lab.model( dice, 0.12 ) );
		else if ( name.equals( "labels" ) )
			values.put( name, dice.chance( 0.2 ) );
		else if ( name.equals( "manager" ) )
			values.put( name, dice.chance( nonsense ) );
		else if ( name.equals( "source" ) && item.getChoices() != null && item.getChoices().contains( "file" ) )
			values.put( name, dice.chance( nonsense ) ? dice.of( "file", "manager" ) : imp.getRoi() == null
					? "auto" : dice.of( "auto", "selection" ) );
		else if ( name.equals( "prompts" ) )
			values.put( name, RandomPrompts.text( dice, imp.getWidth(), imp.getHeight() ) );
		else if ( name.equals( "device" ) )
			values.put( name, dice.chance( nonsense ) ? "gpu" : dice.of( "auto", "cpu" ) );
		else if ( dice.chance( 0.45 ) )
		{
			final Object value = value( item );
			if ( value != null )
				values.put( name, value );
		}
	}

	private Object value( final ModuleItem< ? > item )
	{
		final Class< ? > type = item.getType();
		if ( type == boolean.class )
			return dice.chance( 0.5 );
		if ( type == String.class )
			return text( item );
		if ( item.getName().equals( "channel" ) && !dice.chance( nonsense ) )
			return dice.upTo( imp.getNChannels() + 1 );
		if ( item.getName().equals( "low" ) || item.getName().equals( "high" ) )
			return dice.chance( nonsense ) ? dice.edge() : item.getName().equals( "low" ) ? dice.real( 0, 40 ) : dice.real( 60, 100 );
		if ( item.getName().equals( "last" ) || item.getName().equals( "first" ) || item.getName().equals( "slice" )
				|| item.getName().equals( "frame" ) )
			return dice.between( 1, dice.chance( nonsense ) ? 9 : Math.max( 1, Math.min( imp.getNSlices(), imp.getNFrames() ) ) );
		if ( type == int.class )
			return dice.chance( nonsense ) ? dice.edgeInt() : ( int ) number( item );
		if ( type == double.class )
			return dice.chance( nonsense ) ? dice.edge() : number( item );
		return null;
	}

	private double number( final ModuleItem< ? > item )
	{
		final double low = item.getMinimumValue() == null ? -1 : ( ( Number ) item.getMinimumValue() ).doubleValue();
		final double high = item.getMaximumValue() == null ? dice.of( low + 3, 20.0, 64.0, 500.0 ) : ( ( Number ) item.getMaximumValue() )
				.doubleValue();
		if ( low == -1 && !dice.chance( nonsense ) )
			return dice.chance( 0.4 ) ? -1 : dice.real( 0, Math.max( 1, high ) );
		return dice.chance( 0.2 ) ? dice.of( low, high ) : dice.real( low, Math.max( low, high ) );
	}

	private String text( final ModuleItem< ? > item )
	{
		if ( dice.chance( nonsense ) )
			return dice.chance( 0.2 ) ? null : dice.word();
		final List< ? > choices = item.getChoices();
		if ( choices != null && !choices.isEmpty() )
		{
			final String choice = choices.get( dice.upTo( choices.size() ) ).toString();
			return dice.chance( 0.1 ) ? " " + choice.toUpperCase( Locale.ROOT ) : choice;
		}
		switch ( item.getName() )
		{
		case "prompts":
			return RandomPrompts.text( dice, imp.getWidth(), imp.getHeight() );
		case "mask":
			return RandomPrompts.mask( dice, imp.getWidth(), imp.getHeight() );
		case "ids":
			return dice.of( "1", "1 2", "2", "", "0" );
		case "objectclass":
			return dice.of( "", "Cell" );
		case "color":
			return dice.of( "#ff0000", "#FFFFFF" );
		default:
			return dice.word();
		}
	}

	private File file( final String name ) throws IOException
	{
		if ( name.equals( "folder" ) )
			return dice.chance( nonsense ) ? Files.write( lab.folder().resolve( "no folder" ), new byte[ 1 ] ).toFile() : dice.chance( 0.1 )
					? null : lab.folder().resolve( "results" ).toFile();
		if ( name.equals( "session" ) )
			return lab.folder().resolve( "session.json" ).toFile();
		if ( imp.getRoi() != null && dice.chance( 0.4 ) || dice.chance( nonsense ) )
			return null;
		return Files.write( lab.folder().resolve( "rois.zip" ), RoiFiles.toZip( RandomRois.rois( dice, imp ) ) ).toFile();
	}
}
