// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.session;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.google.gson.GsonBuilder;

import sc.fiji.efficientsam.mask.Mask;
import sc.fiji.efficientsam.prompt.PromptText;
import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Json;

/**
 * A session in a file (JSON): the image it belongs to, model and settings, classes, objects
 * with their masks, and all steps. So it can be continued without computing
 * anything, or replayed. NB: fields are named as in the file.
 */
public final class SessionFile {

	private static final String FORMAT = "efficientsam-session";

	/** The newest form; the first one knows no ADD, and is still written where there is none. */
	private static final int VERSION = 2;

	private String format = FORMAT;
	private int version = 1;
	private Map< String, String > image;
	private Map< String, String > settings;
	private Map< String, String > provenance;
	private Map< String, String > classes = new LinkedHashMap<>();
	private List< Saved > objects = new ArrayList<>();
	private int lastid;
	private List< Map< String, String > > steps = new ArrayList<>();
	/** What the file holds, read once. */
	private transient SessionState state;

	private static final class Saved
	{
		int id;
		int slice;
		int frame;
		String objectclass;
		/** NB: null, not NaN, which JSON does not know. */
		Double predictediou;
		String prompts;
		String mask;
	}

	private SessionFile()
	{}

	/**
	 * @param image
	 *            what tells the image from others; see {@link #image()}
	 * @param provenance
	 *            model, weights, library
	 */
	public static SessionFile of( final SessionState state, final Map< String, String > image, final SessionSettings settings,
			final Map< String, String > provenance )
	{
		final SessionFile f = new SessionFile();
		f.image = image;
		f.settings = settings.values();
		f.provenance = provenance;
		state.classes().forEach( ( name, color ) -> f.classes.put( name, String.format( Locale.ROOT, "#%06x", color ) ) );
		for ( final SessionObject o : state.objects() )
		{
			final Saved s = new Saved();
			s.id = o.id();
			s.slice = o.plane().z();
			s.frame = o.plane().t();
			s.objectclass = o.objectClass();
			s.predictediou = Double.isNaN( o.score() ) ? null : o.score();
			s.prompts = o.prompt() == null ? null : PromptText.format( o.prompt() );
			s.mask = PromptText.format( o.mask() );
			f.objects.add( s );
		}
		f.lastid = state.lastId();
		for ( final Step s : state.steps() )
		{
			f.steps.add( s.toMap() );
			f.version = s.action() == Step.Action.ADD ? VERSION : f.version;
		}
		return f;
	}

	/** Writes the file in one piece: a full disk or a crash leaves the old one. */
	public void write( final Path file ) throws IOException
	{
		Files.createDirectories( file.toAbsolutePath().getParent() );
		AtomicFiles.write( file, new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson( this )
				.getBytes( StandardCharsets.UTF_8 ) );
	}

	/**
	 * @throws IllegalArgumentException
	 *             if there is no such file, or it is no session or damaged; the
	 *             message says which
	 */
	public static SessionFile read( final Path file )
	{
		try
		{
			return read( Json.read( new StringReader( new String( Files.readAllBytes( file ), StandardCharsets.UTF_8 ) ),
					SessionFile.class ), file );
		}
		catch ( final IOException e )
		{
			throw new IllegalArgumentException( "The session file \"" + file + "\" cannot be read: " +
					( Files.exists( file ) ? e.toString() : "there is no such file" ) + ".", e );
		}
		catch ( final IllegalArgumentException e )
		{
			throw new IllegalArgumentException( "The session file \"" + file + "\" is damaged or no session file: " + e.getMessage(), e );
		}
	}

	private static SessionFile read( final SessionFile f, final Path file )
	{
		if ( f == null || !FORMAT.equals( f.format ) || f.image == null || f.settings == null || f.objects == null || f.steps == null
				|| f.classes == null )
			throw new IllegalArgumentException( "\"" + file + "\" is not a session file of EfficientSAM." );
		if ( f.version > VERSION )
			throw new IllegalArgumentException( "\"" + file + "\" was written by a newer version of EfficientSAM (form " + f.version +
					"). Update the plugin." );
		requireValues( f.image, "image" );
		requireValues( f.settings, "settings" );
		requireValues( f.classes, "classes" );
		f.steps.forEach( s -> requireValues( s, "a step" ) );
		f.state();
		return f;
	}

