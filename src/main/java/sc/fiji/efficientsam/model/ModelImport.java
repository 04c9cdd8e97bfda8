// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.GsonBuilder;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.inference.OnnxResize;
import sc.fiji.efficientsam.inference.OnnxSignature;
import sc.fiji.efficientsam.util.Hashes;
import sc.fiji.efficientsam.util.Json;

/**
 * Brings a user's own encoder and decoder into a folder of models. They are
 * recognized by their inputs and outputs, copied, and run once before the new model
 * appears; whatever fails leaves nothing behind. A file {@code model.json} beside
 * them may say id, title, license, frame, boxSize and pointSize.
 */
final class ModelImport {

	/** Describes an imported model in its folder. */
	static final String DESCRIPTION = "model.json";

	/** Long side of objects as a share of the frame, where nothing is known. */
	private static final double OBJECT_SHARE = 1.0 / 8;

	private final Path source;
	private final ModelLoader loader;

	/**
	 * @param source
	 *            a folder that holds the two files, or one of the two files
	 */
	ModelImport( final Path source, final ModelLoader loader )
	{
		this.source = source;
		this.loader = loader;
	}

	/** The encoder and the decoder. */
	private Path[] findPair() throws IOException
	{
		final Map< Path, OnnxSignature > files = new LinkedHashMap<>();
		final List< String > unreadable = new ArrayList<>();
		for ( final Path file : onnxFiles() )
			try
			{
				files.put( file, OnnxSignature.read( file ) );
			}
			catch ( final InferenceException e )
			{
				unreadable.add( e.getMessage() );
			}
		final List< Path[] > pairs = new ArrayList<>();
		String refusal = null;
		for ( final Path decoder : files.keySet() )
			for ( final Path encoder : files.keySet() )
				if ( decoder != encoder && ModelFamily.isDecoder( files.get( decoder ) )
						&& !ModelFamily.isDecoder( files.get( encoder ) ) &&
						( Files.isDirectory( source ) || same( source, encoder ) || same( source, decoder ) ) )
					try
					{
						ModelFamily.of( files.get( encoder ), files.get( decoder ) );
						pairs.add( new Path[] { encoder, decoder } );
					}
					catch ( final InferenceException e )
					{
						refusal = e.getMessage();
					}
		if ( pairs.size() == 1 )
			return pairs.get( 0 );
		if ( pairs.size() > 1 )
			throw new IllegalArgumentException( "\"" + source + "\" has " + pairs.size() + " pairs of an encoder and a decoder: " +
					pairs.stream().map( p -> p[ 0 ].getFileName() + " with " + p[ 1 ].getFileName() )
							.collect( Collectors.joining( ", " ) ) + ". Put the two that you want into a folder of their own." );
		if ( refusal != null )
			throw new IllegalArgumentException( refusal );
		throw new IllegalArgumentException( "\"" + source +
				"\" does not have the two ONNX files of a model, an encoder and its decoder. Found: " +
				( files.isEmpty() ? "no ONNX file that can be read" : files.entrySet().stream().map( e -> e.getKey().getFileName() +
						" with " + e.getValue() ).collect( Collectors.joining( "; " ) ) ) +
				( unreadable.isEmpty() ? "" : "; " + String.join( "; ", unreadable ) ) + ". Expected is a pair of one of the families: " +
				Arrays.stream( ModelFamily.values() ).map( ModelFamily::title ).collect( Collectors.joining( ", " ) ) + "." );
	}

	private static boolean same( final Path a, final Path b )
	{
		return a.toAbsolutePath().normalize().equals( b.toAbsolutePath().normalize() );
	}

