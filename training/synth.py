"""Synthetic microscopy: label maps rendered in many modalities.

make(rng, size) -> image uint8 [size,size,3], label int32 [size,size] (0 = background).
"""
import numpy as np
from scipy import ndimage as ndi

import cells
from shapes import shapes, smooth_noise

# Renderers for any label map, for flat cells, for particles, and for cells with nuclei.
FLAT = ['lamella', 'lamella', 'shade_off', 'relief', 'fluo']
PARTICLES = ['particles', 'particles', 'bright', 'em', 'random']
NUCLEATED = ['two_stains', 'two_stains', 'smear', 'smear', 'transmitted']
MODES = ['shade_off', 'shade_off', 'relief', 'fluo', 'fluo', 'fluo', 'membrane', 'phase', 'phase', 'phase', 'bright', 'bright', 'dic', 'em', 'sheath', 'stain', 'random', 'random']


class Scene:
    """What all renderers need to know about a label map, and random object brightness, texture and shading."""

    def __init__(self, rng, label, part=None):
        self.rng, self.label, self.size = rng, label, label.shape[0]
        self.part = np.zeros(label.shape, bool) if part is None else part
        self.inside = label > 0
        self.edge = ndi.grey_dilation(label, size=3) != ndi.grey_erosion(label, size=3)
        self.dist = ndi.distance_transform_edt(self.inside & ~self.edge).astype(np.float32)
        self.n = label.max() + 1
        self.obj = np.exp(rng.normal(0, rng.uniform(0.05, 0.5), self.n)).astype(np.float32)
        self.obj[0] = 0
        self.body = self.obj[label]
        self.psf = float(np.exp(rng.uniform(np.log(0.4), np.log(2.2))))
        self.tex = self.noise(rng.uniform(1, 6)) * rng.uniform(0, 0.35)
        self.grad = self.noise(self.size / 4) * rng.uniform(0, 0.3)
        deepest = np.array(ndi.maximum(self.dist, label, np.arange(self.n)), np.float32) + 1e-3
        self.dome = np.sqrt(np.clip(self.dist / deepest[label], 0, 1))

    def noise(self, sigma):
        return smooth_noise(self.rng, self.size, sigma)

    def blur(self, a, extra=0.0):
        return ndi.gaussian_filter(a, self.psf + extra)

    def ring(self, depth, widest):
        """A bright line inside of every object's outline."""
        return np.exp(-(self.dist - depth) ** 2 / (2 * self.rng.uniform(0.7, widest) ** 2)) * self.inside


def fluo(s):
    r = s.rng
    body = s.body * (1 + s.tex) * ((1 - 0.6 * r.random()) + s.dome * r.random())
    return s.blur(body) + r.uniform(0.02, 0.5) * (1 + s.grad) + s.noise(r.uniform(5, 20)) * r.uniform(0, 0.08)


def membrane(s):
    r = s.rng
    return s.blur(s.ring(1, 3) * s.body * (1 + s.tex)) + r.uniform(0.02, 0.3) * (1 + s.grad) + r.uniform(0, 0.3) * s.inside


def phase(s):
    """Dark (or gray) bodies with bright halos; some with granules, some flat cells with a body as bright as the ground."""
    r = s.rng
    flat = r.random() < 0.35
    b = s.blur(s.body * (0.6 + 0.4 * s.dome) * (1 + s.tex))
    halo = s.blur(b) - s.blur(b, r.uniform(2, 8))
    a = 0.5 - (r.uniform(-0.1, 0.15) if flat else r.uniform(0.2, 0.5)) * b - r.uniform(0.3, 1.2) * halo + 0.15 * s.grad
    if r.random() < 0.5:
        a = a + s.noise(r.uniform(1, 2.5)) * s.inside * r.uniform(0.03, 0.15)
    return a + s.noise(3) * r.uniform(0, 0.05)


def bright(s):
    r = s.rng
    a = 0.7 - r.uniform(0.1, 0.5) * s.blur(s.ring(1.5, 2)) - r.uniform(0, 0.25) * s.blur(s.body * (1 + s.tex))
    return a + 0.1 * s.grad + s.noise(2) * r.uniform(0, 0.05)


def dic(s):
    r = s.rng
    b = s.blur(s.body * s.dome * (1 + s.tex))
    t = r.uniform(0, 2 * np.pi)
    return 0.5 + r.uniform(1, 3) * (np.cos(t) * ndi.sobel(b, 1) + np.sin(t) * ndi.sobel(b, 0)) / 4 + 0.1 * s.grad


