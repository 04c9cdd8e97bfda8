// Finds all objects of every frame (of the current slice), without prompts, and lets TrackMate (part of Fiji) link them.
// The objects reach TrackMate by its "Label image detector", outlines and all.
#@ EfficientSamService sam
#@ ImagePlus (label="Time series") imp
#@ Double (label="Object size in pixels (0: automatic)", value=0, persist=false) size
#@ Double (label="Longest way from frame to frame, in the image's unit", value=15, persist=false) distance
#@ Integer (label="Frames in which an object may be missed", value=2, persist=false) gap
#@ String (label="Path of a folder for label images and tracks (empty: show only)", required=false, persist=false) folder
#@output ImagePlus labels

import ij.IJ
import ij.ImagePlus
import ij.ImageStack
import ij.plugin.Duplicator
import java.awt.GraphicsEnvironment

int frames = imp.NFrames
if (frames < 2)
	throw new IllegalArgumentException("\"" + imp.title + "\" has one frame. Open a time series; if its frames are called slices, " +
		"exchange them in Image > Properties...")
if (GraphicsEnvironment.headless && !folder)
	throw new IllegalArgumentException("There is no screen to show the tracks on. Give a folder.")

// -- EfficientSAM: a label image for each frame --
def stack = new ImageStack(imp.width, imp.height)
def name = imp.title
def roi = imp.roi
imp.deleteRoi() // otherwise only the selection is copied
try {
	for (t in 1..frames) {
		def frame = new Duplicator().run(imp, 1, imp.NChannels, imp.Z, imp.Z, t, t)
		frame.title = imp.title
		def found = sam.everything(frame).objectSize(size).run()
		name = found.source().name()
		stack.addSlice("frame " + t, found.labels().getProcessor())
		println "Frame " + t + ": " + found.found() + " objects"
		IJ.showProgress(t, frames)
	}
} finally {
	if (roi != null)
		imp.setRoi(roi)
}
labels = new ImagePlus(name + "-labels", stack)
labels.setDimensions(1, 1, frames)
labels.calibration = imp.calibration.copy()
labels.setDisplayRange(0, 255)
if (folder) {
	new File(folder).mkdirs()
	if (!IJ.saveAsTiff(labels, new File(folder, name + "-labels.tif").path))
		throw new IOException("The label images cannot be written to " + folder)
}

// -- TrackMate: from labels to tracks --
def trackmate = { part ->
	try {
		return this.class.classLoader.loadClass("fiji.plugin.trackmate." + part)
	} catch (ClassNotFoundException e) {
		if (!GraphicsEnvironment.headless)
			labels.show()
		throw new IllegalStateException("TrackMate 7.9 or newer is not installed. The label images are ready" +
			(!folder ? "" : " in " + folder) + ": install TrackMate (Help > Update...), and use its Label image detector.")
	}
}
def detector = trackmate("detection.LabelImageDetectorFactory").newInstance()
def tracker = trackmate("tracking.jaqaman.SimpleSparseLAPTrackerFactory").newInstance()
def settings = trackmate("Settings").newInstance(labels)
settings.detectorFactory = detector
settings.detectorSettings = detector.defaultSettings
settings.trackerFactory = tracker
settings.trackerSettings = tracker.defaultSettings
settings.trackerSettings["LINKING_MAX_DISTANCE"] = distance
settings.trackerSettings["GAP_CLOSING_MAX_DISTANCE"] = distance
settings.trackerSettings["MAX_FRAME_GAP"] = gap
settings.addAllAnalyzers()
def model = trackmate("Model").newInstance()
model.setPhysicalUnits(labels.calibration.unit, labels.calibration.timeUnit)
def tracking = trackmate("TrackMate").newInstance(model, settings)
if (!tracking.checkInput() || !tracking.process())
	throw new IllegalStateException("TrackMate says: " + tracking.errorMessage)
println model.trackModel.nTracks(true) + " tracks"
if (folder) {
	// Plugins > Tracking > Load a TrackMate file opens it
	def writer = trackmate("io.TmXmlWriter").newInstance(new File(folder, name + "-tracks.xml"))
	writer.appendModel(model)
	writer.appendSettings(settings)
	writer.writeToFile()
}
if (!GraphicsEnvironment.headless) {
	labels.show()
	def look = trackmate("gui.displaysettings.DisplaySettingsIO").readUserDefault()
	def view = trackmate("visualization.hyperstack.HyperStackDisplayer")
		.newInstance(model, trackmate("SelectionModel").newInstance(model), labels, look)
	view.render()
	view.refresh()
}