	private List< Path > onnxFiles() throws IOException
	{
		if ( !Files.exists( source ) )
			throw new IllegalArgumentException( "\"" + source + "\" does not exist. Choose the folder that holds the two ONNX files." );
		try ( Stream< Path > files = Files.list( Files.isDirectory( source ) ? source : source.toAbsolutePath().getParent() ) )
		{
			return files.filter( f -> f.getFileName().toString().toLowerCase( Locale.ROOT ).endsWith( ".onnx" ) ).sorted()
					.collect( Collectors.toList() );
		}
	}

	/**
	 * Copies, tries and describes the model.
	 *
	 * @param id
	 *            name of the new model; "" for what {@code model.json} or else the
	 *            folder's name says
	 * @param title
	 *            name for people; "" likewise
	 * @param folder
	 *            an empty folder, in which files may be left if this fails
	 * @return what is now described in the folder
	 */
	CatalogJson.Model copy( final String id, final String title, final Path folder ) throws IOException
	{
		final Path[] pair = findPair();
		final CatalogJson.Model m = describe( pair[ 0 ].toAbsolutePath().getParent() );
		m.id = id.isEmpty() ? m.id : id;
		m.title = !title.isEmpty() ? title : m.title == null ? m.id + " (imported)" : m.title;
		if ( !CatalogJson.isId( m.id ) )
			throw new IllegalArgumentException( "\"" + m.id +
					"\" cannot name a model. Use lower-case letters, digits, dots and dashes, for example my-model." );
		final OnnxSignature encoder = OnnxSignature.read( pair[ 0 ] ), decoder = OnnxSignature.read( pair[ 1 ] );
		m.family = ModelFamily.of( encoder, decoder ).id();
		m.frame = m.frame > 0 ? m.frame : frame( pair[ 0 ], encoder, decoder );
		m.assumed = m.boxSize <= 0 || m.pointSize <= 0;
		m.boxSize = m.boxSize > 0 ? m.boxSize : m.frame * OBJECT_SHARE;
		m.pointSize = m.pointSize > 0 ? m.pointSize : m.frame * OBJECT_SHARE;
		m.encoder = copy( pair[ 0 ], folder );
		m.decoder = copy( pair[ 1 ], folder );
		m.others = new LinkedHashMap<>();
		final Path windows = further( ModelFamily::isWindowDecoder, pair, "decoders for windows" ),
				instances = further( ModelFamily::isInstanceHead, pair, "instance heads" );
		if ( windows != null && ModelFamily.of( encoder, decoder ) == ModelFamily.EFFICIENTSAM )
			m.others.put( CatalogEntry.WINDOWS, copy( windows, folder ) );
		if ( instances != null && ModelFamily.of( encoder, decoder ) == ModelFamily.EFFICIENTSAM )
			m.others.put( CatalogEntry.INSTANCES, copy( instances, folder ) );
		final ModelInfo info = new ModelInfo( m.id, m.title, m.license, m.frame, m.boxSize, m.pointSize );
		try ( PromptableModel model = ModelLoader.warmUp( loader.open( info, folder.resolve( m.encoder.name ),
				folder.resolve( m.decoder.name ),
				path( m, CatalogEntry.WINDOWS, folder ), path( m, CatalogEntry.INSTANCES, folder ), Device.CPU ) ) )
		{
			m.prompts = new ArrayList<>( Arrays.asList( "box", "point" ) );
			if ( model.takesNegativePoints() )
				m.prompts.add( "negative" );
			if ( model.takesMasks() )
				m.prompts.add( "mask" );
			m.maxPoints = model.maxPoints() == Integer.MAX_VALUE ? 0 : model.maxPoints();
		}
		Files.write( folder.resolve( DESCRIPTION ), new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson( m )
				.getBytes( StandardCharsets.UTF_8 ) );
		return m;
	}

	private static Path path( final CatalogJson.Model m, final String purpose, final Path folder )
	{
		return m.others.containsKey( purpose ) ? folder.resolve( m.others.get( purpose ).name ) : null;
	}

