"""The image encoder of EfficientSAM-Ti and -S: a plain ViT and a neck. Parameters have the official names and shapes.

Facts from github.com/yformer/EfficientSAM (Apache-2.0): patches of 16 pixels, positions of a 224-pixel pretraining with one unused
class token, resampled bicubically; layer norms with epsilon 1e-6; no norm behind the last block.
"""
import torch
import torch.nn.functional as F
from torch import nn


class ChannelNorm(nn.Module):
    """Layer normalization over the channels of [B,C,h,w]."""

    def __init__(self, channels):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.ones(channels)), nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        x = x - x.mean(1, keepdim=True)
        x = x / torch.sqrt((x * x).mean(1, keepdim=True) + 1e-6)
        return x * self.weight[:, None, None] + self.bias[:, None, None]


def neck(width, channels):
    return nn.Sequential(nn.Conv2d(width, channels, 1, bias=False), ChannelNorm(channels),
                         nn.Conv2d(channels, channels, 3, padding=1, bias=False), ChannelNorm(channels))


class PatchEmbed(nn.Module):
    def __init__(self, width, patch=16):
        super().__init__()
        self.proj = nn.Conv2d(3, width, patch, patch)

    def forward(self, x):
        return self.proj(x)


class SelfAttention(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.heads, self.qkv, self.proj = heads, nn.Linear(d, 3 * d), nn.Linear(d, d)

    def forward(self, x):
        B, N, C = x.shape
        q, k, v = self.qkv(x).reshape(B, N, 3, self.heads, C // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        return self.proj(F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(B, N, C))


class Perceptron(nn.Module):
    def __init__(self, d, hidden):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(d, hidden), nn.Linear(hidden, d)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class Block(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.norm1, self.attn = nn.LayerNorm(d, eps=1e-6), SelfAttention(d, heads)
        self.norm2, self.mlp = nn.LayerNorm(d, eps=1e-6), Perceptron(d, 4 * d)

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class ImageEncoder(nn.Module):
    """Normalized images [B,3,side,side], or crops of them -> [B,channels,h/16,w/16]"""

    patch = 16

    def __init__(self, side=1024, width=192, depth=12, heads=3, channels=256):
        super().__init__()
        self.img_size, self.width, self.channels = side, width, channels
        self.patch_embed = PatchEmbed(width, self.patch)
        self.pos_embed = nn.Parameter(torch.zeros(1, (224 // self.patch) ** 2 + 1, width))
        nn.init.trunc_normal_(self.pos_embed, std=0.02)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.neck = neck(width, channels)

    def positions(self, h, w, window=None, cells=0):
        """Codes of h x w patches: the 14 x 14 learned ones, resampled [1,width,h,w]; or, for crops of an image of cells x cells patches,
        those of the windows whose first patches are window [B,2] (x, y) there: [B,width,h,w]."""
        old = 224 // self.patch
        grid = self.pos_embed[:, 1:].reshape(1, old, old, self.width).permute(0, 3, 1, 2)
        size = (h, w) if window is None else (cells, cells)
        if size != (old, old):
            grid = F.interpolate(grid, size, mode='bicubic', align_corners=False)
        if window is None:
            return grid
        return torch.cat([grid[:, :, y:y + h, x:x + w] for x, y in window.tolist()])

    def tokens(self, x, window=None):
        """Patches with their positions, before the first block: [B,N,width]; `window` as in positions()."""
        x = self.patch_embed(x)
        return (x + self.positions(*x.shape[-2:], window, self.img_size // self.patch)).flatten(2).transpose(1, 2)

    def forward(self, x, window=None):
        h, w = x.shape[-2] // self.patch, x.shape[-1] // self.patch
        t = self.tokens(x, window)
        for block in self.blocks:
            t = block(t)
        return self.neck(t.transpose(1, 2).reshape(-1, self.width, h, w))
