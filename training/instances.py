"""From the maps of the instance head to a label image: seeds at the tops of border distance and closeness to the center, and a watershed."""
import numpy as np
from PIL import Image
from scipy import ndimage as ndi
from skimage.morphology import h_maxima
from skimage.segmentation import watershed

RISE = 0.1          # of a seed over the saddle to a higher one
INSIDE = 0.4        # foreground from here on
LOWEST = 0.45       # of a seed
SMALLEST = 15       # pixels of the image


def relabel(labels):
    """Numbers 1, 2, ... without gaps; 0 stays."""
    values, inverse = np.unique(labels, return_inverse=True)
    return inverse.reshape(labels.shape) + (values[0] > 0)


def resized(a, shape, how=Image.BILINEAR):
    return np.asarray(Image.fromarray(a).resize((shape[1], shape[0]), how))


def label(maps, shape, rise=RISE, inside=INSIDE, lowest=LOWEST):
    """maps [>=3,h,w] of the part of the frame that shows the image, in the units of export_windows.py -> label image of that shape, int32"""
    finer = [np.ascontiguousarray(resized(m, (2 * m.shape[0], 2 * m.shape[1]))) for m in maps[:3].astype(np.float32)]
    mask = finer[0] > inside
    height = ndi.gaussian_filter((finer[1] + finer[2]) / 2, 1) * mask
    seeds, _ = ndi.label(h_maxima(np.round(height, 3), rise) * (height > lowest), np.ones((3, 3)))
    found = watershed(-height, seeds, mask=mask).astype(np.int32)
    found = resized(found, shape, Image.NEAREST)
    area = np.bincount(found.ravel())
    return relabel(np.where(area[found] < SMALLEST, 0, found))


def average_precision(found, truth, thresholds):
    """TP / (TP + FP + FN) of two label images without gaps, at IoUs of 0.5 or more."""
    n, m = truth.max(), found.max()
    if n == 0 or m == 0:
        return [float(n == m)] * len(thresholds)
    joint = np.zeros((n + 1, m + 1))
    np.add.at(joint, (truth.ravel(), found.ravel()), 1)
    both = joint[1:, 1:]
    iou = both / (joint.sum(1)[1:, None] + joint.sum(0)[None, 1:] - both)
    return [float((t := (iou > limit).any(1).sum()) / (n + m - t)) for limit in thresholds]
