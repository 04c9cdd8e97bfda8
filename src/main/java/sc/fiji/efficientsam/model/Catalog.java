// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.efficientsam.util.Json;

/**
 * The models that are part of the plugin or can be downloaded, read from {@code models.json} in the jar and
 * from a user's own file of the same form, whose entries replace those with the
 * same id, but not those that are part of the plugin. Immutable.
 */
public final class Catalog {

	private final Map< String, CatalogEntry > entries;

	private Catalog( final Map< String, CatalogEntry > entries )
	{
		this.entries = Collections.unmodifiableMap( entries );
	}

	/** Entries by id, in the file's order; unmodifiable. */
	public Map< String, CatalogEntry > entries()
	{
		return entries;
	}

	/** The catalog in the jar, and the user's file if it exists. */
	public static Catalog read( final Path userFile )
	{
		final Map< String, CatalogEntry > entries = new LinkedHashMap<>();
		try ( InputStream in = Catalog.class.getResourceAsStream( "models.json" ) )
		{
			entries.putAll( parse( new InputStreamReader( in, StandardCharsets.UTF_8 ), "the catalog in the jar" ) );
			if ( Files.exists( userFile ) )
				try ( Reader reader = Files.newBufferedReader( userFile, StandardCharsets.UTF_8 ) )
				{
					parse( reader, "\"" + userFile + "\"" ).forEach( ( id, own ) -> entries.merge( id, own,
							( old, fresh ) -> old.isBundled() ? old : fresh ) );
				}
		}
		catch ( final IOException e )
		{
			throw new UncheckedIOException( "The catalog of models cannot be read: " + e.getMessage(), e );
		}
		return new Catalog( entries );
	}

	/**
	 * @param where
	 *            what is read, for messages
	 * @throws IllegalArgumentException
	 *             if it is no catalog, or an entry lacks something
	 */
	static Map< String, CatalogEntry > parse( final Reader reader, final String where )
	{
		final Map< String, CatalogEntry > entries = new LinkedHashMap<>();
		try
		{
			final CatalogJson json = Json.read( reader, CatalogJson.class );
			if ( json == null || json.models == null )
				throw new IllegalArgumentException( "there is no list \"models\"" );
			for ( final CatalogJson.Model m : json.models )
			{
				if ( m == null )
					throw new IllegalArgumentException( "its list has an empty entry" );
				entries.put( m.id, m.toEntry( false ) );
			}
		}
		catch ( final IllegalArgumentException e )
		{
			throw new IllegalArgumentException( where + " is no valid catalog of models (" + e.getMessage() + "). Correct or delete it.",
					e );
		}
		return entries;
	}
}
