// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.Context;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.prefs.PrefService;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

import ij.ImagePlus;

import sc.fiji.efficientsam.download.Downloader;
import sc.fiji.efficientsam.export.ImportedObjects;
import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.inference.InferenceBackend;
import sc.fiji.efficientsam.model.Catalog;
import sc.fiji.efficientsam.model.CatalogEntry;
import sc.fiji.efficientsam.model.ModelLoader;
import sc.fiji.efficientsam.model.ModelStore;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.EmbeddingCache;
import sc.fiji.efficientsam.segment.EmbeddingStore;
import sc.fiji.efficientsam.source.ImagePlusReader;
import sc.fiji.efficientsam.source.SourceImage;
import sc.fiji.efficientsam.util.Daemons;
import sc.fiji.efficientsam.util.EventThread;

/** Default implementation of {@link EfficientSamService}. */
@Plugin( type = Service.class )
public final class DefaultEfficientSamService extends AbstractService implements EfficientSamService {

	/** NB: a property of the image, so that it lives and dies with it. */
	private static final String SESSION = "EfficientSAM session";

	@Parameter
	private PrefService prefs;

	/** NB: no lock is held while a model is loaded or a file is read: the event thread asks this service, too. */
	private final LoadedModels models = new LoadedModels();
	private final Object lock = new Object();
	private volatile ModelLoader loader;
	private volatile List< String > listed;
	private ModelStore store;
	private EmbeddingStore disk;
	private String lastKey = "";
	private EmbeddingCache last;

	/** NB: the first that SciJava calls. */
	@Override
	public void setContext( final Context context )
	{
		LegacyPatches.apply( context );
		super.setContext( context );
	}

	@Override
	public void initialize()
	{
		final Preferences p = new Preferences( prefs );
		useThreads( p.threads() );
		keepOnDisk( p.diskCache() );
	}

	@Override
	public void useThreads( final int threads )
	{
		useBackend( new DjlBackend( threads ) );
	}

	/** Loads models with another library from now on, and closes those that are loaded. */
	void useBackend( final InferenceBackend backend )
	{
		loader = new ModelLoader( backend );
		dispose();
	}

	@Override
	public SegmentationRequest segment( final ImagePlus imp )
	{
		return new SegmentationRequest( this, imp );
	}

	@Override
	public EverythingRequest everything( final ImagePlus imp )
	{
		return new EverythingRequest( this, imp );
	}

	@Override
	public SimilarRequest similar( final ImagePlus imp )
	{
		return new SimilarRequest( this, imp );
	}

	@Override
	public TeachRequest teach( final ImagePlus imp )
	{
		return new TeachRequest( this, imp );
	}

	@Override
	public RefineRequest refine( final ImagePlus imp, final ImagePlus labels )
	{
		return new RefineRequest( this, imp, labels );
	}

	@Override
	public StackRequest stack( final ImagePlus imp )
	{
		return new StackRequest( this, imp );
	}

	@Override
	public ImageSession session( final ImagePlus imp )
	{
		ImagePlusReader.requirePixels( imp );
		final ImageSession known = known( imp );
		if ( known != null )
			return known;
		final ImageSession fresh = new ImageSession( this, imp );
		synchronized ( lock )
		{
			final ImageSession faster = known( imp );
			if ( faster == null )
				imp.setProperty( SESSION, fresh );
			return faster == null ? fresh : faster;
		}
	}

	private static ImageSession known( final ImagePlus imp )
	{
		final Object known = imp.getProperty( SESSION );
		// NB: ImageJ copies properties to duplicates of an image.
		return known instanceof ImageSession && ( ( ImageSession ) known ).image() == imp && ( ( ImageSession ) known ).images().fits( imp )
				? ( ImageSession ) known : null;
	}

	@Override
	public ImportedObjects importObjects( final ImagePlus imp, final File file )
	{
		return ObjectImport.read( SourceImage.of( imp ), file );
	}

	@Override
	public void forget( final ImagePlus imp )
	{
		imp.setProperty( SESSION, null );
	}

	@Override
	public List< String > models()
	{
		final List< String > known = listed;
		// NB: listing reads files, which may take long. Commands list models before they open windows.
		if ( known != null && EventThread.isHere() )
			return known;
		listed = Collections.unmodifiableList( new ArrayList<>( store().entries().keySet() ) );
		return listed;
	}

	@Override
	public ModelStore store()
	{
		synchronized ( lock )
		{
			if ( store != null )
				return store;
		}
		final ModelStore fresh = new ModelStore( Catalog.read( ModelStore.home().resolveSibling( "models.json" ) ), new Downloader() );
		synchronized ( lock )
		{
			if ( store == null )
				store = fresh;
			return store;
		}
	}

	@Override
	public ModelLoader loader()
	{
		return loader;
	}

	@Override
	public PromptableModel model( final String id, final Device device )
	{
		return models.get( id + " " + device, () -> load( id, device ) );
	}

	private LoadedModels.Loaded load( final String id, final Device device )
	{
		// NB: listing the models reads files, which a model that is loaded can do without.
		if ( !models().contains( id ) )
			throw new IllegalArgumentException( "There is no model \"" + id + "\". Use one of: " + String.join( ", ", models() ) + "." );
		final CatalogEntry entry = store().entry( id );
		final String hash = store().hash( entry );
		return new LoadedModels.Loaded( store().open( entry, loader, device ), hash );
	}

	@Override
	public EmbeddedImage embed( final ChannelImage image, final String id, final Device device )
	{
		final String fingerprint = image.fingerprint();
		final PromptableModel model = model( id, device );
		final String weights = weights( model ), key = id + " " + device + " " + fingerprint;
		synchronized ( lock )
		{
			if ( last == null || !key.equals( lastKey ) )
				last = new EmbeddingCache( EmbeddedImage.DEFAULT_CAPACITY, disk, fingerprint + " " + weights );
			lastKey = key;
			// NB: a new image on the old embeddings: the pixels behind the last one may have changed by now.
			return new EmbeddedImage( image, model, last );
		}
	}

	private String weights( final PromptableModel model )
	{
		final String known = models.weights( model );
		return known != null ? known : store().hash( store().entry( model.info().id() ) );
	}

	@Override
	public void keepOnDisk( final EmbeddingStore embeddings )
	{
		synchronized ( lock )
		{
			disk = embeddings;
			last = null;
		}
	}

	@Override
	public String version()
	{
		final String version = getClass().getPackage().getImplementationVersion();
		return version == null ? "development" : version;
	}

	@Override
	public Map< String, String > provenance( final PromptableModel model )
	{
		final Map< String, String > p = new LinkedHashMap<>();
		p.put( "version", version() );
		p.put( "model", model.info().id() );
		p.put( "weights", weights( model ) );
		p.put( "device", model.device().name() );
		p.put( "library", loader.backend().description() );
		return p;
	}

	@Override
	public void dispose()
	{
		synchronized ( lock )
		{
			last = null;
		}
		// NB: waits for runs, for which the event thread must not.
		if ( EventThread.isHere() )
			Daemons.thread( "EfficientSAM closing models", models::close ).start();
		else
			models.close();
	}
}
