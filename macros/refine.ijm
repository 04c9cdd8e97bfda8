// Makes the objects of a rough label image or mask exact: from a threshold, StarDist, Cellpose or Labkit, for example.
//   fiji --headless -macro refine.ijm "/path/to/image.png,/path/to/labels.tif,/path/to/results"
arguments = split(getArgument(), ",");
if (arguments.length != 3) exit("Call this macro with image,labels,folder");
open(arguments[0]);
image = getTitle();
open(arguments[1]);
rough = getTitle();
// Objects with which the new mask has an IoU below 0.3 stay as they were; every id stays.
run("Refine Labels...", "imp=[" + image + "] rough=[" + rough + "] agreement=0.3 keep=true folder=[" + arguments[2] + "]");
selectImage(File.getNameWithoutExtension(arguments[0]) + "-labels");
getStatistics(area, mean, min, max);
print("highest label: " + max);
