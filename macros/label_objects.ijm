// Labels objects one by one, as the interactive tool records it: points, boxes, classes, corrections.
// In Fiji: open an image, Plugins > EfficientSAM > Interactive..., and Plugins > Macros > Record... writes lines like these.
// Argument: folder for the label image.
folder = getArgument();
name = getTitle();
run("Label Object...", "imp=[" + name + "] action=clear");
run("Label Object...", "imp=[" + name + "] action=define objectclass=Round color=#ffcc00");
run("Label Object...", "imp=[" + name + "] prompts=[+ 73 41] objectclass=Round");
run("Label Object...", "imp=[" + name + "] prompts=[box 155 15 36 36 - 158 48]");
run("Label Object...", "imp=[" + name + "] prompts=[+ 108 14] choice=2");
run("Label Object...", "imp=[" + name + "] action=undo");
selectImage(substring(name, 0, lastIndexOf(name, ".")) + "-labels");
saveAs("Tiff", folder + "/labels.tif");
