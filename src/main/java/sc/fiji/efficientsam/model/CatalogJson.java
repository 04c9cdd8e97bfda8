// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.annotations.SerializedName;

import sc.fiji.efficientsam.download.RemoteFile;
import sc.fiji.efficientsam.util.Choices;

/** The form of catalogs and of the file {@code model.json} of an imported model. NB: fields are named as in the files. */
final class CatalogJson {

	/** The license of a model of which nobody says it. */
	static final String UNKNOWN = "not stated";

	List< Model > models;

	static final class Model {

		String id;
		String title;
		String family;
		/** NB: files of earlier versions say it in British English. */
		@SerializedName( value = "license", alternate = "licence" )
		String license;
		String source;
		int frame;
		double boxSize;
		double pointSize;
		/** Whether boxSize or pointSize were not stated by anybody when the model was imported. */
		boolean assumed;
		List< String > prompts;
		int maxPoints;
		File encoder;
		File decoder;
		/** Further files, by what they are for; may be null. */
		Map< String, File > others;

		CatalogEntry toEntry( final boolean imported )
		{
			final ModelFamily known = ModelFamily.of( family );
			if ( !isId( id ) || encoder == null || decoder == null || others != null && others.containsValue( null ) )
				throw new IllegalArgumentException( "model \"" + id +
						"\" needs an id of lower-case letters, digits, dots and dashes, an encoder and a decoder" );
			final Map< String, RemoteFile > files = new LinkedHashMap<>();
			files.put( CatalogEntry.ENCODER, encoder.toRemoteFile() );
			files.put( CatalogEntry.DECODER, decoder.toRemoteFile() );
			if ( others != null )
				others.forEach( ( purpose, file ) -> files.put( purpose, file.toRemoteFile() ) );
			return new CatalogEntry( new ModelInfo( id, title == null ? id : title, license == null ? UNKNOWN : license, frame, boxSize,
					pointSize ), known, source, kinds(), maxPoints,
					files, imported, assumed );
		}

		private Set< PromptKind > kinds()
		{
			final Set< PromptKind > kinds = EnumSet.of( PromptKind.BOX, PromptKind.POINT );
			if ( prompts != null )
				for ( final String p : prompts )
					kinds.add( Choices.of( PromptKind.class, "prompts", p ) );
			return kinds;
		}
	}

	static final class File {

		String name;
		long size;
		List< Place > locations;

		RemoteFile toRemoteFile()
		{
			final List< RemoteFile.Location > all = new ArrayList<>();
			if ( locations != null )
				for ( final Place p : locations )
				{
					if ( p == null || p.url == null )
						throw new IllegalArgumentException( "a location of \"" + name + "\" lacks its url" );
					all.add( new RemoteFile.Location( p.url, p.sha256, p.gitblob ) );
				}
			return new RemoteFile( name, size, all );
		}
	}

	static final class Place {

		String url;
		String sha256;
		String gitblob;
	}

	/** Whether a word can name a model: it is a part of paths, macros and commands. */
	static boolean isId( final String id )
	{
		return id != null && id.matches( "[a-z0-9][a-z0-9.-]*" );
	}
}
