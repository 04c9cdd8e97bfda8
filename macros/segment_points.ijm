// Segments one object per point of the active multi-point selection. Points of counter 1 are negative.
// Tell the typical object size (long side, in pixels) whenever you know it: it sets the scale at which the model looks.
arguments = split(getArgument(), ",");
if (arguments.length != 2) exit("Call this macro with image,objectsize");
open(arguments[0]);
makePoint(60, 30);
setSelectionName("nucleus");
run("Segment Points...", "imp=[" + getTitle() + "] mode=each negative=1 objectsize=" + arguments[1] + " manager=false");
selectImage(File.getNameWithoutExtension(arguments[0]) + "-labels");
getStatistics(area, mean, min, max);
print("highest label: " + max);
