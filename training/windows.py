"""Windows of the embedding: which cells the mask decoder sees for a prompt, and the truth that belongs to them.

A cell is a pixel of the embedding, CELL pixels of the frame wide. A window is a square of cells that lies inside of the frame. It holds the
prompt in its middle, as far as the frame's border lets it. Training, `reference.py` and the plugin choose windows by the same rule.
"""
import math

import numpy as np
import torch
import torch.nn.functional as F

CELL = 16
SIZES = 8, 12, 16, 24, 32   # sides of windows, in cells; the last is the whole frame of 512 pixels
UNKNOWN = 112               # long side, in pixels, that is assumed for clicks on objects of unknown size
MARGIN = 32                 # pixels around twice the long side


def cells_of(long_side, limit=SIZES[-1]):
    """Side, in cells, of the smallest window for a prompt of this long side in pixels, `limit` at most."""
    need = (2 * long_side + MARGIN) / CELL
    return min(next((s for s in SIZES if s >= need), SIZES[-1]), limit)


def larger(cells, limit=SIZES[-1]):
    """The next larger window, for masks that reach a window's border inside of the frame."""
    return min(next((s for s in SIZES if s > cells), SIZES[-1]), limit)


def origin(middle, cells, total):
    """First cell of the window along one axis of `total` cells; `middle` is the prompt's middle in pixels."""
    return min(max(math.floor(middle / CELL - cells / 2 + 0.5), 0), total - cells)


def extent(points, codes):
    """Box (x0, y0, x1, y1) around the corners of a prompt's box, or else around its points; padding does not count."""
    corners = codes >= 2
    p = points[corners if corners.any() else codes >= 0]
    return (*p.min(0), *p.max(0))


def plan(rng, points, codes, sides, side):
    """Windows for the prompts of a step, as served but for some that are larger or smaller.

    points [B,Q,P,2] in pixels of the crops, codes [B,Q,P], sides [B,Q] long sides of the objects; numpy arrays.
    -> {cells: (crop [N], prompt [N], origins [N,2] in cells (x, y))}, numpy integers
    """
    total, groups = side // CELL, {}
    for b in range(points.shape[0]):
        for q in range(points.shape[1]):
            x0, y0, x1, y1 = extent(points[b, q], codes[b, q])
            told, change = rng.random() < 0.5, rng.random()
            long_side = max(x1 - x0, y1 - y0)
            if not (codes[b, q] >= 2).any():
                long_side = max(long_side, sides[b, q] * np.exp(rng.normal(0, 0.2)) if told else UNKNOWN)
            cells = cells_of(long_side, total)
            if change < 0.04:
                cells = total
            elif change < 0.2:
                cells = larger(cells, total)
            elif change < 0.3:
                cells = max([s for s in SIZES if s < cells], default=cells)
            at = [origin(m, cells, total) for m in ((x0 + x1) / 2, (y0 + y1) / 2)]
            groups.setdefault(cells, []).append((b, q, *at))
    return {cells: (a[:, 0], a[:, 1], a[:, 2:]) for cells, a in sorted((c, np.array(rows)) for c, rows in groups.items())}


def gather(embeddings, crop, origins, cells):
    """embeddings [B,C,h,w], crop [N], origins [N,2] in cells (x, y) -> [N,C,cells,cells]; indices are integer tensors."""
    c, h, w = embeddings.shape[1:]
    k = torch.arange(cells, device=embeddings.device)
    y, x = origins[:, 1, None] + k, origins[:, 0, None] + k
    rows = ((crop[:, None, None] * h + y[:, :, None]) * w + x[:, None, :]).reshape(-1)
    flat = embeddings.permute(0, 2, 3, 1).reshape(-1, c).index_select(0, rows)
    return flat.reshape(-1, cells, cells, c).permute(0, 3, 1, 2)


def cut(maps, ids, crop, origins, cells, stride=2):
    """Soft masks [N,s,s] in 0..1 of the windows, on a grid of `stride` pixels: where maps [B,S,S] are ids [N]."""
    n = cells * CELL
    parts = [maps[b, y:y + n, x:x + n] == i for b, i, (x, y) in zip(crop.tolist(), ids.tolist(), (origins * CELL).tolist())]
    return F.avg_pool2d(torch.from_numpy(np.stack(parts).astype(np.float32)), stride)
