// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.labkit;

import java.nio.file.Paths;

import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.labkit.ui.segmentation.SegmentationPlugin;
import sc.fiji.labkit.ui.segmentation.Segmenter;

import sc.fiji.efficientsam.EfficientSamService;
import sc.fiji.efficientsam.learn.LearnedFile;
import sc.fiji.efficientsam.learn.PixelClassifier;

/** Puts the segmenter into Labkit's list of them. */
@Plugin( type = SegmentationPlugin.class )
public final class EfficientSamSegmentationPlugin implements SegmentationPlugin {

	@Parameter
	private EfficientSamService sam;

	@Override
	public String getTitle()
	{
		return "EfficientSAM (features of the model)";
	}

	@Override
	public Segmenter createSegmenter()
	{
		return new EfficientSamSegmenter( sam );
	}

	@Override
	public boolean canOpenFile( final String filename )
	{
		try
		{
			PixelClassifier.of( LearnedFile.read( Paths.get( filename ) ) );
			return true;
		}
		catch ( final RuntimeException e )
		{
			return false;
		}
	}
}
