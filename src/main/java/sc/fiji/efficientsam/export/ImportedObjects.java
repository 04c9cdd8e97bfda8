// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.export;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import sc.fiji.efficientsam.exchange.ExchangeObject;
import sc.fiji.efficientsam.prompt.Prompt;
import sc.fiji.efficientsam.segment.SegmentedObject;
import sc.fiji.efficientsam.source.SourceImage;

/**
 * Objects that were read from a file, on the planes of an image: to be shown, measured, made exact, or saved in other
 * formats. Labels are those of the file, if it has some for all objects and no two on one plane are equal; else objects are
 * numbered from 1 in the file's order. Where objects overlap the later one is seen in the label image. Nothing is shown on
 * screen. Not safe for use by several threads.
 */
public final class ImportedObjects implements Result {

	/** The highest label that 32-bit floating point holds exactly. */
	private static final int MAX_LABEL = 1 << 24;

	private final SourceImage image;
	private final List< Annotation > annotations = new ArrayList<>();
	private final Map< String, Integer > classes = new LinkedHashMap<>();
	private final List< String > notes = new ArrayList<>();
	private final Map< String, String > provenance = new LinkedHashMap<>();
	private int last;

	/**
	 * @param file
	 *            where the objects come from, for the settings of the result
	 * @param objects
	 *            within the image's width and height; see {@link ExchangeObject}
	 * @param more
	 *            what is to be told about the file; see {@link #notes()}
	 * @throws IllegalArgumentException
	 *             if there are objects, but none is on a plane of the image
	 */
	public ImportedObjects( final SourceImage image, final String file, final List< ExchangeObject > objects, final List< String > more )
	{
		this.image = image;
		provenance.put( "file", file );
		notes.addAll( more );
		final List< ExchangeObject > here = new ArrayList<>();
		for ( final ExchangeObject o : objects )
			if ( o.z() <= image.slices() && o.t() <= image.frames() )
				here.add( o );
		if ( here.isEmpty() && !objects.isEmpty() )
			throw new IllegalArgumentException( "All " + objects.size() + " objects of \"" + file + "\" are on slices or frames that \"" +
					image.title() + "\" does not have. Open the stack that they belong to." );
		note( objects.size() - here.size(), "Left out, as they are on slices or frames that the image does not have" );
		if ( image.slices() * image.frames() > 1 )
			note( ( int ) here.stream().filter( o -> o.z() == 0 || o.t() == 0 ).count(),
					"Put on the first slice or frame, as the file tells none" );
		final boolean labeled = isLabeled( here );
		if ( !labeled && here.stream().anyMatch( o -> o.label() > 0 ) )
			notes.add( "The labels of the file are not used, as some objects have none or share one; objects are numbered anew." );
		for ( final ExchangeObject o : here )
			add( o, labeled ? o.label() : annotations.size() + 1 );
		countOverlaps();
	}

	private void note( final int n, final String what )
	{
		if ( n > 0 )
			notes.add( what + ": " + n + ( n == 1 ? " object." : " objects." ) );
	}

	/** Whether all objects have labels, and no two on one plane the same. */
	private static boolean isLabeled( final List< ExchangeObject > objects )
	{
		final Set< String > seen = new HashSet<>();
		for ( final ExchangeObject o : objects )
			if ( o.label() == 0 || o.label() > MAX_LABEL || !seen.add( o.label() + " " + Math.max( 1, o.z() ) + " " + Math.max( 1, o
					.t() ) ) )
				return false;
		return true;
	}

	private void add( final ExchangeObject o, final int label )
	{
		if ( !o.objectClass().isEmpty() )
		{
			final Integer color = o.color() == null ? LabelLut.color( classes.size() + 1 ).getRGB() & 0xffffff : o.color();
			classes.putIfAbsent( o.objectClass(), color );
		}
		final String name = !o.name().isEmpty() ? o.name() : "label " + label + ( o.objectClass().isEmpty() ? "" : " " + o.objectClass() );
		annotations.add( new Annotation( label, name, new SegmentedObject( Prompt.mask( o.mask() ).withName( name ), o.mask(), o.score(),
				o.stability() ), Math.max( 1, o.z() ), Math.max( 1, o.t() ), o.objectClass() ) );
		last = Math.max( last, label );
	}

