// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import ij.ImagePlus;

import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.EmbeddingCache;

/** Requests to a service whose model's encoder calls are counted and can be made to fail. */
public final class CountingService {

	private final EfficientSamService counting;

	private final PromptableModel model;

	private final long capacity;

	/** Names of the threads that encoded frames, in order. */
	public final List< String > encoded = Collections.synchronizedList( new ArrayList<>() );

	/** Called before each frame is encoded. */
	public Runnable before = () -> {};

	/**
	 * @param model
	 *            used whatever model is asked for
	 * @param capacity
	 *            bytes of embeddings that an image keeps
	 */
	public CountingService( final EfficientSamService real, final PromptableModel model, final long capacity )
	{
		this.model = model;
		this.capacity = capacity;
		counting = ( EfficientSamService ) Proxy.newProxyInstance( getClass().getClassLoader(),
				new Class< ? >[] { EfficientSamService.class }, ( proxy, method, args ) -> {
			if ( method.getName().equals( "embed" ) )
				return embed( ( ChannelImage ) args[ 0 ] );
			try
			{
				return method.getName().equals( "provenance" )
						? real.provenance( real.model( EfficientSamService.DEFAULT_MODEL, Device.AUTO ) ) : method.invoke( real, args );
			}
			catch ( final InvocationTargetException e )
			{
				throw e.getCause();
			}
		} );
	}

	private EmbeddedImage embed( final ChannelImage image )
	{
		final PromptableModel counted = ( PromptableModel ) Proxy.newProxyInstance( getClass().getClassLoader(),
				new Class< ? >[] { PromptableModel.class }, ( proxy, method, args ) -> {
			if ( method.getName().equals( "encode" ) )
			{
				encoded.add( Thread.currentThread().getName() );
				before.run();
			}
			try
			{
				return method.invoke( model, args );
			}
			catch ( final InvocationTargetException e )
			{
				throw e.getCause();
			}
		} );
		return new EmbeddedImage( image, counted, new EmbeddingCache( capacity ) );
	}

	public SegmentationRequest segment( final ImagePlus imp )
	{
		return new SegmentationRequest( counting, imp );
	}

	public EverythingRequest everything( final ImagePlus imp )
	{
		return new EverythingRequest( counting, imp );
	}

	public RefineRequest refine( final ImagePlus imp, final ImagePlus labels )
	{
		return new RefineRequest( counting, imp, labels );
	}
}
