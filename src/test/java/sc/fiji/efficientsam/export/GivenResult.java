// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.io.File;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;

import sc.fiji.efficientsam.source.SourceImage;

/** A result of an image whose parts a test gives. */
public class GivenResult implements Result {

	private final ImagePlus imp;
	private final ResultKind kind;
	public ImagePlus labels;
	public List< Annotation > annotations = Collections.emptyList();
	public List< Roi > rois;
	public ResultsTable table = new ResultsTable();
	public ColorProcessor picture;
	public Map< String, String > provenance = Collections.emptyMap();
	public Map< String, Integer > classColors = Collections.emptyMap();

	public GivenResult( final ImagePlus imp, final ResultKind kind )
	{
		this.imp = labels = imp;
		this.kind = kind;
	}

	/** Writes one file. */
	public Path write( final ResultFormat format, final File folder )
	{
		return new ResultWriter( folder, source(), kind ).write( format, this );
	}

	@Override
	public ResultKind kind()
	{
		return kind;
	}

	@Override
	public SourceImage source()
	{
		return SourceImage.of( imp );
	}

	@Override
	public ImagePlus labels()
	{
		return labels;
	}

	@Override
	public List< Annotation > annotations()
	{
		return annotations;
	}

	@Override
	public List< Roi > rois()
	{
		return rois == null ? Result.super.rois() : rois;
	}

	@Override
	public ResultsTable table()
	{
		return table;
	}

	@Override
	public ResultsTable trackTable()
	{
		return table;
	}

	@Override
	public boolean hasPicture()
	{
		return picture != null;
	}

	@Override
	public ColorProcessor picture()
	{
		return picture;
	}

	@Override
	public Map< String, String > provenance()
	{
		return provenance;
	}

	@Override
	public Map< String, Integer > classColors()
	{
		return classColors;
	}

	@Override
	public ImagePlus classes()
	{
		return labels;
	}
}
