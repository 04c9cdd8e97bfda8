// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.io.FileInfo;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.roi.MaskRois;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.session.Plane;
import sc.fiji.efficientsam.session.SessionObject;
import sc.fiji.efficientsam.session.SessionState;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.SourceImage;

/**
 * Makes label images, class images, selections and tables of a session's objects.
 * It remembers size, stack and calibration of the image as they were when it
 * was made, so that results are still available when the image was changed or closed.
 */
public final class SessionImages {

	private final String title;
	private final String name;
	private final int width;
	private final int height;
	private final int channels;
	private final int slices;
	private final int frames;
	private final boolean hyperStack;
	private final Calibration calibration;
	private final String path;

	/**
	 * @throws IllegalArgumentException
	 *             if the image has no pixels
	 */
	public SessionImages( final ImagePlus imp )
	{
		ImagePlusReader.requirePixels( imp );
		title = imp.getTitle();
		name = SourceImage.of( imp ).name();
		width = imp.getWidth();
		height = imp.getHeight();
		channels = imp.getNChannels();
		slices = imp.getNSlices();
		frames = imp.getNFrames();
		hyperStack = imp.isHyperStack() || channels > 1;
		calibration = imp.getCalibration().copy();
		calibration.disableDensityCalibration();
		final FileInfo info = imp.getOriginalFileInfo();
		path = info == null || info.fileName == null ? "" : ( info.directory == null ? "" : info.directory ) + info.fileName;
	}

	/** Whether an image still has the size and stack that the objects belong to. */
	public boolean fits( final ImagePlus imp )
	{
		return imp.getWidth() == width && imp.getHeight() == height && imp.getNChannels() == channels && imp.getNSlices() == slices
				&& imp.getNFrames() == frames;
	}

	/** Whether the image has a plane. */
	public boolean has( final Plane plane )
	{
		return plane.z() <= slices && plane.t() <= frames;
	}

	/** What tells the image from others, for session files. */
	public Map< String, String > describe()
	{
		final Map< String, String > m = new LinkedHashMap<>();
		m.put( "title", title );
		m.put( "path", path );
		m.put( "width", Integer.toString( width ) );
		m.put( "height", Integer.toString( height ) );
		m.put( "channels", Integer.toString( channels ) );
		m.put( "slices", Integer.toString( slices ) );
		m.put( "frames", Integer.toString( frames ) );
		return m;
	}

	/** The image's title without the extension of its file. */
	public String name()
	{
		return name;
	}

	/** Size of a label image in memory. */
	public long bytes()
	{
		return 2L * width * height * slices * frames;
	}

	public int width()
	{
		return width;
	}

	public int height()
	{
		return height;
	}

	/** The plane that an image shows. */
	public static Plane plane( final ImagePlus imp )
	{
		// NB: getZ() of a stack that is not shown may lag behind.
		final int[] czt = imp.convertIndexToPosition( imp.getCurrentSlice() );
		return new Plane( czt[ 1 ], czt[ 2 ] );
	}

	/** The label image or stack: 0 is background; where objects overlap the highest label is seen. Not shown. */
	public ImagePlus labels( final SessionState state )
	{
		final boolean wide = state.lastId() > LabelImages.MAX_16_BIT;
		final ImagePlus imp = create( "-labels", () -> wide ? new FloatProcessor( width, height ) : new ShortProcessor( width, height ),
				LabelLut.create() );
		for ( final SessionObject o : state.objects() )
			LabelImages.paint( o.mask(), o.id(), processor( imp, o.plane() ) );
		imp.setDisplayRange( 0, Math.max( state.lastId(), 255 ) );
		return imp;
	}

	/**
	 * The class image or stack, 8 bit: 0 is background and objects without a class, class numbers as in {@link
	 * SessionState#classNumber}. Not shown.
	 */
	public ImagePlus classes( final SessionState state )
	{
		final ImagePlus imp = create( "-classes", () -> new ByteProcessor( width, height ),
				LabelLut.ofClasses( state.classes().values() ) );
		for ( final SessionObject o : state.objects() )
			LabelImages.paint( o.mask(), state.classNumber( o.objectClass() ), processor( imp, o.plane() ) );
		imp.setDisplayRange( 0, 255 );
		return imp;
	}

