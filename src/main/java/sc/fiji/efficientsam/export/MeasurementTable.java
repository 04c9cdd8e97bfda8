// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.util.List;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.Measurements;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.roi.MaskRois;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.source.SourcePlane;

/**
 * Makes the table of objects: one row per prompt, whether or not it was found.
 * Areas, positions, gray values, Feret diameters and shape figures are ImageJ's
 * own measurements of the object's selection (see Analyze &gt; Set
 * Measurements...), in calibrated units; "Pixels" is the number of pixels, "Slice" and
 * "Frame" are the z and t positions counted from 1.
 */
public final class MeasurementTable {

	private static final int MEASUREMENTS =
			Measurements.AREA | Measurements.MEAN | Measurements.CENTROID | Measurements.RECT | Measurements.FERET |
			Measurements.SHAPE_DESCRIPTORS;

	/** The last column, of objects some of which have classes. */
	public static final String CLASS = "Class";

	private MeasurementTable()
	{}

	/**
	 * @param imp
	 *            the segmented image; its current plane is measured
	 * @param objects
	 *            without overlaps, object i having label i + 1
	 */
	public static ResultsTable create( final ImagePlus imp, final List< SegmentedObject > objects )
	{
		return create( SourceImage.of( imp ).plane( 0 ), objects, IntStream.rangeClosed( 1, objects.size() ).toArray() );
	}

	/** The table of a plane's objects without overlaps, object i having the label {@code ids[ i ]}. */
	public static ResultsTable create( final SourcePlane plane, final List< SegmentedObject > objects, final int[] ids )
	{
		final ResultsTable table = table();
		final ImagePlus plain = plane.measured();
		final boolean classes = objects.stream().anyMatch( o -> !o.prompt().objectClass().isEmpty() );
		for ( int i = 0; i < objects.size(); i++ )
		{
			addRow( table, plain, objects.get( i ), ids[ i ], plane.z(), plane.t() );
			if ( classes )
				table.addValue( CLASS, objects.get( i ).prompt().objectClass() );
		}
		return table;
	}

	/** An empty table; NB: three decimals are for the screen, files have them all. */
	static ResultsTable table()
	{
		final ResultsTable table = new ResultsTable();
		table.setPrecision( 3 );
		return table;
	}

	/** @param plain a single slice, whose selection is changed */
	static void addRow( final ResultsTable table, final ImagePlus plain, final SegmentedObject object, final int label, final int slice,
			final int frame )
	{
		final Mask mask = object.mask();
		table.incrementCounter();
		table.addValue( "Label", label );
		table.addValue( "Name", object.prompt().name() );
		table.addValue( "Prompt", object.prompt().describe() );
		table.addValue( "Found", object.isFound() ? "yes" : "no" );
		table.addValue( "PredictedIoU", object.score() );
		table.addValue( "Stability", object.stability() );
		table.addValue( "Slice", slice );
		table.addValue( "Frame", frame );
		table.addValue( "Pixels", mask.area() );
		final Roi roi = mask.isEmpty() ? new Roi( 0, 0, 1, 1 ) : MaskRois.toRoi( mask );
		plain.setRoi( roi );
		final ResultsTable measured = new ResultsTable();
		new Analyzer( plain, MEASUREMENTS, measured ).saveResults( plain.getStatistics( MEASUREMENTS ), roi );
		for ( final String heading : measured.getHeadings() )
			// NB: what was not found has no gray values and no place; 0 would be one.
			table.addValue( heading, !mask.isEmpty() ? measured.getValue( heading, 0 ) : heading.equals( "Area" ) ? 0 : Double.NaN );
	}
}
