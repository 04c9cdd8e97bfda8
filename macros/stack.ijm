// Follows the cells of a time series from the boxes of an ROI file, and reports how many masks there are per frame.
// Run it from Fiji (Plugins > Macros > Run...) or from a terminal:
//   fiji --headless -macro stack.ijm "/path/to/series.tif,/path/to/boxes.zip,/path/to/results"
arguments = split(getArgument(), ",");
if (arguments.length != 3) exit("Call this macro with series,boxes,folder");

open(arguments[0]);
title = getTitle();
run("Segment Stack...", "imp=[" + title + "] file=[" + arguments[1] + "] mode=follow axis=auto direction=both gap=2 folder=[" + arguments[2] + "]");

// In the label stack 0 is background, and an object has the same label in all frames.
selectImage(File.getNameWithoutExtension(arguments[0]) + "-labels");
for (i = 1; i <= nSlices; i++) {
	setSlice(i);
	getStatistics(area, mean, min, max);
	print("highest label in " + i + ": " + max);
}
