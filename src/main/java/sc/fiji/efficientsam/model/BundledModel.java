// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;

import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.InferenceBackend;
import sc.fiji.efficientsam.inference.InferenceException;
import sc.fiji.efficientsam.util.AtomicFiles;
import sc.fiji.efficientsam.util.Hashes;
import sc.fiji.efficientsam.util.Home;

/**
 * The model "micro", which is a part of the jar so that the plugin works offline
 * and at once. Its two ONNX files are unpacked into a folder on first use and
 * verified by their SHA-256 on every use.
 * <p>
 * The folder is {@code $HOME/.efficientsam/models/micro-<hash>}, or
 * {@code models/micro-<hash>} beneath what the system property
 * {@value Home#PROPERTY} names (the hash keeps two versions of the plugin apart); where it cannot be written to, a new temporary
 * folder is used.
 * </p>
 */
public final class BundledModel {

	/** NB: measured on the 13 training sets: boxes do about equally well at 40 to 112 frame pixels; points at 40 to 56 (IoU .67, .68), at 20 and at 112 it is .56 and .47. */
	public static final ModelInfo INFO = new ModelInfo( "micro", "micro (bundled, 3 M parameters)", "Apache-2.0", 512, 56, 40 );

	/** What prompts it takes, in words. */
	public static final String PROMPTS = CatalogEntry.describePrompts( EnumSet.of( PromptKind.BOX, PromptKind.POINT, PromptKind.NEGATIVE ), 0 );

	private static final String ENCODER = "micro_encoder.onnx";

	private static final String ENCODER_SHA256 = "61570e217e60689da56afc1abbbc1a2e60037480f8b0efc4556f4527d8f3e1a2";

	private static final String DECODER = "micro_decoder.onnx";

	private static final String DECODER_SHA256 = "674d0f164e4a43838d215d01a7aabf5b44d5029abee980e87d98ad0ce5c2f381";

	private static final String WINDOW_DECODER = "micro_window_decoder.onnx";

	private static final String WINDOW_DECODER_SHA256 = "67ced44338870a5bc39a10ee4da07218c52116cc5497880ea46c63548fbe7887";

	private static final String HEAD = "micro_instances.onnx";

	private static final String HEAD_SHA256 = "1216affec49e953979ae3dfc7e68a79c720b3b5e956c54a920cc70102c055d21";

	private BundledModel()
	{}

	/**
	 * Unpacks and loads the model. Blocks until done.
	 *
	 * @throws InferenceException
	 *             if the files cannot be unpacked (no room, no writable folder) or
	 *             loaded
	 */
	public static PromptableModel open( final ModelLoader loader, final Device device )
	{
		return loader.open( INFO, encoder(), decoder(), windowDecoder(), head(), device );
	}

	/** {@link #open(ModelLoader, Device)} with a loader of its own. */
	public static PromptableModel open( final InferenceBackend backend, final Device device )
	{
		return open( new ModelLoader( backend ), device );
	}

	/** The unpacked and verified encoder file. */
	public static Path encoder()
	{
		return unpack( ENCODER, ENCODER_SHA256 );
	}

	/** The unpacked and verified decoder file. */
	public static Path decoder()
	{
		return unpack( DECODER, DECODER_SHA256 );
	}

	/** The unpacked and verified file of the decoder for windows of the embedding. */
	public static Path windowDecoder()
	{
		return unpack( WINDOW_DECODER, WINDOW_DECODER_SHA256 );
	}

	/** The unpacked and verified file of the instance head. */
	public static Path head()
	{
		return unpack( HEAD, HEAD_SHA256 );
	}

	/** SHA-256 of the encoder and the decoder file, which names the weights in results. */
	public static String hash()
	{
		return ENCODER_SHA256.substring( 0, 12 ) + "+" + DECODER_SHA256.substring( 0, 12 );
	}

	private static synchronized Path unpack( final String name, final String sha256 )
	{
		final Path folder = ModelStore.home().resolve( INFO.id() + "-" + ENCODER_SHA256.substring( 0, 8 ) );
		try
		{
			return unpack( name, sha256, folder );
		}
		catch ( final IOException first )
		{
			try
			{
				final Path temporary = Files.createTempDirectory( "efficientsam" );
				temporary.toFile().deleteOnExit();
				final Path file = unpack( name, sha256, temporary );
				file.toFile().deleteOnExit();
				return file;
			}
			catch ( final IOException e )
			{
				e.addSuppressed( first );
				throw new InferenceException( "The bundled model cannot be unpacked: neither \"" + folder + "\" (" + first + ") nor the folder for temporary files (" +
						e + ") can be written to. Make room or set the Java property " + Home.PROPERTY + " to a folder that can be written to.", e );
			}
		}
	}

	private static Path unpack( final String name, final String sha256, final Path folder ) throws IOException
	{
		final Path file = folder.resolve( name );
		if ( Files.isRegularFile( file ) && sha256.equals( Hashes.sha256( file ) ) )
			return file;
		Files.createDirectories( folder );
		// NB: written beside the target and moved, so that no other process ever sees half a file.
		final Path part = AtomicFiles.part( folder, name, ".part" );
		try ( InputStream in = BundledModel.class.getResourceAsStream( "micro/" + name ) )
		{
			if ( in == null )
				throw new InferenceException( "The jar of EfficientSAM lacks its model file " + name + ". Reinstall the EfficientSAM update site." );
			Files.copy( in, part, StandardCopyOption.REPLACE_EXISTING );
			if ( !sha256.equals( Hashes.sha256( part ) ) )
				throw new IOException( "the unpacked file " + name + " differs from the one in the jar" );
			AtomicFiles.replace( part, file );
		}
		finally
		{
			Files.deleteIfExists( part );
		}
		return file;
	}
}
