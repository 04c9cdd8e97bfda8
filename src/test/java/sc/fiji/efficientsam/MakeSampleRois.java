// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ij.IJ;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;

import sc.fiji.efficientsam.evaluate.LabelObjects;
import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.roi.RoiFiles;
import sc.fiji.efficientsam.source.LabelImageReader;

/**
 * Makes the selections in {@code sample-data} from the ground truth: for every
 * {@code x-truth.png} the tight boxes as {@code x-boxes.zip} and one deepest point
 * per object as {@code x-points.roi}. Run it again when the ground truth changes:
 * {@code mvn -q test-compile exec:exec@dev -Dtool=sample-rois}.
 */
public final class MakeSampleRois {

	public static void main( final String... args ) throws IOException
	{
		final File[] truths = new File( "sample-data" ).listFiles( ( dir, name ) -> name.endsWith( "-truth.png" ) );
		Arrays.sort( truths );
		for ( final File truth : truths )
		{
			final List< Roi > boxes = new ArrayList<>();
			final PointRoi points = new PointRoi();
			for ( final Map.Entry< Integer, Mask > e : LabelImageReader.masks( IJ.openImage( truth.getPath() ) ).entrySet() )
			{
				final Mask m = e.getValue();
				final Roi box = new Roi( m.x(), m.y(), m.width(), m.height() );
				box.setName( String.format( "object-%03d", e.getKey() ) );
				boxes.add( box );
				final Prompt center = LabelObjects.center( m );
				points.addPoint( center.points().get( 0 ).x(), center.points().get( 0 ).y() );
			}
			final String name = truth.getName().replace( "-truth.png", "" );
			points.setName( name );
			final Path folder = Paths.get( "sample-data" );
			Files.write( folder.resolve( name + "-boxes.zip" ), RoiFiles.toZip( boxes ) );
			Files.write( folder.resolve( name + "-points.roi" ), RoiEncoder.saveAsByteArray( points ) );
			System.out.println( name + ": " + boxes.size() + " objects" );
		}
	}
}
