"""Batches for micro: crops with many prompts each, their label maps, and the targets of the instance head.

Labels on the way from an image to a batch carry two flags: PART, of pixels that belong to a part of their object (the nucleus of a
cell), and UNKNOWN, of background that may hold objects nobody has labeled, so that it is not asked whether anything is there.
"""
from collections import namedtuple

import numpy as np
import torch
from scipy import ndimage as ndi

import data
import head
import prompts
import windows
from data import PART, UNKNOWN

NOTHING = 0.07      # share of prompts on background
CLUMP = 12          # a group of touching objects is a choice if it is at most this many times as large as the object
GROWTH = 1.5        # larger crops are this much wider, and fewer

# numpy arrays. images [B,3,S,S]; labels, groups, parts [B,S,S]: objects, clumps of touching objects, and parts, each with numbers above 0;
# points [B,Q,P,2], codes [B,Q,P]; ids [B,Q,3]: the numbers of a prompt's object, clump and part, 0 where there is none, all 0 where
# nothing is to be found; sides [B,Q]: long sides of the objects in pixels; maps [B,5,S/4,S/4], weights [B,2,S/4,S/4]: see head.targets.
Batch = namedtuple('Batch', 'images labels groups parts points codes ids sides maps weights')


def clumps(labels):
    """Numbers of connected groups of two or more objects, whose gaps are 2 pixels wide at most; 0 elsewhere."""
    pieces, n = ndi.label(ndi.binary_dilation(labels > 0))
    members = np.unique(np.stack([pieces, labels])[:, labels > 0], axis=1)
    several = np.bincount(members[0], minlength=n + 1) > 1
    return np.where(labels > 0, np.where(several[pieces], pieces, 0), 0)


def nothing(rng, labels, flags, points, codes):
    """Turns a prompt into a click or a box on background; False where there is none."""
    free = (labels == 0) & (flags == 0)
    if rng.random() < 0.75:
        ys, xs = np.nonzero(ndi.binary_erosion(free, iterations=3, border_value=1))
        if len(ys) == 0:
            return False
        k = rng.integers(len(ys))
        points[:], codes[:] = -1, -1
        points[0], codes[0] = (xs[k], ys[k]), 1
        return True
    s = labels.shape[0]
    for _ in range(8):
        w, h = np.exp(rng.uniform(np.log(min(14, s / 4)), np.log(min(90, 0.9 * s)), 2))
        x, y = rng.uniform(0, s - w), rng.uniform(0, s - h)
        if free[int(y):int(np.ceil(y + h)), int(x):int(np.ceil(x + w))].mean() > 0.97:
            points[:], codes[:] = -1, -1
            points[:2], codes[:2] = ((x, y), (x + w, y + h)), (2, 3)
            return True
    return False


def scene(rng, image, labels, queries):
    """One crop -> the fields of Batch without their first axis, or None where no object can be asked for."""
    flags, part = labels & UNKNOWN, labels & PART > 0
    labels = data.numbers_of(labels)
    found = prompts.simulate(rng, labels, queries)
    if found is None:
        return None
    points, codes, chosen = found
    _, first, dense = np.unique(labels, return_index=True, return_inverse=True)
    dense = dense.reshape(labels.shape) + (labels.min() > 0)        # numbers without gaps, as find_objects wants them
    groups, parts = clumps(labels), np.where(part, labels, 0)
    places, area = ndi.find_objects(labels), np.bincount(labels.ravel())
    clump_area, part_area = np.bincount(groups.ravel()), np.bincount(parts.ravel(), minlength=len(area))
    ids, sides = np.zeros((queries, 3), np.int32), np.zeros(queries, np.float32)
    for q, i in enumerate(chosen):
        place = places[i - 1]
        sides[q] = max(p.stop - p.start for p in place)
        if rng.random() < NOTHING and nothing(rng, labels, flags, points[q], codes[q]):
            continue
        g = groups[place][labels[place] == i][0]
        clicks = points[q][codes[q] == 1].astype(int)
        inside = len(clicks) > 0 and all(parts[y, x] == i for x, y in clicks)
        ids[q] = (i, g if g and clump_area[g] < CLUMP * area[i] and not (codes[q] == 2).any() else 0,
                  i if inside and part_area[i] >= prompts.MIN_PIXELS and not (codes[q] == 2).any() else 0)
    maps, weights = head.targets(dense)
    return (image.transpose(2, 0, 1), labels.astype(np.int32), groups.astype(np.int32), parts.astype(np.int32), points, codes, ids, sides, maps, weights)


def batch_of(seed, step, source, images, queries, side, wanted=data.OBJECT, larger=0):
    """The batch of a step. `larger` is the share of steps with crops GROWTH times as wide, and as many pixels in all."""
    rng = data.generator(seed, step, data.CROPS)
    if rng.random() < larger:
        images = max(1, round(images / GROWTH ** 2))
        queries, side = round(queries * GROWTH ** 2), int(side * GROWTH) // windows.CELL * windows.CELL
    rows = []
    while len(rows) < images:
        row = scene(rng, *data.augment(rng, *data.crop(rng, *source.draw(rng, step), side, wanted)), queries)
        if row is not None:
            rows.append(row)
    return Batch(*(np.stack(c) for c in zip(*rows)))


def targets(batch, level, window):
    """Soft masks [N,s,s] of a level (0 object, 1 clump, 2 part) in windows as windows.plan gives them, and which of them exist [N]"""
    cells, (crop, prompt, origins) = window
    ids = batch.ids[crop, prompt, level]
    maps = (batch.labels, batch.groups, batch.parts)[level]
    masks = windows.cut(maps, np.where(ids > 0, ids, -1), crop, origins, cells)
    return masks, torch.from_numpy(ids > 0)
