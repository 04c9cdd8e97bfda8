// Finds all objects in all images of a folder, and writes one table of them; run it again, and only new images are done.
#@ File (autoFill=false, label="Folder of images", style="directory", persist=false) input
#@ File (autoFill=false, label="Folder for the results", style="directory", persist=false) results
#@ String (label="Kind of objects", choices={"auto", "nuclei", "cells", "phase", "bacteria", "em"}, persist=false) kind
#@ Double (label="Object size in pixels (0: automatic)", value=0, persist=false) size

run("Batch...", "input=[" + input + "] prompts=everything preset=" + kind + " objectsize=" + size + " folder=[" + results + "]");

// One line for each image, and one line for each object.
images = split(File.openAsString(results + "/batch-images.csv"), "\n");
objects = split(File.openAsString(results + "/batch-objects.csv"), "\n");
print((images.length - 1) + " images, " + (objects.length - 1) + " objects");
print("The table of all objects: " + results + "/batch-objects.csv");
