// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds what users install: an update site as the ImageJ Updater reads it, and for each platform a ZIP that is unpacked over Fiji's
 * folder.
 * In the new folder there are then
 * <ul>
 * <li>{@code site}: what a web server serves, {@code db.xml.gz} and each file with its time behind its name;</li>
 * <li>{@code efficientsam-<version>-<platform>.zip}: {@code plugins}, {@code jars} and {@code licenses}, as the Updater would install
 * them.</li>
 * </ul>
 * What Fiji has itself is not in it. DJL's {@code api.jar} is called {@code djl-api.jar}, because the Updater goes by names only.
 */
public final class BuildSite {

	private static final String ENGINE = "onnxruntime-engine-";

	private static final String RUNTIME = "onnxruntime-";

	private static final String API = "api-";

	private final Path from;
	private final Path stage;

	private BuildSite( final Path from, final Path stage )
	{
		this.from = from;
		this.stage = stage;
	}

	/**
	 * @param args the folder with {@code plugins} and {@code jars}; the project's; the new one; {@code db.xml.gz} of the site as it is
	 * now, if any
	 */
	public static void main( final String... args ) throws IOException, InterruptedException
	{
		final Path out = Paths.get( args[ 2 ] );
		final Path before = args.length < 4 || args[ 3 ].isEmpty() ? null : Paths.get( args[ 3 ] );
		build( Paths.get( args[ 0 ] ), Paths.get( args[ 1 ] ), out, before );
		System.exit( new CheckSite( out, Paths.get( args[ 1 ] ).resolve( "sample-data" ) ).run( System.out ) ? 0 : 1 );
	}

	/**
	 * @param from folder with {@code plugins} and {@code jars}, as {@code mvn package} leaves it in {@code target/fiji}
	 * @param project the project's folder, for its license
	 * @param out new folder; replaced if it exists
	 * @param before {@code db.xml.gz} of the site as it is now, which is continued; null if there is none
	 * @return the files of the site
	 */
	static List< SiteFile > build( final Path from, final Path project, final Path out, final Path before ) throws IOException
	{
		Folders.delete( out );
		final Path stage = out.resolve( "stage" );
		final List< SiteFile > files = new BuildSite( from, stage ).stage( project );
		if ( before != null )
			SiteDatabase.continueFrom( files, SiteDatabase.read( before ) );
		final Path site = Files.createDirectories( out.resolve( "site" ) );
		for ( final SiteFile file : files )
			if ( file.checksum != null )
				Folders.move( stage.resolve( file.filename ), site.resolve( file.served() ) );
		SiteDatabase.write( files, site.resolve( SiteDatabase.NAME ) );
		Folders.delete( stage );
		final String version = files.get( 0 ).filename.replaceAll( "^plugins/efficientsam-|\\.jar$", "" );
		for ( final Platform platform : Platform.values() )
			new Installation( site ).zip( platform, out.resolve( "efficientsam-" + version + "-" + platform.id + ".zip" ) );
		return files;
	}

	/** Puts all files where they belong in Fiji's folder, the plugin first. */
	private List< SiteFile > stage( final Path project ) throws IOException
	{
		final List< SiteFile > files = new ArrayList<>();
		final Path plugin = one( from.resolve( "plugins" ), "efficientsam-" );
		copy( plugin, "plugins/" + plugin.getFileName() );
		for ( final Path jar : list( from.resolve( "jars" ) ) )
		{
			final String name = jar.getFileName().toString();
			if ( name.startsWith( RUNTIME ) && !name.startsWith( ENGINE ) )
				files.addAll( runtime( jar, name ) );
			else
				files.add( jar( jar, "jars/" + ( name.startsWith( API ) || name.startsWith( ENGINE ) ? "djl-" : "" ) + name ) );
		}
		final SiteFile main = Described.file( stage, "plugins/" + plugin.getFileName() );
		files.stream().filter( f -> f.platforms.isEmpty() ).forEach( f -> main.dependencies.add( SiteDatabase.name( f ) ) );
		FijiJars.NAMES.forEach( name -> main.dependencies.add( "jars/" + name + ".jar" ) );
		files.add( 0, main );
		final List< String > licenses = Licenses.collect( project, list( from.resolve( "jars" ) ), stage );
		for ( final String license : licenses )
			files.add( Described.file( stage, license ) );
		return files;
	}

	private SiteFile jar( final Path jar, final String path ) throws IOException
	{
		copy( jar, path );
		return Described.file( stage, path );
	}

	/** NB: natives are nobody's dependencies: with those, the Updater installs them on all platforms. */
	private List< SiteFile > runtime( final Path jar, final String name ) throws IOException
	{
		final Map< Platform, Path > natives = new EnumMap<>( Platform.class );
		for ( final Platform platform : Platform.values() )
			natives.put( platform, stage.resolve( nativesOf( platform, name ) ) );
		NativesSplit.split( jar, stage.resolve( "jars/" + name ), natives );
		final List< SiteFile > files = new ArrayList<>();
		files.add( Described.file( stage, "jars/" + name ) );
		for ( final Platform platform : Platform.values() )
		{
			final SiteFile file = Described.file( stage, nativesOf( platform, name ) );
			file.platforms.add( platform.id );
			file.description = "ONNX Runtime, natives for " + platform.id;
			files.add( file );
		}
		return files;
	}

	private static String nativesOf( final Platform platform, final String name )
	{
		return "jars/" + platform.id + "/" + name.replaceFirst( "\\.jar$", "-natives-" + platform.id + ".jar" );
	}

	private void copy( final Path file, final String path ) throws IOException
	{
		final Path target = stage.resolve( path );
		Files.createDirectories( target.getParent() );
		Files.copy( file, target );
	}

	private static Path one( final Path folder, final String begin ) throws IOException
	{
		final List< Path > found = list( folder ).stream().filter( p -> p.getFileName().toString().startsWith( begin ) )
				.collect( Collectors.toList() );
		if ( found.size() != 1 )
			throw new IOException( "There should be one " + begin + "*.jar in " + folder + ", but there are " + found.size() +
					". Run: mvn clean package" );
		return found.get( 0 );
	}

	private static List< Path > list( final Path folder ) throws IOException
	{
		try (final Stream< Path > paths = Files.list( folder ))
		{
			return paths.filter( p -> p.toString().endsWith( ".jar" ) ).sorted().collect( Collectors.toList() );
		}
	}
}
