"""Label maps of cell-like shapes: blobs, rods and tissue."""
import numpy as np
from scipy import ndimage as ndi


def smooth_noise(rng, size, sigma):
    """Zero-mean unit-variance low-pass noise [size,size]; made small and zoomed where sigma is large."""
    f = max(1, int(sigma // 2))
    n = size // f + 2
    a = ndi.gaussian_filter(rng.standard_normal((n, n)).astype(np.float32), sigma / f, mode='wrap')
    if f > 1:
        a = ndi.zoom(a, size / n + 1e-3, order=1)[:size, :size]
        if a.shape != (size, size):
            a = np.pad(a, ((0, size - a.shape[0]), (0, size - a.shape[1])), mode='edge')
    else:
        a = a[:size, :size]
    return (a - a.mean()) / (a.std() + 1e-6)


def blob_mask(rng, r, aspect, rough):
    """A star-convex blob as a boolean patch."""
    R = int(np.ceil(r * max(aspect, 1 / aspect) * (1 + rough) * 1.3)) + 2
    y, x = np.mgrid[-R:R + 1, -R:R + 1].astype(np.float32)
    t0 = rng.uniform(0, np.pi)
    xr = x * np.cos(t0) + y * np.sin(t0)
    yr = -x * np.sin(t0) + y * np.cos(t0)
    xr /= np.sqrt(aspect)
    yr *= np.sqrt(aspect)
    th = np.arctan2(yr, xr)
    rad = np.ones_like(th)
    for k in range(2, 7):
        rad += rough * rng.standard_normal() / k * np.cos(k * th + rng.uniform(0, 2 * np.pi))
    return np.hypot(xr, yr) <= r * np.clip(rad, 0.4, 1.6)


def rod_mask(rng, length, width):
    """A bent rod (bacterium, fiber piece)."""
    R = int(length / 2 + width) + 3
    img = np.zeros((2 * R + 1, 2 * R + 1), bool)
    th, bend = rng.uniform(0, 2 * np.pi), rng.normal(0, 0.6) / max(length, 1)
    n = max(int(length), 2)
    px = py = 0.0
    pts = []
    for _ in range(n):
        pts.append((px, py))
        px, py, th = px + np.cos(th), py + np.sin(th), th + bend
    pts = np.array(pts) - np.mean(pts, 0)
    p = np.clip(np.round(pts + R).astype(int), 0, 2 * R)
    img[p[:, 1], p[:, 0]] = True
    return ndi.distance_transform_edt(~img) <= width / 2


def place(rng, label, mask, cy, cx, idx, overlap):
    """Writes mask into label at (cy,cx); overlap 'under' keeps earlier objects, 'skip' refuses collisions."""
    h, w = mask.shape
    S = label.shape[0]
    y0, x0 = int(cy - h // 2), int(cx - w // 2)
    ya, xa, yb, xb = max(y0, 0), max(x0, 0), min(y0 + h, S), min(x0 + w, S)
    if ya >= yb or xa >= xb:
        return False
    m = mask[ya - y0:yb - y0, xa - x0:xb - x0]
    view = label[ya:yb, xa:xb]
    hit = (view > 0) & m
    n = m.sum()
    if n < 12 or (overlap == 'skip' and hit.any()) or hit.sum() > 0.35 * n:
        return False
    view[m & (view == 0)] = idx
    return True


def voronoi(rng, S):
    """Cells that fill the image, as in tissue, with or without gaps."""
    n = int(rng.integers(8, 160))
    pts = rng.uniform(0, S, (n, 2))
    if rng.random() < 0.5:  # a few Lloyd-like relaxations by jittered grid
        g = int(np.sqrt(n)) + 1
        yy, xx = np.mgrid[0:g, 0:g]
        pts = (np.stack([yy, xx], -1).reshape(-1, 2) + rng.uniform(0.1, 0.9, (g * g, 2))) * S / g
    seed = np.ones((S, S), bool)
    ip = np.clip(pts.astype(int), 0, S - 1)
    seed[ip[:, 0], ip[:, 1]] = False
    ids = np.zeros((S, S), np.int32)
    ids[ip[:, 0], ip[:, 1]] = np.arange(1, len(ip) + 1)
    _, ind = ndi.distance_transform_edt(seed, return_indices=True)
    wob = rng.uniform(0, 6)
    dy = (smooth_noise(rng, S, 8) * wob).astype(int)
    dx = (smooth_noise(rng, S, 8) * wob).astype(int)
    yy, xx = np.mgrid[0:S, 0:S]
    vy, vx = np.clip(yy + dy, 0, S - 1), np.clip(xx + dx, 0, S - 1)
    label = ids[ind[0][vy, vx], ind[1][vy, vx]]
    gap = rng.integers(0, 5)
    if gap:
        e = ndi.grey_dilation(label, size=3) != ndi.grey_erosion(label, size=3)
        label = np.where(ndi.binary_dilation(e, iterations=int(gap)) if gap > 1 else e, 0, label)
    if rng.random() < 0.3:
        drop = rng.random(label.max() + 1) < rng.uniform(0.1, 0.6)
        label = np.where(drop[label], 0, label)
    return label


def shapes(rng, S):
    """A label map [S,S], int32, of one kind of objects, and the kind's name."""
    label = np.zeros((S, S), np.int32)
    kind = rng.choice(['blobs', 'blobs', 'rods', 'rods', 'voronoi', 'mixed', 'large'])
    if kind == 'voronoi':
        return voronoi(rng, S), kind
    base = float(np.exp(rng.uniform(np.log(5), np.log(60))))
    if kind == 'large':
        base = float(rng.uniform(60, 150))
    dens = rng.uniform(0.05, 0.7)
    n = int(np.clip(dens * S * S / (np.pi * base * base), 2, 350))
    overlap = rng.choice(['skip', 'under'])
    rough, asp = rng.uniform(0, 0.25), rng.uniform(0.0, 0.6)
    clusters = rng.uniform(0, S, (int(rng.integers(1, 12)), 2)) if rng.random() < 0.4 else None
    idx = 0
    for _ in range(n * 2):
        if idx >= n:
            break
        if clusters is not None and rng.random() < 0.8:
            c = clusters[rng.integers(len(clusters))] + rng.normal(0, base * 2.5, 2)
        else:
            c = rng.uniform(0, S, 2)
        r = base * np.exp(rng.normal(0, 0.25))
        if kind == 'rods' or (kind == 'mixed' and rng.random() < 0.4):
            wid = np.clip(r * 0.5, 3, 32)
            m = rod_mask(rng, wid * rng.uniform(1.5, 9), wid)
        else:
            m = blob_mask(rng, r, np.exp(rng.normal(0, asp)), rough)
        if place(rng, label, m, c[0], c[1], idx + 1, overlap):
            idx += 1
    return label, kind
