// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.inference;

import java.lang.reflect.Method;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps DJL's warnings out of the log while it is open. NB: DJL warns that there is no
 * GPU, and of an extension that it does not need, whenever it loads a model; Fiji
 * writes warnings to a console window, which then covers the image. What really keeps a
 * GPU from working is said elsewhere, from the exception.
 * <p>
 * SLF4J has no way to set a level, so each of the loggers that may be behind it is
 * asked in its own way, and without needing it. A level that someone has set for DJL is
 * left alone. Safe for use by several threads.
 * </p>
 */
final class QuietLog implements AutoCloseable {

	private static final String NAME = "ai.djl";

	/** How many are open. */
	private static int open;

	/** Sets the level, or does nothing; null where another one must not be touched. */
	private static Level level;

	/** The level of a logger, in the logger's own type; null for the parent's. */
	private interface Level {

		void set( Object value ) throws ReflectiveOperationException;
	}

	private QuietLog()
	{}

	static QuietLog open()
	{
		synchronized ( QuietLog.class )
		{
			if ( open++ == 0 )
				level = quieten();
		}
		return new QuietLog();
	}

	@Override
	public void close()
	{
		synchronized ( QuietLog.class )
		{
			if ( --open > 0 || level == null )
				return;
			try
			{
				level.set( null );
			}
			catch ( final ReflectiveOperationException | RuntimeException | LinkageError e )
			{
				// NB: so only errors of DJL are logged from now on.
			}
		}
	}

	private static Level quieten()
	{
		// NB: read by slf4j-simple when DJL's loggers are made; it has no other way.
		final String simple = "org.slf4j.simpleLogger.log." + NAME;
		if ( System.getProperty( simple ) == null )
			System.setProperty( simple, "error" );
		final Logger logger = LoggerFactory.getLogger( NAME );
		final String kind = logger.getClass().getName();
		try
		{
			if ( kind.startsWith( "ch.qos.logback." ) )
				return quieten( logger, "ch.qos.logback.classic.Level", "ERROR" );
			if ( kind.contains( "JDK14" ) )
				return quieten( java.util.logging.Logger.getLogger( NAME ), "java.util.logging.Level", "SEVERE" );
			if ( kind.startsWith( "org.apache.logging.slf4j." ) )
				return quietenLog4j2( logger.getClass().getClassLoader() );
			if ( kind.contains( "og4j" ) )
				return quieten( Class.forName( "org.apache.log4j.Logger", true, logger.getClass().getClassLoader() ).getMethod( "getLogger",
						String.class ).invoke( null, NAME ), "org.apache.log4j.Level", "ERROR" );
		}
		catch ( final ReflectiveOperationException | RuntimeException | LinkageError e )
		{
			// NB: a log with too much in it is no reason to fail.
		}
		return null;
	}

	/** For a logger with {@code getLevel} and {@code setLevel}. */
	private static Level quieten( final Object logger, final String levels, final String name ) throws ReflectiveOperationException
	{
		if ( logger.getClass().getMethod( "getLevel" ).invoke( logger ) != null )
			return null;
		final Class< ? > type = Class.forName( levels, true, logger.getClass().getClassLoader() );
		final Method set = logger.getClass().getMethod( "setLevel", type );
		set.invoke( logger, type.getField( name ).get( null ) );
		return value -> set.invoke( logger, value );
	}

	private static Level quietenLog4j2( final ClassLoader loader ) throws ReflectiveOperationException
	{
		final Class< ? > type = Class.forName( "org.apache.logging.log4j.Level", true, loader );
		final Object logger = Class.forName( "org.apache.logging.log4j.LogManager", true, loader ).getMethod( "getLogger",
				String.class ).invoke( null, NAME );
		final Object before = logger.getClass().getMethod( "getLevel" ).invoke( logger );
		final Method set = Class.forName( "org.apache.logging.log4j.core.config.Configurator", true, loader ).getMethod( "setLevel",
				String.class, type );
		set.invoke( null, NAME, type.getField( "ERROR" ).get( null ) );
		return value -> set.invoke( null, NAME, before );
	}
}
