// Follows cells through time or z: those of the ROI Manager or of a file, else all that are found where the stack stands.
#@ EfficientSamService sam
#@ ImagePlus (label="Stack") imp
#@ String (label="Path of a .roi or .zip file of selections (empty: ROI Manager, else all objects)", required=false, persist=false) selections
#@ Double (label="Object size in pixels (0: automatic)", value=0, persist=false) size
#@ String (label="Follow along", choices={"auto", "z", "t"}, persist=false) axis
#@ String (label="Path of a folder for labels, selections, tables and tracks (empty: show only)", required=false, persist=false) folder
#@output ImagePlus labels

import java.awt.GraphicsEnvironment
import sc.fiji.efficientsam.roi.RoiSources

if (GraphicsEnvironment.headless && !folder)
	throw new IllegalArgumentException("There is no screen to show the tracks on. Give a folder.")

def request = sam.stack(imp).objectSize(size)
if (selections)
	request.rois(new File(selections))
else if (RoiSources.hasManager())
	request.roiManager()
else {
	def found = sam.everything(imp).objectSize(size).run()
	println found.found() + " objects found to follow"
	request.rois(found.rois())
}
def cells = request.follow(axis).run()
println cells.summary()
labels = cells.labels()
if (folder)
	cells.export(new File(folder), "usual")
if (!GraphicsEnvironment.headless) {
	cells.table().show("Masks of " + imp.title)
	cells.trackTable().show("Tracks of " + imp.title)
}
