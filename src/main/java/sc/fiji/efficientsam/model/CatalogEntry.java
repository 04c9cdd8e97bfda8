// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import sc.fiji.efficientsam.download.RemoteFile;

/** A model that is part of the plugin, can be downloaded, or was imported: what it is, what prompts it takes, and its files. Immutable. */
public final class CatalogEntry {

	/** What files are for. */
	public static final String ENCODER = "encoder", DECODER = "decoder";

	/** What further files are for: a mask decoder that sees windows of the embedding, and an instance head. */
	public static final String WINDOWS = "windows", INSTANCES = "instances";

	private final ModelInfo info;
	private final ModelFamily family;
	private final String source;
	private final Set< PromptKind > prompts;
	private final int maxPoints;
	private final Map< String, RemoteFile > files;
	private final boolean imported;
	private final boolean assumed;

	/**
	 * @param source
	 *            web address, or the folder that an imported model came from
	 * @param prompts
	 *            what the model was trained to take
	 * @param maxPoints
	 *            most points that one prompt may have, a box counting as two; 0 for
	 *            any number
	 * @param files
	 *            by what they are for: {@value #ENCODER}, {@value #DECODER}, and others that the family knows
	 * @param imported
	 *            whether a user has imported it; such a model cannot be downloaded
	 */
	public CatalogEntry( final ModelInfo info, final ModelFamily family, final String source, final Set< PromptKind > prompts,
			final int maxPoints,
			final Map< String, RemoteFile > files, final boolean imported )
	{
		this( info, family, source, prompts, maxPoints, files, imported, false );
	}

	CatalogEntry( final ModelInfo info, final ModelFamily family, final String source, final Set< PromptKind > prompts, final int maxPoints,
			final Map< String, RemoteFile > files, final boolean imported, final boolean assumed )
	{
		this.assumed = assumed;
		this.info = Objects.requireNonNull( info, "info" );
		this.family = Objects.requireNonNull( family, "family" );
		this.source = source == null ? "" : source;
		this.prompts = Collections.unmodifiableSet( EnumSet.copyOf( prompts ) );
		this.maxPoints = maxPoints;
		this.files = new LinkedHashMap<>( files );
		Objects.requireNonNull( encoder(), ENCODER );
		Objects.requireNonNull( decoder(), DECODER );
		this.imported = imported;
	}

	public ModelInfo info()
	{
		return info;
	}

	public ModelFamily family()
	{
		return family;
	}

	/** Where the model comes from: a web address, or a folder. */
	public String source()
	{
		return source;
	}

	/** What the model was trained to take; unmodifiable. */
	public Set< PromptKind > prompts()
	{
		return prompts;
	}

	/** Most points that one prompt may have, a box counting as two; 0 for any number. */
	public int maxPoints()
	{
		return maxPoints;
	}

	/** What the model takes, in words. */
	public String describePrompts()
	{
		return "boxes and points" + ( prompts.contains( PromptKind.NEGATIVE ) ? ", negative points" : "" ) +
				( prompts.contains( PromptKind.MASK ) ? ", masks" : "" ) +
				( prompts.contains( PromptKind.NEGATIVE ) ? "" : "; negative points are emulated" ) +
				( prompts.contains( PromptKind.MASK ) ? "" : "; masks are emulated by box and point" ) +
				( maxPoints > 0 ? "; at most " + maxPoints + " points, a box counting as two" : "" );
	}

	public RemoteFile encoder()
	{
		return files.get( ENCODER );
	}

	public RemoteFile decoder()
	{
		return files.get( DECODER );
	}

	/** The file for a purpose, or null if the model has none. */
	public RemoteFile file( final String purpose )
	{
		return files.get( purpose );
	}

	/** All files. */
	public Collection< RemoteFile > files()
	{
		return Collections.unmodifiableCollection( files.values() );
	}

	/** Bytes of all files; 0 if unknown. */
	public long size()
	{
		return files.values().stream().anyMatch( f -> f.size() == 0 ) ? 0 : files.values().stream().mapToLong( RemoteFile::size ).sum();
	}

	/** Whether the model is a part of the plugin: it is always there, and cannot be deleted. */
	public boolean isBundled()
	{
		return files.values().stream().allMatch( BundledFiles::contain );
	}

	/** What nobody has said about an imported model and was assumed, and where to say it; "" if nothing was. */
	public String assumptions()
	{
		return !assumed ? "" : "Its frame was taken to be " + info.frameSize() + " pixels, in which objects should be " +
				Math.round( info.boxSize() ) + " (boxes) and " + Math.round( info.pointSize() ) +
				" pixels (points) long. If you know better, write frame, boxSize and pointSize into a file model.json beside the two " +
						"ONNX " +
						"files, delete this model, and import it again.";
	}

	/** Whether a user has imported the model. */
	public boolean isImported()
	{
		return imported;
	}
}
