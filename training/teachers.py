"""Teachers of SAMI: frozen encoders, images in 0..1 -> features [B,C,h,w].

    sam    a SAM checkpoint, ViT-H as in the paper, or ViT-L or -B
    micro  a checkpoint of micro; its features are those behind the neck, without the folded side outputs
    onnx   any ONNX file with one image input [B,3,S,S]
    torch  any module: `package.module:name`, a callable that returns a torch.nn.Module, which gets the weights' path if there is one
"""
import importlib

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F
from torch import nn

import sam_encoder
from model import Decoder, Model

IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))


class Teacher(nn.Module):
    """Brings images to the teacher's size and normalization, and calls it without gradients."""

    def __init__(self, compute, side, mean, std, channels=None):
        super().__init__()
        self.compute, self.side, self.channels = compute, side, channels
        self.register_buffer('mean', torch.tensor(mean).view(1, 3, 1, 1), False)
        self.register_buffer('std', torch.tensor(std).view(1, 3, 1, 1), False)
        self.requires_grad_(False).eval()

    def train(self, mode=True):
        """A teacher does not learn: it stays in evaluation mode."""
        return super().train(False)

    @torch.no_grad()
    def forward(self, images):
        if self.side and images.shape[-2:] != (self.side, self.side):
            images = F.interpolate(images, (self.side, self.side), mode='bilinear', align_corners=False)
        features = self.compute((images - self.mean) / self.std)
        if features.ndim != 4:
            raise ValueError(f'The teacher gives features of shape {tuple(features.shape)}; wanted are [batch, channels, height, width].')
        return features[:, :self.channels]


class OnnxEncoder(nn.Module):
    """The first output of an ONNX file. Files with a fixed batch of one get one image after the other."""

    def __init__(self, path, threads=1):
        super().__init__()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry('session.intra_op.allow_spinning', '0')
        self.session = onnxruntime.InferenceSession(path, options, providers=['CPUExecutionProvider'])
        inputs = self.session.get_inputs()
        if len(inputs) != 1 or len(inputs[0].shape) != 4:
            raise ValueError(f'{path} is not an image encoder: wanted is one input of four dimensions, '
                             f'it has {[(i.name, i.shape) for i in inputs]}.')
        self.name, self.single = inputs[0].name, inputs[0].shape[0] == 1
        sides = inputs[0].shape[2:]
        self.side = sides[0] if isinstance(sides[0], int) and sides[0] == sides[1] else None

    def forward(self, images):
        parts = images.split(1) if self.single else [images]
        run = [self.session.run(None, {self.name: p.cpu().numpy().astype(np.float32)})[0] for p in parts]
        return torch.from_numpy(np.concatenate(run)).to(images)


def micro(path):
    model = Model()
    model.load_state_dict(torch.load(path, map_location='cpu', weights_only=True)['model'])
    return model.encoder


def imported(place, weights):
    module, _, name = place.partition(':')
    if not name:
        raise ValueError(f'"{place}": a PyTorch teacher is named as package.module:callable.')
    make = getattr(importlib.import_module(module), name)
    return make(weights) if weights else make()


def build(kind, path, side=None, mean=None, std=None, weights=None, channels=None):
    """A teacher of the given kind; size and normalization, where not given, are the usual ones of that kind."""
    zero, one = (0.0,) * 3, (1.0,) * 3
    if kind == 'sam':
        encoder = sam_encoder.from_checkpoint(path)
        return Teacher(encoder, encoder.side, mean or IMAGENET[0], std or IMAGENET[1], channels)
    if kind == 'micro':
        return Teacher(micro(path), side, zero, one, channels or Decoder().D)     # it normalizes by itself
    if kind == 'onnx':
        encoder = OnnxEncoder(path)
        return Teacher(encoder, side or encoder.side, mean or zero, std or one, channels)
    if kind == 'torch':
        return Teacher(imported(path, weights), side, mean or zero, std or one, channels)
    raise ValueError(f'There is no teacher of kind {kind}; there are sam, micro, onnx, torch.')
