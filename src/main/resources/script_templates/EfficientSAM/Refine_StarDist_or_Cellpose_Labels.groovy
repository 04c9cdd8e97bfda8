// Makes the objects of StarDist or Cellpose exact: their numbers stay, their outlines follow the image.
// Give the label image that they have saved; without one, StarDist is run, if Fiji has it.
#@ EfficientSamService sam
#@ CommandService commands
#@ ConvertService converter
#@ ImagePlus (label="Image") imp
#@ String (label="Path of the label image (empty: run StarDist)", required=false, persist=false) file
#@ Double (label="Keep an object as it was if the new one agrees less (IoU)", value=0.3, persist=false) agreement
#@ String (label="Path of a folder for the results (empty: show only)", required=false, persist=false) folder
#@output ImagePlus labels

import ij.IJ
import ij.ImagePlus

def rough
if (file) {
	rough = IJ.openImage(file)
	if (rough == null)
		throw new IllegalArgumentException("ImageJ cannot open " + file + ". Save the label image as TIFF or PNG.")
} else {
	def stardist = commands.getCommand("de.csbdresden.stardist.StarDist2D")
	if (stardist == null)
		throw new IllegalStateException("StarDist is not installed. Add the update sites CSBDeep, StarDist and TensorFlow " +
			"(Help > Update... > Manage Update Sites), or give a label image that StarDist or Cellpose has saved.")
	def run = commands.run(stardist, false, "input", imp, "modelChoice", "Versatile (fluorescent nuclei)",
		"outputType", "Label Image").get()
	rough = converter.convert(run.getOutput("label"), ImagePlus)
	if (rough == null)
		throw new IllegalStateException("StarDist has returned no label image. Run it by hand to see why.")
}
def result = sam.refine(imp, rough).agreement(agreement).run()
println result.summary()
labels = result.labels()
if (folder)
	result.export(new File(folder), "usual")
