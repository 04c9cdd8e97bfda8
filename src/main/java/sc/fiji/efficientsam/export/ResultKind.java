// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import static sc.fiji.efficientsam.export.ResultFormat.CLASSES;
import static sc.fiji.efficientsam.export.ResultFormat.CTC;
import static sc.fiji.efficientsam.export.ResultFormat.GEOJSON;
import static sc.fiji.efficientsam.export.ResultFormat.LABELS;
import static sc.fiji.efficientsam.export.ResultFormat.PICTURE;
import static sc.fiji.efficientsam.export.ResultFormat.ROIS;
import static sc.fiji.efficientsam.export.ResultFormat.SETTINGS;
import static sc.fiji.efficientsam.export.ResultFormat.TABLE;
import static sc.fiji.efficientsam.export.ResultFormat.TRACKS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import sc.fiji.efficientsam.util.Choices;

/** What a run segments, and the files that it saves if nobody asks for others. */
public enum ResultKind {

	/** One plane of an image. */
	IMAGE( LABELS, ROIS, TABLE, SETTINGS, PICTURE ),

	/** An image of many. */
	BATCH( LABELS, ROIS, TABLE, SETTINGS, GEOJSON, PICTURE ),

	/** The slices or frames of a stack. */
	STACK( LABELS, ROIS, SETTINGS, TABLE, TRACKS, CTC ),

	/** Objects on all planes of an image: those of a session, or of a file that was imported. */
	SESSION( LABELS, ROIS, TABLE, CLASSES );

	/** The word for the files that are saved if nobody asks for others. */
	public static final String USUAL = "usual";

	/** For help texts: the formats that all kinds of results have, besides their usual ones. */
	public static final String OTHERS = "geojson (for QuPath), coco, labeling (for Labkit), zarr and zarr3 (OME-Zarr), separated by commas";

	private final List< ResultFormat > usual;

	ResultKind( final ResultFormat... usual )
	{
		this.usual = Arrays.asList( usual );
	}

	/** Whether results belong to all slices and frames of the image. */
	boolean isWholeStack()
	{
		return this == STACK || this == SESSION;
	}

	/**
	 * The formats that words name.
	 *
	 * @param words
	 *            names of {@link ResultFormat}s in lower case, separated by commas or blanks;
	 *            {@value #USUAL}, null or "" for the usual ones
	 * @return in the order of the words, each once
	 * @throws IllegalArgumentException
	 *             if a word is none that this kind of result has; the message names all
	 */
	public List< ResultFormat > formats( final String words )
	{
		final Set< ResultFormat > chosen = new LinkedHashSet<>();
		for ( final String word : words == null ? new String[ 0 ] : words.trim().split( "[,;\\s]+" ) )
			if ( !word.isEmpty() )
			{
				final String known = Choices.of( "formats", word, words() );
				chosen.addAll( known.equals( USUAL ) ? usual : Arrays.asList( Choices.of( ResultFormat.class, "formats", known ) ) );
			}
		return new ArrayList<>( chosen.isEmpty() ? usual : chosen );
	}

	private String[] words()
	{
		final List< String > words = new ArrayList<>();
		words.add( USUAL );
		for ( final ResultFormat f : ResultFormat.values() )
			if ( f.isForAll() || usual.contains( f ) )
				words.add( f.word() );
		return words.toArray( new String[ 0 ] );
	}
}
