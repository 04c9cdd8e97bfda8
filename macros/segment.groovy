#@ EfficientSamService sam
#@ ImagePlus imp
#@ File boxes
#@output ImagePlus labels
result = sam.segment(imp).rois(boxes).candidate("fit").run()
println result.summary()
labels = result.labels()
