// Finds all objects of an image, and hands their labels to MorphoLibJ: without those at the border, measured in its way.
// MorphoLibJ comes by the update site IJPB-plugins.
#@ EfficientSamService sam
#@ ImagePlus (label="Image") imp
#@ Double (label="Object size in pixels (0: automatic)", value=0, persist=false) size
#@ String (label="Path of a folder for labels and table (empty: show only)", required=false, persist=false) folder
#@output ImagePlus labels

import ij.IJ
import java.awt.GraphicsEnvironment

if (GraphicsEnvironment.headless && !folder)
	throw new IllegalArgumentException("There is no screen to show the table on. Give a folder.")

// -- EfficientSAM --
def result = sam.everything(imp).objectSize(size).run()
println result.summary()
labels = result.labels()
if (folder)
	result.export(new File(folder), "usual")

// -- MorphoLibJ --
def morpholibj = { name ->
	try {
		return this.class.classLoader.loadClass("inra.ijpb." + name)
	} catch (ClassNotFoundException e) {
		if (!GraphicsEnvironment.headless)
			labels.show()
		throw new IllegalStateException("MorphoLibJ is not installed. Add the update site IJPB-plugins (Help > Update... > Manage " +
			"Update Sites), and run this script again. The labels are ready" + (!folder ? "." : " in " + folder + "."))
	}
}
morpholibj("label.LabelImages").removeBorderLabels(labels)
def table = morpholibj("plugins.AnalyzeRegions").newInstance().process(labels)
println table.size() + " objects do not touch the border"
if (folder && !table.save(new File(folder, result.source().name() + "-morpholibj.csv").path))
	throw new IOException("The table cannot be written to " + folder)
if (!GraphicsEnvironment.headless)
	table.show("MorphoLibJ: " + imp.title)
