// Finds all objects of an image without any prompt, and counts them.
// Run it from Fiji (Plugins > Macros > Run...) or from a terminal:
//   fiji --headless -macro everything.ijm "/path/to/image.png,nuclei,30,/path/to/results"
// Tell the typical object size (long side, in pixels) whenever you know it; 0 estimates it.
arguments = split(getArgument(), ",");
if (arguments.length != 4) exit("Call this macro with image,preset,objectsize,folder");
open(arguments[0]);
run("Segment Everything...", "imp=[" + getTitle() + "] preset=" + arguments[1] + " objectsize=" + arguments[2] + " border=true folder=[" + arguments[3] + "]");
selectImage(File.getNameWithoutExtension(arguments[0]) + "-labels");
getStatistics(area, mean, min, max);
print("objects: " + max);
