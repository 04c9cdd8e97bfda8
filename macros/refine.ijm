// Makes the objects of a rough mask exact: here an automatic threshold, but StarDist's, Cellpose's or Labkit's labels do as well.
//   fiji --headless -macro refine.ijm "/path/to/image.png,/path/to/results"
arguments = split(getArgument(), ",");
if (arguments.length != 2) exit("Call this macro with image,folder");
open(arguments[0]);
image = getTitle();
run("Duplicate...", "title=rough");
setAutoThreshold("Otsu dark");
setOption("BlackBackground", true);
run("Convert to Mask");
// Objects of which a new mask covers less than 30 % (IoU) stay as they were.
run("Refine Labels...", "imp=[" + image + "] rough=rough agreement=0.3 keep=true folder=[" + arguments[1] + "]");
selectImage(File.getNameWithoutExtension(arguments[0]) + "-labels");
getStatistics(area, mean, min, max);
print("objects: " + max);
