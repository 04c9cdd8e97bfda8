"""Synthetic microscopy: label maps rendered in many modalities.

make(rng, size) -> image uint8 [size,size,3], label int32 [size,size] (0 = background).
"""
import numpy as np
from scipy import ndimage as ndi

from shapes import shapes, smooth_noise

MODES = ['fluo', 'fluo', 'fluo', 'membrane', 'phase', 'phase', 'phase', 'bright', 'bright', 'dic', 'em', 'sheath', 'stain', 'random', 'random']


class Scene:
    """What all renderers need to know about a label map, and random object brightness, texture and shading."""

    def __init__(self, rng, label):
        self.rng, self.label, self.size = rng, label, label.shape[0]
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
    """Dark (or grey) bodies with bright halos; some with granules, some flat cells with a body as bright as the ground."""
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


def render(rng, label):
    """uint8 RGB picture of a label map in a random modality, with photon and camera noise."""
    scene = Scene(rng, label)
    a = globals()[rng.choice(MODES)](scene)
    if a.ndim == 2:
        a = a - a.min()
        a = a / (np.percentile(a, 99.8) + 1e-6)
        photons = np.exp(rng.uniform(np.log(15), np.log(1500)))
        a = rng.poisson(np.clip(a, 0, 3) * photons).astype(np.float32) / photons + rng.normal(0, rng.uniform(0, 0.03), a.shape)
        a = np.repeat(a[..., None], 3, -1)
    low, high = np.percentile(a, rng.uniform(0, 1)), np.percentile(a, 100 - rng.uniform(0, 1))
    return (np.clip((a - low) / (high - low + 1e-6), 0, 1) * 255).astype(np.uint8)


def make(rng, size=512):
    while True:
        label, _ = shapes(rng, size)
        if label.max() >= 1:
            return render(rng, label), label
