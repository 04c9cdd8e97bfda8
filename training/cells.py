"""More label maps, of what is hard to prompt for: cells with nuclei, spread cells, dividing rods, worms, piles of particles.

Every function takes a random generator and the side S and gives a label map [S,S], int32; `nuclei` gives the cells' nuclei as a mask.
"""
import numpy as np
from scipy import ndimage as ndi

from shapes import blob_mask, place, smooth_noise, voronoi

PART = 1 << 20      # flag of pixels that belong to a part of their object


def strand(rng, length, width, bend, taper=0.0, waist=0.0):
    """A curved strip as a boolean patch. bend: standard deviation of its curvature, in radians over its length; taper: how much narrower
    its ends are; waist: depth of a constriction in its middle, both as shares of the width."""
    n = max(4, int(length))
    curve = ndi.gaussian_filter1d(rng.normal(0, 1, n), max(2, n / 5), mode='nearest')
    angle = rng.uniform(0, 2 * np.pi) + np.cumsum(curve / (curve.std() + 1e-6) * bend / n)
    p = np.stack([np.cumsum(np.sin(angle)), np.cumsum(np.cos(angle))], 1)
    p -= (p.min(0) + p.max(0)) / 2
    R = int(np.abs(p).max() + width) + 2
    at = np.linspace(-1, 1, n)
    radius = width / 2 * (1 - taper * at ** 2) * (1 - waist * np.exp(-(at / 0.12) ** 2))
    seed, r = np.ones((2 * R + 1,) * 2, bool), np.zeros((2 * R + 1,) * 2, np.float32)
    y, x = np.round(p + R).astype(int).T
    seed[y, x], r[y, x] = False, radius
    d, nearest = ndi.distance_transform_edt(seed, return_indices=True)
    return d <= r[nearest[0], nearest[1]]


def spread(rng, r):
    """A flat cell: a body with a few arms, or with a wide ragged rim."""
    mask = blob_mask(rng, r, np.exp(rng.normal(0, 0.35)), rng.uniform(0.15, 0.45))
    arms = [strand(rng, r * rng.uniform(2, 5), max(3, r * rng.uniform(0.2, 0.6)), rng.uniform(0, 1.5), rng.uniform(0.3, 0.95))
            for _ in range(rng.integers(0, 4))]
    R = max(m.shape[0] for m in [mask] + arms) // 2
    out = np.zeros((2 * R + 1,) * 2, bool)
    for m in [mask] + arms:
        k = R - m.shape[0] // 2
        out[k:k + m.shape[0], k:k + m.shape[1]] |= m
    out = ndi.binary_closing(out, iterations=int(rng.integers(1, max(2, r / 8))))
    return out


def strew(rng, S, n, make, overlap='skip', tries=3):
    """Up to n objects of make() at random places."""
    label, k = np.zeros((S, S), np.int32), 0
    for _ in range(n * tries):
        if k >= n:
            break
        k += place(rng, label, make(), *rng.uniform(0, S, 2), k + 1, overlap)
    return label


def log_uniform(rng, low, high):
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def spreads(rng, S):
    r = log_uniform(rng, 14, 60)
    return strew(rng, S, int(np.clip(rng.uniform(0.1, 0.6) * S * S / (9 * r * r), 2, 40)), lambda: spread(rng, r * np.exp(rng.normal(0, 0.2))))


def worms(rng, S):
    """Slim curved objects, six to thirty times as long as wide."""
    w = log_uniform(rng, 4, 16)
    long_side = min(w * rng.uniform(6, 30), 0.7 * S)
    return strew(rng, S, int(np.clip(0.3 * S * S / (long_side * w), 2, 60)),
                 lambda: strand(rng, long_side * rng.uniform(0.5, 1.3), w * rng.uniform(0.8, 1.2), rng.uniform(0, 4), rng.uniform(0, 0.6)),
                 rng.choice(['skip', 'under']))


