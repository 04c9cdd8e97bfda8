// Segments the cells of an image by the boxes of an ROI file, and counts them.
// Run it from Fiji (Plugins > Macros > Run...) or from a terminal:
//   fiji --headless -macro segment_rois.ijm "/path/to/image.png,/path/to/boxes.zip,/path/to/results"
arguments = split(getArgument(), ",");
if (arguments.length != 3) exit("Call this macro with image,boxes,folder");

open(arguments[0]);
title = getTitle();
run("Segment ROIs...", "imp=[" + title + "] file=[" + arguments[1] + "] candidate=score overlap=score folder=[" + arguments[2] + "]");

// In the label image 0 is background, and label i is box i.
selectImage(File.getNameWithoutExtension(arguments[0]) + "-labels");
getStatistics(area, mean, min, max);
print("highest label: " + max);
