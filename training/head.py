"""The instance head: maps from which all objects of an image are found; their targets and their loss.

Channels at stride 4: foreground (logit), distance to the border (0 to 1, the object's largest), closeness to the center (1 there, 0 at
the object's farthest pixel), log2 of the long side, and log2 of the diameter of a disc of the same area, both over UNIT pixels.
"""
import math

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage as ndi
from torch import nn

from layers import ConvBN, Residual

STRIDE = 4
UNIT = 45           # pixels; sizes are in octaves from here
CHANNELS = 'foreground', 'border', 'center', 'long side', 'diameter'


class InstanceHead(nn.Module):
    """Embeddings of the encoder [B,C,h,w] -> [B,5,4h,4w]; a pyramid over the cells and the two finer maps folded behind them."""

    def __init__(self, D=128, H8=32, H4=16, c=64, c4=32):
        super().__init__()
        self.parts = D, 4 * H8, 16 * H4
        self.a, self.l8, self.r8 = ConvBN(D, c, 1), ConvBN(H8, c, 1), Residual(c)
        self.b, self.l4, self.r4, self.r42 = ConvBN(c, c4, 1), ConvBN(H4, c4, 1), Residual(c4), Residual(c4)
        self.o = nn.Conv2d(c4, len(CHANNELS), 1)

    def forward(self, embeddings):
        e, f8, f4 = embeddings.split(self.parts, 1)
        x = F.interpolate(self.a(e), scale_factor=2, mode='bilinear', align_corners=False) + self.l8(F.pixel_shuffle(f8, 2))
        x = self.r8(x)
        x = F.interpolate(self.b(x), scale_factor=2, mode='bilinear', align_corners=False) + self.l4(F.pixel_shuffle(f4, 4))
        return self.o(self.r42(self.r4(x)))


def targets(labels):
    """Label map [S,S] of a crop -> maps [5,S/4,S/4], weights [2,S/4,S/4] of center and sizes.

    The crop's own border is not a border of objects: distances there are those to the border that is seen. Where the crop cuts an
    object its center and size are not known: the center counts little there, and the sizes nothing.
    """
    s = labels.shape[0]
    out, weights = np.zeros((5, s, s), np.float32), np.zeros((2, s, s), np.float32)
    weights[0] = 1
    for i, place in enumerate(ndi.find_objects(labels), 1):
        if place is None:
            continue
        mask = labels[place] == i
        if mask.sum() < 9:
            continue
        edges = [place[0].start == 0, place[0].stop == s, place[1].start == 0, place[1].stop == s]
        padded = np.pad(mask, 1)
        # Beyond the crop the object goes on.
        for side, on in zip((np.s_[0, :], np.s_[-1, :], np.s_[:, 0], np.s_[:, -1]), edges):
            if on:
                inner = {0: 1, -1: -2}
                src = tuple(inner.get(k, k) if not isinstance(k, slice) else k for k in side)
                padded[side] = padded[src]
        d = ndi.distance_transform_edt(padded)[1:-1, 1:-1] * mask if not padded.all() else mask.astype(float)
        d = d / d.max()
        ys, xs = np.nonzero(mask)
        h, w = mask.shape
        far = np.hypot(np.arange(h)[:, None] - ys.mean(), np.arange(w)[None] - xs.mean()) / max(h, w)
        cy, cx = np.unravel_index(np.where(mask, d - 0.02 * far, -np.inf).argmax(), mask.shape)
        r = np.hypot(np.arange(h)[:, None] - cy, np.arange(w)[None] - cx)
        out[0][place][mask] = 1
        out[1][place][mask] = d[mask]
        out[2][place][mask] = 1 - r[mask] / max(r[mask].max(), 1)
        out[3][place][mask] = math.log2(max(h, w) / UNIT)
        out[4][place][mask] = math.log2(2 * math.sqrt(len(ys) / math.pi) / UNIT)
        weights[0][place][mask] = 0.3 if any(edges) else 1
        weights[1][place][mask] = 0 if any(edges) else 1

    def small(a):
        return a.reshape(len(a), s // STRIDE, STRIDE, s // STRIDE, STRIDE).mean((2, 4))
    inside, known = small(out[:1]), small(weights[1:])
    maps, weights = small(out), small(weights)
    maps[3:] = maps[3:] / np.maximum(inside, 1e-6)              # means over the object's pixels
    weights[1] = np.where((inside[0] > 0.5) & (known[0] > 0.45), 1, 0)
    return maps.astype(np.float32), weights.astype(np.float32)


def head_loss(out, maps, weights):
    """-> loss, and its terms for the log: cross entropy, dice, border, center, sizes"""
    fg = maps[:, 0]
    ce = F.binary_cross_entropy_with_logits(out[:, 0], fg)
    p = out[:, 0].sigmoid()
    dice = (1 - (2 * (p * fg).sum((1, 2)) + 1) / (p.sum((1, 2)) + fg.sum((1, 2)) + 1)).mean()
    border = F.smooth_l1_loss(out[:, 1], maps[:, 1], beta=0.1)
    center = (F.smooth_l1_loss(out[:, 2], maps[:, 2], beta=0.1, reduction='none') * weights[:, 0]).mean()
    on = weights[:, 1:]
    size = ((out[:, 3:] - maps[:, 3:]).abs() * on).sum() / (2 * on.sum() + 1)
    return ce + dice + 2 * border + 2 * center + 0.3 * size, [t.item() for t in (ce, dice, border, center, size)]


def start(head, state):
    """Takes over weights of a head with one size channel, or with both."""
    state = dict(state)
    for k in ('o.weight', 'o.bias'):
        if len(state[k]) == 4:
            state[k] = torch.cat([state[k], state[k][3:]])
    head.load_state_dict(state)


def add(model, state):
    """Gives micro an instance head: weights of a head alone, or of head and score with names as in a model's state (micro-parts.pt)."""
    if any(k.startswith('head.') for k in state):
        model.load_state_dict({**model.state_dict(), **state})
    else:
        if model.head is None:
            model.head = InstanceHead()
        start(model.head, state)