def em(s):
    """Dark membranes around grainy cells."""
    r = s.rng
    line = ndi.gaussian_filter(s.edge.astype(np.float32), r.uniform(0.6, 1.6))
    grain = 0.08 * s.noise(1.2) + 0.12 * s.noise(4) * s.inside
    return 0.6 - r.uniform(0.3, 0.7) * line / (line.max() + 1e-6) + grain - r.uniform(-0.2, 0.3) * s.body * 0.4 + 0.08 * s.grad


def sheath(s):
    """Grainy objects inside thick dark (or bright) sheaths, as axons in myelin; the sheath is not part of the object."""
    r = s.rng
    out = ndi.distance_transform_edt(~s.inside)
    coat = (out < r.uniform(1.5, 7)) & ~s.inside
    a = 0.55 + 0.1 * s.noise(r.uniform(3, 12)) + r.uniform(-0.1, 0.15) * s.inside
    return s.blur(a - np.sign(r.random() - 0.2) * r.uniform(0.2, 0.5) * coat) + s.noise(1) * r.uniform(0.02, 0.08) + 0.08 * s.grad


def stain(s):
    """Haematoxylin-like nuclei on eosin-like ground; RGB."""
    r = s.rng
    nucleus = np.array([0.35, 0.25, 0.55]) + r.normal(0, 0.08, 3)
    ground = np.array([0.85, 0.6, 0.75]) + r.normal(0, 0.08, 3)
    t = s.blur(np.clip(s.body, 0, 1.6) * (1 + 1.5 * s.tex))[..., None]
    t = np.clip(t * r.uniform(0.6, 1.1), 0, 1)
    g = np.clip(0.5 + 0.4 * s.noise(r.uniform(3, 12)) + 0.3 * s.noise(30), 0, 1)[..., None]
    rgb = t * nucleus + (1 - t) * (g * ground + (1 - g) * np.array([0.95, 0.92, 0.95]))
    return rgb + r.normal(0, 0.03, rgb.shape)


def random(s):
    """Domain randomisation: every object its own mean, objects and ground their own textures; RGB."""
    r, k = s.rng, s.rng.uniform(0.1, 0.9)
    level = np.clip(k + r.normal(0, r.uniform(0.1, 0.35)) + r.normal(0, r.uniform(0.02, 0.15), (s.n, 3)), 0, 1)
    level[0] = np.clip(1 - k + r.normal(0, 0.1, 3), 0, 1)
    if s.n > 1 and abs(level[1:].mean() - level[0].mean()) < 0.12:
        level[0] = np.clip(level[0] + 0.25 * (1 if level[0].mean() < 0.5 else -1), 0, 1)
    ground = s.noise(r.uniform(1, 15)) * r.uniform(0, 0.08) * ~s.inside
    rgb = level[s.label] + (s.tex * 0.4 * s.inside + ground)[..., None]
    rgb = np.stack([s.blur(rgb[..., c]) for c in range(3)], -1) + 0.1 * s.grad[..., None]
    return np.repeat(rgb.mean(-1, keepdims=True), 3, -1) if r.random() < 0.5 else rgb


def granules(s, share=0.02):
    """Points inside of the objects, slightly blurred; 0 to 1."""
    a = ndi.gaussian_filter(((s.rng.random(s.label.shape) < share) & s.inside).astype(np.float32), s.rng.uniform(0.7, 1.8))
    return a / (a.max() + 1e-6)


def shade_off(s):
    """Phase contrast of thick or wide objects: what is wide looks like the ground in its middle, and a halo lies around all."""
    r = s.rng
    b = s.blur(s.inside * (0.7 + 0.3 * s.dome) * (1 + s.tex))
    wide = r.uniform(5, 22)
    a = 0.5 - r.uniform(0.3, 0.9) * (b - r.uniform(0.6, 1) * ndi.gaussian_filter(b, wide)) + 0.1 * s.grad
    return a + r.uniform(-0.3, 0.3) * granules(s) + s.noise(2) * r.uniform(0, 0.04)


