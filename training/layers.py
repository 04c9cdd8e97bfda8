"""Convolutional layers that encoder and instance head share."""
import torch.nn.functional as F
from torch import nn


class ConvBN(nn.Sequential):
    """Convolution, batch normalization and, unless act is false, GELU."""

    def __init__(self, i, o, k=3, s=1, act=True):
        super().__init__(nn.Conv2d(i, o, k, s, k // 2, bias=False), nn.BatchNorm2d(o), nn.GELU() if act else nn.Identity())


class Residual(nn.Module):
    """Two convolutions beside a shortcut."""

    def __init__(self, c):
        super().__init__()
        self.a, self.b = ConvBN(c, c), ConvBN(c, c, act=False)

    def forward(self, x):
        return F.gelu(x + self.b(self.a(x)))
