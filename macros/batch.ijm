// Segments a folder of images by the ROI files that lie beside them, and joins the tables.
// Run it from Fiji (Plugins > Macros > Run...) or from a terminal:
//   fiji --headless -macro batch.ijm "/path/to/images,-boxes.zip,/path/to/results"
// Run it again to go on after a stop: images that are done are left out.
arguments = split(getArgument(), ",");
if (arguments.length != 3) exit("Call this macro with folder,suffix,results");
run("Batch...", "input=[" + arguments[0] + "] prompts=rois suffix=" + arguments[1] + " folder=[" + arguments[2] + "]");
lines = split(File.openAsString(arguments[2] + "/batch-images.csv"), "\n");
print("images: " + (lines.length - 1));
