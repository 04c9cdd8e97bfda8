"""The network of SAMI pretraining: a student's encoder, a cross-attention decoder, a linear head to the teacher's features.

As in section 3 of the EfficientSAM paper (arXiv 2312.00863): the encoder sees the kept patches only. In the decoder, mask tokens are
the queries; keys and values are all features, those of the encoder and the mask tokens. The decoder's outputs join the encoder's
features, in the order of the patches, and the head maps both to the teacher's dimension.
"""
import torch
import torch.nn.functional as F
from torch import nn

import masking


def sine_positions(height, width, d):
    """Fixed sine and cosine codes of the rows and columns of a grid, [1,height*width,d]; d is a multiple of 4."""
    rate = 1 / 10000 ** (torch.arange(d // 4, dtype=torch.float32) / (d // 4))
    y, x = torch.meshgrid(torch.arange(height), torch.arange(width), indexing='ij')
    angles = [axis.reshape(-1, 1).float() * rate for axis in (y, x)]
    return torch.cat([f(a) for a in angles for f in (torch.sin, torch.cos)], 1)[None]


class CrossBlock(nn.Module):
    """Mask tokens ask all features; then a small perceptron."""

    def __init__(self, d, heads):
        super().__init__()
        self.heads = heads
        self.nq, self.nk, self.n2 = nn.LayerNorm(d), nn.LayerNorm(d), nn.LayerNorm(d)
        self.q, self.kv, self.proj = nn.Linear(d, d), nn.Linear(d, 2 * d), nn.Linear(d, d)
        self.mlp = nn.Sequential(nn.Linear(d, 4 * d), nn.GELU(), nn.Linear(4 * d, d))

    def split(self, x):
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def forward(self, masked, kept):
        k, v = self.kv(self.nk(torch.cat([kept, masked], 1))).chunk(2, -1)
        a = F.scaled_dot_product_attention(self.split(self.q(self.nq(masked))), self.split(k), self.split(v))
        masked = masked + self.proj(a.transpose(1, 2).flatten(2))
        return masked + self.mlp(self.n2(masked))


class SamiDecoder(nn.Module):
    """Kept features [B,K,d] -> predictions of the teacher's features for all patches [B,N,target]."""

    def __init__(self, d, target, width=192, depth=4, heads=4):
        super().__init__()
        if width % (4 * heads):
            raise ValueError(f'The width of the decoder, {width}, is no multiple of four times its {heads} heads.')
        self.width = width
        self.embed, self.head = nn.Linear(d, width), nn.Linear(width, target)
        self.token = nn.Parameter(torch.zeros(1, 1, width))
        nn.init.normal_(self.token, std=0.02)
        self.blocks = nn.ModuleList(CrossBlock(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width)

    def forward(self, features, kept, masked, grid):
        positions = sine_positions(*grid, self.width).to(features).expand(len(kept), -1, -1)
        features = self.embed(features)
        keys = features + masking.pick(positions, kept)
        tokens = self.token + masking.pick(positions, masked)
        for block in self.blocks:
            tokens = block(tokens, keys)
        return self.head(masking.restore(features, self.norm(tokens), kept, masked))


class Sami(nn.Module):
    """A student (see students.py) with its decoder."""

    def __init__(self, student, target, width=192, depth=4, heads=4):
        super().__init__()
        self.student = student
        self.decoder = SamiDecoder(student.width, target, width, depth, heads)

    def forward(self, images, kept, masked):
        """images [B,3,S,S] in 0..1 -> predictions [B,N,target]"""
        grid = images.shape[-2] // self.student.patch, images.shape[-1] // self.student.patch
        return self.decoder(self.student(images, kept), kept, masked, grid)


def loss_of(predicted, features):
    """Mean squared error over all patches; the teacher's features [B,C,h,w] are resampled to the patches' grid.

    `predicted` is [B,N,C] of a square grid.
    """
    side = round(predicted.shape[1] ** 0.5)
    if features.shape[-2:] != (side, side):
        smaller = features.shape[-1] < side
        features = F.interpolate(features, (side, side), mode='bilinear', align_corners=False, antialias=not smaller)
    return F.mse_loss(predicted, features.flatten(2).transpose(1, 2))