	/** The file beside the two that is of a kind, or null. */
	private Path further( final Predicate< OnnxSignature > kind, final Path[] pair, final String kinds ) throws IOException
	{
		final List< Path > found = new ArrayList<>();
		for ( final Path file : onnxFiles() )
			if ( !same( file, pair[ 0 ] ) && !same( file, pair[ 1 ] ) && isReadable( file ) && kind.test( OnnxSignature.read( file ) ) )
				found.add( file );
		if ( found.size() > 1 )
			throw new IllegalArgumentException( "\"" + source + "\" has " + found.size() + " " + kinds + ": " +
					found.stream().map( f -> f.getFileName().toString() ).collect( Collectors.joining( ", " ) ) +
					". Put the files of one model into a folder of their own." );
		return found.isEmpty() ? null : found.get( 0 );
	}

	private static boolean isReadable( final Path file )
	{
		try
		{
			OnnxSignature.read( file );
			return true;
		}
		catch ( final InferenceException e )
		{
			return false;
		}
	}

	/**
	 * The side of the images that a model was trained on: what its input says, else to what its graph resizes them,
	 * else what the decoder says of the
	 * embedding (EfficientSAM has a cell for 16 pixels), else the usual.
	 */
	private static int frame( final Path file, final OnnxSignature encoder, final OnnxSignature decoder )
	{
		if ( ModelFamily.hasFixedFrame( encoder ) )
			return ModelFamily.frame( encoder );
		final int resized = OnnxResize.side( file, encoder.inputs().keySet().iterator().next() );
		if ( resized > 0 )
			return resized;
		final OnnxSignature.Value embedding = decoder.inputs().get( EfficientSamModel.EMBEDDINGS );
		final long[] cells = embedding == null ? new long[ 0 ] : embedding.shape();
		final boolean known = ModelFamily.of( encoder, decoder ) == ModelFamily.EFFICIENTSAM && cells.length == 4 && cells[ 2 ] > 0
				&& cells[ 2 ] == cells[ 3 ];
		return known ? ( int ) cells[ 2 ] * EfficientSamModel.PATCH : ModelFamily.frame( encoder );
	}

	/** What {@code model.json} says, or else guesses. */
	private CatalogJson.Model describe( final Path folder ) throws IOException
	{
		CatalogJson.Model m = new CatalogJson.Model();
		final Path file = folder.resolve( DESCRIPTION );
		if ( Files.exists( file ) )
			try ( Reader reader = Files.newBufferedReader( file, StandardCharsets.UTF_8 ) )
			{
				final CatalogJson.Model read = Json.read( reader, CatalogJson.Model.class );
				m = read == null ? m : read;
			}
			catch ( final IllegalArgumentException e )
			{
				throw new IllegalArgumentException( "\"" + file + "\" is not valid (" + e.getMessage() + "). Correct or delete it.", e );
			}
		if ( m.id == null || m.id.isEmpty() )
			m.id = folder.getFileName().toString().toLowerCase( Locale.ROOT ).replaceAll( "[^a-z0-9.]+", "-" ).replaceAll( "^[-.]+|[-.]+$",
					"" );
		m.license = m.license == null ? CatalogJson.UNKNOWN : m.license;
		m.source = source.toAbsolutePath().toString();
		return m;
	}

	private static CatalogJson.File copy( final Path from, final Path folder ) throws IOException
	{
		final CatalogJson.File f = new CatalogJson.File();
		f.name = from.getFileName().toString().replaceAll( "[^A-Za-z0-9._-]", "_" );
		if ( !Character.isLetterOrDigit( f.name.charAt( 0 ) ) )
			f.name = "m" + f.name;
		final Path to = folder.resolve( f.name );
		Files.copy( from, to );
		f.size = Files.size( to );
		final CatalogJson.Place place = new CatalogJson.Place();
		place.url = from.toUri().toString();
		place.sha256 = Hashes.sha256( to );
		f.locations = Collections.singletonList( place );
		return f;
	}
}