	private static void requireValues( final Map< String, String > map, final String what )
	{
		if ( map == null || map.containsValue( null ) )
			throw new IllegalArgumentException( what + " lacks a value." );
	}

	/** Title, path, width, height, channels, slices and frames of the image. */
	public Map< String, String > image()
	{
		return image;
	}

	/** The settings at the end. */
	public SessionSettings settings()
	{
		return SessionSettings.of( settings.getOrDefault( "model", "" ) ).with( settings );
	}

	/** Model, weights and library that the objects were made with. */
	public Map< String, String > provenance()
	{
		return provenance == null ? new LinkedHashMap<>() : provenance;
	}

	/** All steps. */
	public List< Step > steps()
	{
		final List< Step > all = new ArrayList<>();
		long pixels = 0;
		for ( final Map< String, String > words : steps )
		{
			final Step s = Step.of( words, settings().model() );
			pixels += pixels( s.mask() );
			for ( final ProposedObject p : s.proposals() )
				pixels += pixels( p.mask() );
			ProposalText.requireMemory( pixels );
			all.add( s );
		}
		return all;
	}

	private static Map< String, String > define( final String name, final String color )
	{
		final Map< String, String > step = new LinkedHashMap<>();
		step.put( "action", "define" );
		step.put( "objectclass", name );
		step.put( "color", color );
		return step;
	}

	/** The objects as they were saved; nothing is computed. */
	public SessionState state()
	{
		if ( state == null )
			state = parse();
		return state;
	}

	private SessionState parse()
	{
		final Map< String, Integer > colors = new LinkedHashMap<>();
		classes.forEach( ( name, color ) -> colors.put( name, Step.of( define( name, color ), "" ).color() ) );
		final List< SessionObject > all = new ArrayList<>();
		final Set< Integer > ids = new HashSet<>();
		long pixels = 0;
		for ( final Saved s : objects )
		{
			if ( s == null || s.id < 1 || s.id > lastid || !ids.add( s.id ) )
				throw new IllegalArgumentException( "the objects' labels are not different numbers of 1 to " + lastid + "." );
			final SessionObject o = new SessionObject( s.id, new Plane( s.slice, s.frame ),
					PromptText.parseMask( s.mask == null ? "" : s.mask ),
					s.prompts == null ? null : PromptText.parse( s.prompts ), s.predictediou == null ? Double.NaN : s.predictediou,
							s.objectclass == null ? "" : s.objectclass );
			requireInside( o );
			pixels += pixels( o.mask() );
			ProposalText.requireMemory( pixels );
			all.add( o );
		}
		return SessionState.restore( all, colors, lastid, steps() );
	}

	private static long pixels( final Mask mask )
	{
		return mask == null ? 0 : ( long ) mask.width() * mask.height();
	}

	/** NB: a mask that reaches out of its image would be painted at the other side. */
	private void requireInside( final SessionObject o )
	{
		final Mask m = o.mask();
		if ( m.isEmpty() || m.x() < 0 || m.y() < 0 || ( long ) m.x() + m.width() > size( "width" ) || ( long ) m.y() +
				m.height() > size( "height" ) ||
				o.plane().z() > size( "slices" ) || o.plane().t() > size( "frames" ) )
			throw new IllegalArgumentException( "object " + o.id() + " does not lie in the image." );
		if ( !o.objectClass().isEmpty() && !classes.containsKey( o.objectClass() ) )
			throw new IllegalArgumentException( "object " + o.id() + " is of a class that is not there: \"" + o.objectClass() + "\"." );
	}

	private int size( final String what )
	{
		// NB: who leaves it out has a session that fits no image.
		final String number = image.getOrDefault( what, "999999999" );
		if ( !number.matches( "[1-9][0-9]{0,8}" ) )
			throw new IllegalArgumentException( "the " + what + " of its image is \"" + number + "\"." );
		return Integer.parseInt( number );
	}
}
