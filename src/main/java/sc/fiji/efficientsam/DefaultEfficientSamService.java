/*-
 * #%L
 * EfficientSAM for Fiji.
 * %%
 * Copyright (C) 2026 EfficientSAM for Fiji developers.
 * %%
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 * 
 *      http://www.apache.org/licenses/LICENSE-2.0
 * 
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 * #L%
 */
package sc.fiji.efficientsam;

import java.util.ArrayList;
import java.util.HashMap;
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
import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.imagej.ImagePlusReader;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.inference.DjlBackend;
import sc.fiji.efficientsam.model.BundledModel;
import sc.fiji.efficientsam.model.Catalog;
import sc.fiji.efficientsam.model.ModelLoader;
import sc.fiji.efficientsam.model.ModelStore;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.EmbeddingCache;
import sc.fiji.efficientsam.segment.EmbeddingStore;

/** Default implementation of {@link EfficientSamService}. */
@Plugin( type = Service.class )
public final class DefaultEfficientSamService extends AbstractService implements EfficientSamService {

	/** NB: a property of the image, so that it lives and dies with it. */
	private static final String SESSION = "EfficientSAM session";

	@Parameter
	private PrefService prefs;

	private ModelLoader loader;
	private final Map< String, PromptableModel > models = new HashMap<>();
	private final Map< PromptableModel, String > weights = new HashMap<>();
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
	public synchronized void useThreads( final int threads )
	{
		dispose();
		loader = new ModelLoader( new DjlBackend( threads ) );
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
	public synchronized ImageSession session( final ImagePlus imp )
	{
		ImagePlusReader.requirePixels( imp );
		final Object known = imp.getProperty( SESSION );
		// NB: ImageJ copies properties to duplicates of an image.
		if ( known instanceof ImageSession && ( ( ImageSession ) known ).image() == imp && ( ( ImageSession ) known ).images().fits( imp ) )
			return ( ImageSession ) known;
		final ImageSession fresh = new ImageSession( this, imp );
		imp.setProperty( SESSION, fresh );
		return fresh;
	}

	@Override
	public synchronized void forget( final ImagePlus imp )
	{
		imp.setProperty( SESSION, null );
	}

	@Override
	public List< String > models()
	{
		final List< String > ids = new ArrayList<>();
		ids.add( DEFAULT_MODEL );
		ids.addAll( store().entries().keySet() );
		return ids;
	}

	@Override
	public synchronized ModelStore store()
	{
		if ( store == null )
			store = new ModelStore( Catalog.read( ModelStore.home().resolveSibling( "models.json" ) ), new Downloader() );
		return store;
	}

	@Override
	public synchronized ModelLoader loader()
	{
		return loader;
	}

	@Override
	public synchronized PromptableModel model( final String id, final Device device )
	{
		return models.computeIfAbsent( id + " " + device, key -> load( id, device ) );
	}

	private PromptableModel load( final String id, final Device device )
	{
		// NB: listing the models reads files, which a model that is loaded can do without.
		if ( !models().contains( id ) )
			throw new IllegalArgumentException( "There is no model \"" + id + "\". Use one of: " + String.join( ", ", models() ) + "." );
		return id.equals( DEFAULT_MODEL ) ? BundledModel.open( loader, device ) : store().open( store().entry( id ), loader, device );
	}

	@Override
	public EmbeddedImage embed( final ChannelImage image, final String id, final Device device )
	{
		// NB: reads all pixels, and others need not wait for that.
		final String fingerprint = image.fingerprint();
		return embed( image, fingerprint, id, device );
	}

	private synchronized EmbeddedImage embed( final ChannelImage image, final String fingerprint, final String id, final Device device )
	{
		final PromptableModel model = model( id, device );
		final String key = id + " " + device + " " + fingerprint;
		if ( last == null || !key.equals( lastKey ) )
			last = new EmbeddingCache( EmbeddedImage.DEFAULT_CAPACITY, disk, fingerprint + " " + weights( model ) );
		lastKey = key;
		// NB: a new image on the old embeddings: the pixels behind the last one may have changed by now.
		return new EmbeddedImage( image, model, last );
	}

	/** NB: kept for as long as the model is loaded: hashing reads a hundred megabytes, and the file may be gone by now. */
	private synchronized String weights( final PromptableModel model )
	{
		return weights.computeIfAbsent( model, m -> m.info().id().equals( DEFAULT_MODEL ) ? BundledModel.hash() : store().hash( store().entry( m.info().id() ) ) );
	}

	@Override
	public synchronized void keepOnDisk( final EmbeddingStore embeddings )
	{
		disk = embeddings;
		last = null;
	}

	@Override
	public Map< String, String > provenance( final PromptableModel model )
	{
		final Map< String, String > p = new LinkedHashMap<>();
		final String version = getClass().getPackage().getImplementationVersion();
		p.put( "version", version == null ? "development" : version );
		p.put( "model", model.info().id() );
		p.put( "weights", weights( model ) );
		p.put( "device", model.device().name() );
		p.put( "library", loader.backend().description() );
		return p;
	}

	@Override
	public synchronized void dispose()
	{
		last = null;
		models.values().forEach( PromptableModel::close );
		models.clear();
		weights.clear();
	}
}
