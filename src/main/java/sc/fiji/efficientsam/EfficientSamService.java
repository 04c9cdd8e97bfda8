// SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
// SPDX-License-Identifier: Apache-2.0
package sc.fiji.efficientsam;

import java.io.File;
import java.util.List;
import java.util.Map;

import org.scijava.service.SciJavaService;

import ij.ImagePlus;

import sc.fiji.efficientsam.export.ImportedObjects;
import sc.fiji.efficientsam.image.ChannelImage;
import sc.fiji.efficientsam.inference.Device;
import sc.fiji.efficientsam.model.ModelLoader;
import sc.fiji.efficientsam.model.ModelStore;
import sc.fiji.efficientsam.model.PromptableModel;
import sc.fiji.efficientsam.segment.EmbeddedImage;
import sc.fiji.efficientsam.segment.EmbeddingStore;

/**
 * The scripting interface of EfficientSAM for Fiji, which commands, macros and
 * scripts share. In a script:
 *
 * <pre>{@code
 * #@ EfficientSamService sam
 * #@ ImagePlus imp
 * result = sam.segment(imp).roiManager().run()
 * result.labels().show()
 * }</pre>
 * <p>
 * Models are loaded on first use, kept, and closed with the context. Safe for use
 * by several threads.
 * </p>
 */
public interface EfficientSamService extends SciJavaService {

	/** The model that is part of the jar. */
	String DEFAULT_MODEL = "micro";

	/**
	 * Starts a request; nothing is computed before {@link SegmentationRequest#run()}.
	 *
	 * @throws IllegalArgumentException
	 *             if there is no image or it has no pixels
	 */
	SegmentationRequest segment( ImagePlus imp );

	/**
	 * Starts the search for all objects of an image; nothing is computed before
	 * {@link EverythingRequest#run()}.
	 *
	 * @throws IllegalArgumentException
	 *             if there is no image or it has no pixels
	 */
	EverythingRequest everything( ImagePlus imp );

	/**
	 * Starts to look for all objects that are like some examples; nothing is computed before {@link SimilarRequest#run()}.
	 *
	 * @throws IllegalArgumentException
	 *             if there is no image or it has no pixels
	 */
	SimilarRequest similar( ImagePlus imp );

	/**
	 * Starts to learn from examples what objects look like; nothing is computed before {@link TeachRequest#run()}.
	 *
	 * @throws IllegalArgumentException
	 *             if there is no image or it has no pixels
	 */
	TeachRequest teach( ImagePlus imp );

	/**
	 * Starts to make rough objects exact; nothing is computed before
	 * {@link RefineRequest#run()}.
	 *
	 * @param labels
	 *            a label image or binary mask of the image's size
	 * @throws IllegalArgumentException
	 *             if there is no image or it has no pixels
	 */
	RefineRequest refine( ImagePlus imp, ImagePlus labels );

	/**
	 * Starts a request for the slices of a stack, through which objects can be
	 * followed; nothing is computed before {@link StackRequest#run()}.
	 *
	 * @throws IllegalArgumentException
	 *             if there is no image or it has no pixels
	 */
	StackRequest stack( ImagePlus imp );

	/**
	 * The objects of an image that are made one by one; the same session each time
	 * it is asked for, until it is {@link #forget(ImagePlus) forgotten} or the image changes its
	 * size.
	 *
	 * @throws IllegalArgumentException
	 *             if there is no image or it has no pixels
	 */
	ImageSession session( ImagePlus imp );

	/**
	 * The objects of a GeoJSON or COCO file that belong to an image. In a script:
	 * {@code sam.importObjects(imp, new File("cells.geojson")).labels().show()}.
	 *
	 * @throws IllegalArgumentException
	 *             if there is no image or it has no pixels, or the file cannot be read, is broken, or belongs to another image
	 */
	ImportedObjects importObjects( ImagePlus imp, File file );

	/** Lets an image's session begin anew the next time. */
	void forget( ImagePlus imp );

	/** Ids of all models, whether or not they are installed; the bundled one first. */
	List< String > models();

	/** The models that can be downloaded, those that were, and those that were imported. */
	ModelStore store();

	/** What loads models; it knows why a GPU is not used. */
	ModelLoader loader();

	/**
	 * Loads a model, or gives the loaded one; it belongs to the service and must
	 * not be closed.
	 *
	 * @throws IllegalArgumentException
	 *             if there is no such model, or it is not installed
	 * @throws sc.fiji.efficientsam.inference.InferenceException
	 *             if it cannot be loaded
	 */
	PromptableModel model( String id, Device device );

	/** An image with its embeddings; those of the image that was asked for last are still there if its pixels and contrast are the same. */
	EmbeddedImage embed( ChannelImage image, String model, Device device );

	/**
	 * Keeps embeddings on disk from now on, so that an image that was opened before
	 * needs no encoding.
	 *
	 * @param embeddings
	 *            where; null to keep them in memory only
	 */
	void keepOnDisk( EmbeddingStore embeddings );

	/**
	 * Sets how many threads one computation may use, and closes loaded models, which
	 * are loaded again on their next use. Not to be called while a request runs.
	 *
	 * @param threads
	 *            0 for one per physical core
	 */
	void useThreads( int threads );

	/** The plugin's version; "development" where it does not run from its jar. */
	String version();

	/** What is to be written down so that a result can be reproduced: version, model, hash of its weights, device, library. */
	Map< String, String > provenance( PromptableModel model );
}