	private void countOverlaps()
	{
		final Map< Integer, BitSet > taken = new HashMap<>();
		int overlapping = 0;
		for ( final Annotation a : annotations )
		{
			final BitSet before = taken.computeIfAbsent( plane( a ), p -> new BitSet() );
			final boolean[] shared = new boolean[ 1 ];
			a.mask().forEach( ( x, y ) -> {
				shared[ 0 ] |= before.get( y * image.width() + x );
				before.set( y * image.width() + x );
			} );
			overlapping += shared[ 0 ] ? 1 : 0;
		}
		note( overlapping, "Overlapping others, so that the label image shows the later one there" );
	}

	private int plane( final Annotation a )
	{
		return ( a.t() - 1 ) * image.slices() + a.z();
	}

	/** Sentences on what is not as somebody may expect; may be empty. */
	public List< String > notes()
	{
		return Collections.unmodifiableList( notes );
	}

	/** One sentence for the log. */
	public String summary()
	{
		return annotations.size() + ( annotations.size() == 1 ? " object" : " objects" ) + " of \"" + provenance.get( "file" ) +
				"\" in \"" + image.title() + "\".";
	}

	@Override
	public ResultKind kind()
	{
		return ResultKind.SESSION;
	}

	/** The image as it was when the file was read. */
	@Override
	public SourceImage source()
	{
		return image;
	}

	@Override
	public Map< String, String > provenance()
	{
		return Collections.unmodifiableMap( provenance );
	}

	@Override
	public List< Annotation > annotations()
	{
		return Collections.unmodifiableList( annotations );
	}

	/** NB: one color for each class; those without a color in the file have colors of labels. */
	@Override
	public Map< String, Integer > classColors()
	{
		return Collections.unmodifiableMap( classes );
	}

	/** The label image or stack; made anew at each call. */
	@Override
	public ImagePlus labels()
	{
		final ImagePlus labels = StackLabels.create( image, last );
		for ( final Annotation a : annotations )
			LabelImages.paint( a.mask(), a.label(), labels.getStack().getProcessor( plane( a ) ) );
		provenance.forEach( ( key, value ) -> labels.setProp( "EfficientSAM." + key, value ) );
		return labels;
	}

	/** The class image or stack: 8 bit, 0 for background and objects without a class. */
	@Override
	public ImagePlus classes()
	{
		final ImagePlus imp = StackLabels.create( image, "-classes", LabelLut.ofClasses( classes.values() ),
				() -> new ByteProcessor( image.width(), image.height() ) );
		imp.setDisplayRange( 0, 255 );
		final List< String > names = new ArrayList<>( classes.keySet() );
		for ( final Annotation a : annotations )
		{
			final ImageProcessor ip = imp.getStack().getProcessor( plane( a ) );
			LabelImages.paint( a.mask(), names.indexOf( a.objectClass() ) + 1, ip );
		}
		return imp;
	}

	/** One row per object; see {@link MeasurementTable}. */
	@Override
	public ResultsTable table()
	{
		final ResultsTable table = MeasurementTable.table();
		final Map< Integer, ImagePlus > planes = new TreeMap<>();
		for ( final Annotation a : annotations )
		{
			final ImagePlus plain = planes.computeIfAbsent( plane( a ), p -> image.view( image.c(), a.z(), a.t() ).measured() );
			MeasurementTable.addRow( table, plain, a.object(), a.label(), a.z(), a.t() );
			table.addValue( "Prompt", "imported" );
			table.addValue( MeasurementTable.CLASS, a.objectClass() );
		}
		return table;
	}
}