def relief(s):
    """DIC with granules, on uneven ground."""
    r = s.rng
    b = s.blur(s.dome ** r.uniform(0.3, 1) * s.inside * (1 + s.tex)) * r.uniform(0.4, 1.2) + r.uniform(0, 0.6) * granules(s, r.uniform(0.005, 0.05))
    t = r.uniform(0, 2 * np.pi)
    return 0.5 + r.uniform(0.5, 2.5) * (np.cos(t) * ndi.sobel(b, 1) + np.sin(t) * ndi.sobel(b, 0)) / 4 + 0.15 * s.grad + s.noise(1.5) * r.uniform(0, 0.03)


def lamella(s):
    """Flat cells: a thick body (or nucleus) that stands out, and a rim that hardly does."""
    r = s.rng
    thick = ndi.gaussian_filter(np.clip(s.dome, 0, 1) ** r.uniform(1.5, 4) * s.inside, r.uniform(1, 3)) + 0.5 * s.blur(s.part.astype(np.float32))
    weak = r.uniform(0.1, 0.3) * s.blur(s.inside * (1 + 2 * s.tex)) + r.uniform(0.03, 0.2) * s.blur(s.ring(1, 2))
    sign = r.choice([-1, 1])
    a = 0.5 + sign * (r.uniform(0.3, 0.8) * thick + weak) + r.uniform(-0.15, 0.15) * granules(s)
    if r.random() < 0.6:
        a = a - sign * r.uniform(0.2, 0.8) * (ndi.gaussian_filter(thick, r.uniform(3, 9)) - thick)
    return a + 0.08 * s.grad + s.noise(r.uniform(1, 6)) * r.uniform(0, 0.05)


def particles(s):
    """Round particles, lit from one side or from all, with glare."""
    r = s.rng
    t, b = r.uniform(0, 2 * np.pi), s.dome * s.inside
    side = np.cos(t) * ndi.sobel(b, 1) + np.sin(t) * ndi.sobel(b, 0)
    a = s.body * (0.4 + 0.6 * b * r.uniform(0.3, 1)) + r.uniform(0, 0.5) * side
    if r.random() < 0.5:
        a = a + r.uniform(0.3, 1) * (b > r.uniform(0.75, 0.95)) * s.inside
    return s.blur(a * (1 + s.tex)) + r.uniform(0, 0.3) * ndi.gaussian_filter(s.inside.astype(np.float32), r.uniform(4, 15)) + 0.1 * s.grad


def two_stains(s):
    """Cells in one color, or gray, whose nuclei are brighter, darker, or of another color; RGB."""
    r = s.rng
    body = s.blur(s.body * (1 + s.tex) * (0.5 + 0.5 * s.dome * r.random()) * (1 - r.uniform(0.2, 0.8) * s.edge))
    nucleus = s.blur(s.part * s.body * (1 + 0.5 * s.tex))
    if r.random() < 0.5:
        a = body - r.uniform(0.4, 0.95) * nucleus if r.random() < 0.5 else r.uniform(0.25, 0.7) * body + nucleus
        return np.repeat((a + r.uniform(0.02, 0.2))[..., None], 3, -1) + s.noise(2)[..., None] * r.uniform(0, 0.03)
    colors = np.eye(3)[r.permutation(3)]
    rgb = body[..., None] * colors[0] * r.uniform(0.3, 1) + nucleus[..., None] * colors[1] + r.uniform(0, 0.1)
    return rgb + r.normal(0, r.uniform(0, 0.05), rgb.shape)


def smear(s):
    """Stained cells on bright ground: pale bodies, dark nuclei, as in a smear of blood; RGB."""
    r = s.rng
    ground = 0.9 + r.normal(0, 0.05, 3)
    pale, dark = np.array([0.75, 0.65, 0.8]) + r.normal(0, 0.1, 3), np.array([0.4, 0.25, 0.55]) + r.normal(0, 0.1, 3)
    b = s.blur(s.inside * (1 + s.tex))[..., None] * r.uniform(0.4, 1)
    n = s.blur(s.part * (1 + 0.8 * s.tex))[..., None] * r.uniform(0.6, 1)
    rgb = ground * (1 - b) + b * pale
    rgb = rgb * (1 - n) + n * dark + r.choice([-1, 1]) * r.uniform(0.05, 0.2) * s.blur(s.edge.astype(np.float32))[..., None]
    return rgb + r.uniform(0, 0.15) * s.grad[..., None] + r.normal(0, r.uniform(0, 0.03), rgb.shape)


