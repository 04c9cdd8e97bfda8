"""Encoders as SAMI sees them: images and the numbers of kept patches -> features of the kept patches alone.

A ViT drops the tokens of masked patches before its first block. micro has a convolutional stem, whose windows reach over the edges of
patches; so the stem is computed as if it were sparse, as in SparK (arXiv 2301.03580): pixels of masked patches are zero, every
feature map is zeroed there again after each layer, and batch normalization takes its statistics from visible places only. Without
the second step features leak into masked places and back; without the third three quarters of zeros would spoil the statistics that
fine-tuning starts from. With nothing masked this computes exactly what the encoder computes.
"""
import torch
import torch.nn.functional as F
from torch import nn

import masking
from efficientsam import SIZES
from efficientsam_encoder import ImageEncoder
from model import Encoder


def masked_norm(norm, x, visible):
    """Batch normalization [B,C,h,w] with the statistics of the places where visible [B,1,h,w] is 1."""
    if norm.training:
        n = visible.sum()
        mean = (x * visible).sum((0, 2, 3)) / n
        variance = ((x - mean[:, None, None]) ** 2 * visible).sum((0, 2, 3)) / n
        with torch.no_grad():
            norm.running_mean.lerp_(mean, norm.momentum)
            norm.running_var.lerp_(variance * n / (n - 1).clamp(min=1), norm.momentum)
            norm.num_batches_tracked += 1
    else:
        mean, variance = norm.running_mean, norm.running_var
    scale = norm.weight / torch.sqrt(variance + norm.eps)
    return x * scale[:, None, None] + (norm.bias - mean * scale)[:, None, None]


def masked_conv(layer, x, patches):
    """A ConvBN on visible places alone; `patches` [B,1,h,w] is 1 for kept patches."""
    convolution, norm, act = layer
    x = convolution(x)
    visible = F.interpolate(patches, x.shape[-2:], mode='nearest')
    return act(masked_norm(norm, x, visible)) * visible


def masked_residual(layer, x, patches):
    return F.gelu(x + masked_conv(layer.b, masked_conv(layer.a, x, patches), patches))


class MicroStudent(nn.Module):
    """micro's encoder up to the norm behind its blocks; neck and side outputs stay untouched."""

    patch = 16

    def __init__(self, encoder):
        super().__init__()
        self.encoder, self.width = encoder, encoder.norm.normalized_shape[0]

    def forward(self, images, kept):
        e = self.encoder
        patches = masking.visible_map(kept, images.shape[-2] // 16, images.shape[-1] // 16)
        x = (images - e.mean) / e.std
        x = torch.where(F.interpolate(patches, x.shape[-2:], mode='nearest') > 0, x, 0.0)
        x = masked_residual(e.s4[1], masked_conv(e.s4[0], masked_conv(e.s2, x, patches), patches), patches)
        x = masked_residual(e.s8[1], masked_conv(e.s8[0], x, patches), patches)
        t = e.s16(x) * patches
        t = masking.pick((t + e.pe(t)).flatten(2).transpose(1, 2), kept)
        for block in e.blocks:
            t = block(t)
        return e.norm(t)


class VitStudent(nn.Module):
    """EfficientSAM's plain ViT up to its last block; the neck stays untouched."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder, self.width, self.patch = encoder, encoder.width, encoder.patch
        self.register_buffer('mean', torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1), False)
        self.register_buffer('std', torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1), False)

    def forward(self, images, kept):
        tokens = masking.pick(self.encoder.tokens((images - self.mean) / self.std), kept)
        for block in self.encoder.blocks:
            tokens = block(tokens)
        return tokens


USUAL = {'micro': (192, 4, 3), **SIZES}      # width, depth, heads


def build(name, width=None, depth=None, heads=None, side=1024):
    """`micro`, `vitt` or `vits`; width, depth and heads replace the usual ones."""
    if name not in USUAL:
        raise ValueError(f'There is no student {name}; there are {", ".join(USUAL)}.')
    width, depth, heads = (given or own for given, own in zip((width, depth, heads), USUAL[name]))
    if name == 'micro':
        return MicroStudent(Encoder(width, depth, heads))
    return VitStudent(ImageEncoder(side, width, depth, heads))
