// Turns every selection into one object, and measures each object in every channel.
#@ EfficientSamService sam
#@ ImagePlus (label="Image") imp
#@ String (label="Path of a .roi or .zip file of selections (empty: those of the ROI Manager)", required=false, persist=false) selections
#@ String (label="Path of a folder for table and labels (empty: show only)", required=false, persist=false) folder
#@output ImagePlus labels

import ij.ImagePlus
import ij.measure.Measurements
import ij.measure.ResultsTable
import ij.process.ImageStatistics
import java.awt.GraphicsEnvironment

if (GraphicsEnvironment.headless && !folder)
	throw new IllegalArgumentException("There is no screen to show the table on. Give a folder.")

def request = sam.segment(imp)
def result = (!selections ? request.roiManager() : request.rois(new File(selections))).run()
println result.summary()

boolean rgb = imp.type == ImagePlus.COLOR_RGB
int channels = rgb ? 3 : imp.NChannels
int what = Measurements.AREA + Measurements.MEAN + Measurements.STD_DEV + Measurements.MIN_MAX
def objects = result.annotations()
def rois = result.rois()
def table = new ResultsTable()
for (int i = 0; i < objects.size(); i++) {
	table.incrementCounter()
	table.addValue("Label", objects[i].label())
	table.addValue("Name", objects[i].name())
	for (int c = 1; c <= channels; c++) {
		def ip = rgb ? imp.getStack().getProcessor(imp.getStackIndex(1, objects[i].z(), objects[i].t())).toFloat(c - 1, null)
			: imp.getStack().getProcessor(imp.getStackIndex(c, objects[i].z(), objects[i].t()))
		ip.roi = rois[i]
		def s = ImageStatistics.getStatistics(ip, what, imp.calibration)
		if (c == 1)
			table.addValue("Area", s.area)
		String channel = rgb ? ["Red", "Green", "Blue"][c - 1] : "C" + c
		table.addValue("Mean " + channel, s.mean)
		table.addValue("StdDev " + channel, s.stdDev)
		table.addValue("Min " + channel, s.min)
		table.addValue("Max " + channel, s.max)
		table.addValue("Sum " + channel, s.mean * s.pixelCount)
	}
}
labels = result.labels()
if (folder) {
	result.export(new File(folder), "labels,rois,settings")
	if (!table.save(new File(folder, result.source().name() + "-channels.csv").path))
		throw new IOException("The table cannot be written to " + folder)
}
if (!GraphicsEnvironment.headless)
	table.show("Channels of " + imp.title)
