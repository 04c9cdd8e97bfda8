"""Simulated user prompts: boxes, clicks, and the clicks that correct a mask.

Coordinates are pixels of the square crop, integers at pixel centers. Label codes as in the ONNX contract:
1 inside, 0 outside, 2 box top-left, 3 box bottom-right, -1 padding.
"""
import numpy as np
import torch
from scipy import ndimage as ndi

MIN_PIXELS = 25     # objects that are cut down to fewer pixels by the crop are not asked for
SLOTS = 6           # points of a prompt, padding included
LOOSE = 0.2         # at most; of the box's width and height


def center(mask):
    """The pixel (x, y) that is farthest from everything outside; first in row-major order of several."""
    d = ndi.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
    y, x = np.unravel_index(d.argmax(), d.shape)
    return x, y


def inner(rng, mask):
    """A click: half of them near the middle, half anywhere that is not right at the edge."""
    d = ndi.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
    ys, xs = np.nonzero(d >= min(d.max(), max(1.5, d.max() * (0.75 if rng.random() < 0.5 else 0.2))))
    k = rng.integers(len(ys))
    return xs[k], ys[k]


def jittered_box(rng, x0, y0, x1, y1):
    """Box corners as a user draws them: exact, or wrong by some pixels and up to a tenth of the size; half of all boxes are loose, by up to a
    fifth of the size on every side."""
    b = np.array([x0, y0, x1, y1], np.float32)
    size = np.array([x1 - x0, y1 - y0] * 2)
    kind = rng.random()
    if kind < 0.5:
        b += rng.uniform(0, LOOSE) * size * (-1, -1, 1, 1) + np.clip(rng.normal(0, 0.03, 4), -0.1, 0.1) * size + rng.normal(0, 0.7, 4)
    elif kind < 0.85:
        b += np.clip(rng.normal(0, rng.uniform(0, 0.1), 4), -0.2, 0.2) * size + rng.normal(0, 0.7, 4)
    return b


def negatives(rng, labels, wanted, xs, ys, n):
    """Up to n clicks near the object but outside of it, if possible on its neighbors."""
    out, reach = [], max(8, np.ptp(xs), np.ptp(ys))
    for _ in range(8 * n):
        x = int(np.clip(xs.mean() + rng.normal(0, reach), 0, labels.shape[1] - 1))
        y = int(np.clip(ys.mean() + rng.normal(0, reach), 0, labels.shape[0] - 1))
        if labels[y, x] != wanted and (labels[y, x] > 0 or rng.random() < 0.5):
            out.append((x, y, 0))
            if len(out) == n:
                break
    return out


def simulate(rng, labels, queries):
    """-> points [Q,SLOTS,2], codes [Q,SLOTS], ids [Q], or None where the label map shows no object of a useful size."""
    ids, counts = np.unique(labels[labels > 0], return_counts=True)
    ids = ids[counts >= MIN_PIXELS]
    if len(ids) == 0:
        return None
    chosen = rng.choice(ids, queries, replace=len(ids) < queries)
    points = np.full((queries, SLOTS, 2), -1, np.float32)
    codes = np.full((queries, SLOTS), -1, np.float32)
    for q, i in enumerate(chosen):
        mask = labels == i
        ys, xs = np.nonzero(mask)
        x0, y0, x1, y1 = xs.min(), ys.min(), xs.max(), ys.max()
        tokens, kind = [], rng.random()
        if kind < 0.38:
            b = jittered_box(rng, x0 - 0.5, y0 - 0.5, x1 + 0.5, y1 + 0.5)
            tokens += [(b[0], b[1], 2), (b[2], b[3], 3)]
        if kind >= 0.38 or rng.random() < 0.2:
            sub = mask[y0:y1 + 1, x0:x1 + 1]
            for _ in range(1 if rng.random() < 0.8 else int(rng.integers(2, 4))):
                x, y = inner(rng, sub)
                tokens.append((x + x0, y + y0, 1))
        if rng.random() < 0.15:
            tokens += negatives(rng, labels, i, xs, ys, int(rng.integers(1, 3)))
        for k, t in enumerate(tokens[:SLOTS]):
            points[q, k], codes[q, k] = t[:2], t[2]
    return points, codes, chosen


@torch.no_grad()
def correct(rng, masks, truth, points, codes, stride=2):
    """Adds to every prompt one click in the largest piece of what its mask gets wrong.

    masks, truth: bool arrays [N,h,w] on a grid of `stride` pixels; points [N,P,2] and codes [N,P] are not changed but copied.
    Half of the clicks lie in the middle of the piece, as a careful user's do, the others anywhere in it.
    """
    points, codes = points.clone(), codes.clone()
    for n in range(len(masks)):
        free = (codes[n] == -1).nonzero().flatten()
        wrong = masks[n] != truth[n]
        if len(free) == 0 or wrong.sum() < 4:
            continue
        pieces, count = ndi.label(wrong)
        if count > 1:
            wrong = pieces == 1 + np.bincount(pieces.ravel())[1:].argmax()
        ys, xs = np.nonzero(wrong)
        y0, x0 = ys.min(), xs.min()
        sub = wrong[y0:ys.max() + 1, x0:xs.max() + 1]
        x, y = center(sub) if rng.random() < 0.5 else inner(rng, sub)
        x, y = x + x0, y + y0
        points[n, free[0]] = torch.tensor([(x + 0.5) * stride - 0.5, (y + 0.5) * stride - 0.5])
        codes[n, free[0]] = float(truth[n][y, x])
    return points, codes
