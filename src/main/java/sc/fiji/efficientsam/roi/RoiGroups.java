// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.roi;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.gui.Roi;

/**
 * Classes of objects as ImageJ's groups of selections, which are numbers from 1 to 255 (0 for none), some of which have
 * names (Edit &gt; Options &gt; Roi Defaults...). The class is kept as property "class", too, as groups' names are not saved
 * with selections.
 */
public final class RoiGroups {

	/** The property of a selection that names its class. */
	private static final String CLASS = "class";

	private static final int MAX = 255;

	private static final Pattern NUMBERED = Pattern.compile( "group ([1-9][0-9]{0,2})" );

	private RoiGroups()
	{}

	/** The class of a selection: its property "class", else the name of its group, else "group 3" for group 3; "" for none. */
	public static String objectClass( final Roi roi )
	{
		final String named = roi.getProperty( CLASS );
		if ( named != null && !named.trim().isEmpty() )
			return named.trim();
		final String group = roi.getGroup() == 0 ? "" : Roi.getGroupName( roi.getGroup() );
		return roi.getGroup() == 0 ? "" : group == null || group.trim().isEmpty() ? "group " + roi.getGroup() : group.trim();
	}

	/**
	 * Gives a selection the group and the property of a class.
	 *
	 * @param objectClass
	 *            "" for none
	 * @param classes
	 *            all of them, in the order of their numbers
	 */
	public static void assign( final Roi roi, final String objectClass, final Collection< String > classes )
	{
		if ( objectClass.isEmpty() )
			return;
		roi.setGroup( group( objectClass, classes ) );
		roi.setProperty( CLASS, objectClass );
	}

	/** The classes' colors (RGB), those of their groups, in the order of {@code classes}. */
	public static Map< String, Integer > colors( final Collection< String > classes )
	{
		final Map< String, Integer > colors = new LinkedHashMap<>();
		for ( final String c : classes )
		{
			// NB: ImageJ tells the colors of groups only so.
			final Roi roi = new Roi( 0, 0, 1, 1 );
			roi.setGroup( group( c, classes ) );
			colors.put( c, ( roi.getStrokeColor() == null ? Color.YELLOW : roi.getStrokeColor() ).getRGB() & 0xffffff );
		}
		return colors;
	}

	/**
	 * The group of a class: the one of that name, or of that number ("group 3"), else the first one that no other class has;
	 * the last one for all further classes if there are too many.
	 */
	static int group( final String objectClass, final Collection< String > classes )
	{
		final int own = fixed( objectClass );
		if ( own > 0 )
			return own;
		final Set< Integer > taken = new HashSet<>();
		final List< String > free = new ArrayList<>();
		for ( final String c : classes )
			if ( fixed( c ) > 0 )
				taken.add( fixed( c ) );
			else
				free.add( c );
		int group = 0;
		for ( int i = 0; i <= Math.max( 0, free.indexOf( objectClass ) ); i++ )
			do
				group++;
			while ( taken.contains( group ) );
		return Math.min( MAX, group );
	}

	/** The group that a class's name tells; 0 for none. */
	private static int fixed( final String objectClass )
	{
		for ( int i = 1; i <= MAX; i++ )
			if ( objectClass.equals( Roi.getGroupName( i ) ) )
				return i;
		final Matcher numbered = NUMBERED.matcher( objectClass );
		final int n = numbered.matches() ? Integer.parseInt( numbered.group( 1 ) ) : 0;
		return n <= MAX ? n : 0;
	}
}