	/**
	 * Makes a label image that is shown already follow the session: planes whose
	 * objects have changed are painted anew.
	 *
	 * @param before
	 *            what it shows
	 * @param now
	 *            what it shall show
	 */
	public void update( final ImagePlus labels, final SessionState before, final SessionState now )
	{
		if ( labels.getWidth() != width || labels.getHeight() != height || labels.getStackSize() != slices * frames
				|| labels.getBitDepth() == 16 && now.lastId() > LabelImages.MAX_16_BIT )
			labels.setStack( labels( now ).getStack() );
		else
		{
			final Set< Plane > planes = before.planes();
			planes.addAll( now.planes() );
			planes.removeIf( p -> before.objects( p ).equals( now.objects( p ) ) );
			for ( final Plane p : planes )
			{
				final ImageProcessor ip = processor( labels, p );
				ip.setValue( 0 );
				ip.fill();
				now.objects( p ).forEach( o -> LabelImages.paint( o.mask(), o.id(), ip ) );
			}
		}
		labels.setDisplayRange( 0, Math.max( now.lastId(), 255 ) );
		labels.updateAndDraw();
	}

	private ImagePlus create( final String suffix, final Supplier< ImageProcessor > plane, final LUT lut )
	{
		final ImageStack stack = new ImageStack( width, height );
		for ( int i = 0; i < slices * frames; i++ )
			stack.addSlice( "", plane.get() );
		final ImagePlus imp = new ImagePlus( name + suffix, stack );
		imp.setDimensions( 1, slices, frames );
		imp.setOpenAsHyperStack( hyperStack && slices * frames > 1 );
		imp.getProcessor().setLut( lut );
		imp.setCalibration( calibration );
		return imp;
	}

	private ImageProcessor processor( final ImagePlus imp, final Plane p )
	{
		return imp.getStack().getProcessor( ( p.t() - 1 ) * slices + p.z() );
	}

	/** The selection of an object: exactly its pixels, with label, color, class as group, and position. */
	public Roi roi( final SessionObject o, final SessionState state )
	{
		final Roi roi = MaskRois.toRoi( o.mask() );
		roi.setName( name( o ) );
		// NB: before the color, since ImageJ gives groups colors of their own.
		roi.setGroup( Math.min( 255, state.classNumber( o.objectClass() ) ) );
		roi.setStrokeColor( color( o, state ) );
		roi.setProperty( "label", Integer.toString( o.id() ) );
		if ( hyperStack )
			roi.setPosition( 0, o.plane().z(), o.plane().t() );
		else if ( slices * frames > 1 )
			roi.setPosition( ( o.plane().t() - 1 ) * slices + o.plane().z() );
		return roi;
	}

	/** All objects' selections, by label. */
	public List< Roi > rois( final SessionState state )
	{
		final List< Roi > rois = new ArrayList<>();
		state.objects().forEach( o -> rois.add( roi( o, state ) ) );
		return rois;
	}

	/** All objects, by label. */
	public List< Annotation > annotations( final SessionState state )
	{
		final List< Annotation > all = new ArrayList<>();
		state.objects().forEach( o -> all.add( new Annotation( o.id(), name( o ), object( o ), o.plane().z(), o.plane().t(),
				o.objectClass() ) ) );
		return all;
	}

	private static String name( final SessionObject o )
	{
		return "label " + o.id() + ( o.objectClass().isEmpty() ? "" : " " + o.objectClass() );
	}

	private static SegmentedObject object( final SessionObject o )
	{
		return new SegmentedObject( o.prompt() == null ? Prompt.mask( o.mask() ) : o.prompt(), o.mask(), o.score(), Double.NaN );
	}

	/** The color of an object's class, or that of its label if it has none. */
	public static Color color( final SessionObject o, final SessionState state )
	{
		final Integer rgb = state.classes().get( o.objectClass() );
		return rgb == null ? LabelLut.color( o.id() ) : new Color( rgb );
	}

	/**
	 * The table of objects; see {@link MeasurementTable}.
	 *
	 * @param imp
	 *            the image, whose channel {@code imp.getC()} is measured
	 * @throws IllegalArgumentException
	 *             if it is not the image any more that the objects belong to
	 */
	public ResultsTable table( final ImagePlus imp, final SessionState state )
	{
		if ( imp.getProcessor() == null || !fits( imp ) )
			throw new IllegalArgumentException( "\"" + title +
					"\" was closed or changed its size, so that its gray values cannot be measured. Open it again." );
		final ResultsTable table = MeasurementTable.table();
		final SourceImage image = SourceImage.of( imp );
		final Map< Plane, ImagePlus > plains = new TreeMap<>();
		for ( final SessionObject o : state.objects() )
		{
			final ImagePlus plain = plains.computeIfAbsent( o.plane(), p -> image.view( image.c(), p.z(), p.t() ).measured() );
			MeasurementTable.addRow( table, plain, object( o ), o.id(), o.plane().z(), o.plane().t() );
			table.addValue( "Prompt", o.prompt() == null ? "drawn" : o.prompt().describe() );
			table.addValue( MeasurementTable.CLASS, o.objectClass() );
		}
		return table;
	}
}