def transmitted(s):
    """Transmitted light: outlines, and nuclei as flat discs with thin rims and nucleoli."""
    r = s.rng
    edge = s.part ^ ndi.binary_erosion(s.part, iterations=1)
    a = 0.6 + r.choice([-1, 1]) * r.uniform(0.15, 0.4) * s.blur(s.ring(1.5, 2)) + r.uniform(-0.15, 0.15) * s.blur(s.inside * (1 + 2 * s.tex))
    a = a + r.uniform(-0.2, 0.2) * s.blur(edge.astype(np.float32)) + r.uniform(-0.2, 0.2) * s.blur(s.part.astype(np.float32))
    return a + r.uniform(-0.3, 0.3) * granules(s, 0.01) + 0.1 * s.grad + s.noise(1.5) * r.uniform(0, 0.04)


def clutter(s, a):
    """What is nothing: glare, vacuoles, and specks, as bright or dark as objects are; on a gray or an RGB picture."""
    r, size = s.rng, s.size
    y, x = np.mgrid[0:size, 0:size]
    span = np.percentile(a, 98) - np.percentile(a, 2)
    add = np.zeros((size, size), np.float32)
    if r.random() < 0.4:
        for _ in range(int(r.integers(1, 3))):
            c, w = r.uniform(-0.1, 1.1, 2) * size, r.uniform(0.1, 0.5) * size
            add += r.uniform(-0.5, 1) * np.exp(-((y - c[0]) ** 2 + (x - c[1]) ** 2) / (2 * w * w))
    if r.random() < 0.4 and s.inside.any():
        ys, xs = np.nonzero(s.inside)
        for k in r.integers(0, len(ys), int(r.integers(2, 40))):
            q = r.uniform(1, max(1.5, min(7, s.dist[ys[k], xs[k]] * 0.6)))
            d = np.hypot(y - ys[k], x - xs[k])
            add += r.choice([-1, 1]) * r.uniform(0.1, 0.6) * ((d < q) if r.random() < 0.5 else np.exp(-(d - q) ** 2 / 2))
    if r.random() < 0.4:
        for _ in range(int(r.integers(1, 30))):
            c, q = r.uniform(0, size, 2), r.uniform(0.6, 2.5)
            add += r.uniform(-0.7, 0.9) * np.exp(-((y - c[0]) ** 2 + (x - c[1]) ** 2) / (2 * q * q))
    add = add * span
    return a + (add if a.ndim == 2 else add[..., None])


def render(rng, label, part=None, modes=MODES):
    """uint8 RGB picture of a label map in a random modality, with photon and camera noise; part: a mask of the objects' nuclei."""
    scene = Scene(rng, label, part)
    a = globals()[rng.choice(modes)](scene)
    if rng.random() < 0.4:
        a = clutter(scene, a)
    if a.ndim == 2:
        a = a - a.min()
        a = a / (np.percentile(a, 99.8) + 1e-6)
        photons = np.exp(rng.uniform(np.log(15), np.log(1500)))
        a = rng.poisson(np.clip(a, 0, 3) * photons).astype(np.float32) / photons + rng.normal(0, rng.uniform(0, 0.03), a.shape)
        a = np.repeat(a[..., None], 3, -1)
    low, high = np.percentile(a, rng.uniform(0, 1)), np.percentile(a, 100 - rng.uniform(0, 1))
    return (np.clip((a - low) / (high - low + 1e-6), 0, 1) * 255).astype(np.uint8)


def scene(rng, size=512):
    """-> image uint8 [size,size,3], label map int32 [size,size] in which pixels of nuclei carry the flag cells.PART"""
    while True:
        kind, part, modes = rng.random(), None, MODES
        if kind < 0.5:
            label, _ = shapes(rng, size)
        elif kind < 0.75:
            label = cells.cells(rng, size)
            part, modes = cells.nuclei(rng, label), NUCLEATED
        else:
            make_of = cells.KINDS[rng.integers(len(cells.KINDS))]
            label = make_of(rng, size)
            if rng.random() < 0.7:
                modes = {cells.spreads: FLAT, cells.pile: PARTICLES}.get(make_of, MODES)
        if label.max() >= 1:
            image = render(rng, label.astype(np.int32), part, modes)
            return image, label | cells.PART * part if part is not None else label


def make(rng, size=512):
    """-> image, label map without flags"""
    image, label = scene(rng, size)
    return image, label & (cells.PART - 1)