def colony(rng, S):
    """Rods that have grown and divided side by side: parallel, touching, some with a waist where they will divide."""
    w, label, k = log_uniform(rng, 5, 22), np.zeros((S, S), np.int32), 0
    gap = rng.choice([0, 0, 1, 2])
    for _ in range(int(rng.integers(1, 7))):
        c, t, wide = rng.uniform(0, S, 2), rng.uniform(0, np.pi), int(rng.integers(1, 9))
        y, x = np.mgrid[0:S, 0:S] - c[:, None, None]
        u = y * np.sin(t) + x * np.cos(t) + rng.normal(0, w / 4) * np.sin(np.hypot(y, x) / (3 * w))
        v = -y * np.cos(t) + x * np.sin(t) + rng.normal(0, 0.002) * u ** 2
        row = np.floor(v / (w + gap)).astype(int)
        for j in range(-wide // 2, wide // 2 + 1):
            at, end = rng.uniform(-4, -1) * w * wide ** 0.5, rng.uniform(1, 4) * w * wide ** 0.5
            while at < end:
                length = w * rng.uniform(1.8, 6)
                a, middle = u - at, (j + 0.5) * (w + gap)
                r = w / 2 * (1 - (rng.uniform(0.1, 0.45) if rng.random() < 0.3 else 0) * np.exp(-((a - length / 2) / (w / 3)) ** 2))
                core = np.hypot(np.clip(w / 2 - a, 0, None) + np.clip(a - length + w / 2, 0, None), v - middle)
                new = (core <= r) & (a >= 0) & (a <= length) & (np.abs(row - j) <= 1) & (label == 0)
                if new.sum() >= 12:
                    k += 1
                    label[new] = k
                at += length + gap * rng.uniform(0, 2)
    return label


def pile(rng, S):
    """Round particles in heaps, of one size or of many; those on top hide the others."""
    r, spread_of, n = log_uniform(rng, 5, 30), rng.uniform(0, 0.4), int(rng.integers(2, 14))
    heaps, label = rng.uniform(0, S, (n, 2)), np.zeros((S, S), np.int32)
    m = int(np.clip(rng.uniform(0.1, 0.6) * S * S / (3.1 * r * r), 3, 250))
    y, x = np.mgrid[0:S, 0:S]
    for k in range(1, m + 1):
        q = r * np.exp(rng.normal(0, spread_of))
        c = heaps[rng.integers(n)] + rng.normal(0, r * 2.2, 2) if rng.random() < 0.75 else rng.uniform(0, S, 2)
        a, b = (np.clip([p - q - 1, p + q + 2], 0, S).astype(int) for p in c)
        view = np.s_[a[0]:a[1], b[0]:b[1]]
        label[view][np.hypot(y[view] - c[0], x[view] - c[1]) <= q] = k
    seen = np.bincount(label.ravel(), minlength=m + 1)
    return np.where(seen[label] >= 20, label, 0).astype(np.int32)


def cells(rng, S):
    """Cells that are to have nuclei: single, crowded, or a tissue."""
    kind = rng.random()
    if kind < 0.35:
        return voronoi(rng, S).astype(np.int32)
    if kind < 0.5:
        return spreads(rng, S)
    r, aspect, rough = log_uniform(rng, 12, 60), rng.uniform(0, 0.3), rng.uniform(0, 0.2)
    n = int(np.clip(rng.uniform(0.1, 0.8) * S * S / (3.1 * r * r), 2, 120))
    return strew(rng, S, n, lambda: blob_mask(rng, r * np.exp(rng.normal(0, 0.2)), np.exp(rng.normal(0, aspect)), rough), rng.choice(['skip', 'under']))


def nuclei(rng, label):
    """A mask: one nucleus (or a lobed one) in each of most cells, a sixth to a half of their area."""
    share, lobed = rng.uniform(0.35, 0.75), rng.random() < 0.25
    wobble, out = smooth_noise(rng, label.shape[0], rng.uniform(3, 9)) * rng.uniform(0, 0.15), np.zeros(label.shape, bool)
    for i, box in enumerate(ndi.find_objects(label), 1):
        if box is None or rng.random() < 0.05:
            continue
        mask = label[box] == i
        if mask.sum() < 80:
            continue
        d = ndi.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
        ys, xs = np.nonzero(d > rng.uniform(0.5, 0.9) * d.max())
        for _ in range(int(rng.integers(2, 4)) if lobed else 1):
            k = rng.integers(len(ys))
            r = share * d.max() * (rng.uniform(0.4, 0.7) if lobed else rng.uniform(0.8, 1.2))
            y, x = np.mgrid[0:mask.shape[0], 0:mask.shape[1]]
            t, e = rng.uniform(0, np.pi), np.exp(rng.normal(0, 0.2))
            u, v = (y - ys[k]) * np.cos(t) + (x - xs[k]) * np.sin(t), (x - xs[k]) * np.cos(t) - (y - ys[k]) * np.sin(t)
            out[box] |= (np.hypot(u * e, v / e) < r * (1 + wobble[box])) & mask
    return out & (ndi.grey_erosion(label, 3) == label)


KINDS = spreads, worms, colony, pile
