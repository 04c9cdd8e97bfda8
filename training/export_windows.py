"""The two further ONNX files of micro: a mask decoder that sees windows of the embedding, and the instance head.

`<prefix>_window_decoder.onnx`
  image_embeddings [1,C,h,w] float     what the encoder gives; h and w are 32 for a frame of 512 x 512 pixels
  batched_point_coords [1,Q,P,2] float x, y in pixels of the frame, of which integers are the centers; not relative to the window
  batched_point_labels [1,Q,P] float   1 inside, 0 outside, 2 and 3 the corners of a box, -1 padding
  window_origins [Q,2] int64           the first cell (x, y) of every prompt's window; a cell is 16 pixels wide
  window_cells [1] int64               side of all windows of this call in cells; origin + side is at most w and h
  -> window_masks [1,Q,M,8n,8n] logits on a grid of 2 pixels: value (i, j) of a window lies at frame pixel 16 * origin + 2 * (j, i) + 0.5
  -> iou_predictions [1,Q,M]           predicted IoU, near 0 where nothing is
  -> stability [1,Q,M]                 area above the logit 1 over area above -1

`<prefix>_instances.onnx`
  image_embeddings [B,C,h,w] float
  -> instance_maps [B,5,4h,4w]         foreground and closeness in 0..1, sizes in frame pixels: foreground, distance to the border over the
                                       object's largest, closeness to the center, long side, diameter of a disc of the same area; value
                                       (i, j) lies at frame pixel 4 * (j, i) + 1.5
"""
import math

import numpy as np
import onnxruntime
import torch
from torch import nn

import head
import windows
from model import FRAME

WINDOW_INPUTS = 'image_embeddings', 'batched_point_coords', 'batched_point_labels', 'window_origins', 'window_cells'
WINDOW_OUTPUTS = 'window_masks', 'iou_predictions', 'stability'


class WindowGraph(nn.Module):
    """Prompts and the places of their windows -> masks there."""

    def __init__(self, model):
        super().__init__()
        self.decoder = model.decoder

    def forward(self, embeddings, points, codes, origins, cells):
        c, _, w = embeddings.shape[1:]
        k = torch.arange(cells[0], device=embeddings.device)
        rows = ((origins[:, 1, None] + k) * w)[:, :, None] + (origins[:, 0, None] + k)[:, None, :]
        e = embeddings[0].flatten(1).t().index_select(0, rows.reshape(-1))
        e = e.reshape(-1, cells[0], cells[0], c).permute(0, 3, 1, 2)
        off = origins.to(points.dtype) * windows.CELL
        logits, scores = self.decoder(e, points[0][:, None] - off[:, None, None], codes[0][:, None], off)
        logits, scores = logits[None, :, 0], scores[None, :, 0]
        stability = ((logits > 1).to(logits.dtype).sum((-1, -2)) + 1) / ((logits > -1).to(logits.dtype).sum((-1, -2)) + 1)
        return logits, scores, stability


class InstanceGraph(nn.Module):
    """Embeddings -> maps in the units that are served."""

    def __init__(self, model):
        super().__init__()
        self.head = model.head

    def forward(self, embeddings):
        maps = self.head(embeddings)
        return torch.cat([maps[:, :1].sigmoid(), maps[:, 1:3].clamp(0, 1), head.UNIT * torch.exp(maps[:, 3:].clamp(-5, 4) * math.log(2))], 1)


def example(queries, points, cells, seed=0):
    """Random clicks and boxes, and windows around them, as numpy arrays in the order of WINDOW_INPUTS but for the embeddings."""
    rng, total = np.random.default_rng(seed), FRAME // windows.CELL
    origins = rng.integers(0, total - cells + 1, (queries, 2))
    coords = origins[:, None] * windows.CELL + rng.random((queries, points, 2)) * cells * windows.CELL
    codes = rng.integers(-1, 2, (queries, points))
    codes[:, 0] = 1
    codes[::2, :2] = 2, 3
    coords[::2, :2] = np.sort(coords[::2, :2], axis=1)
    return coords[None].astype(np.float32), codes[None].astype(np.float32), origins.astype(np.int64), np.array([cells], np.int64)


def export(model, prefix):
    """-> paths of the files of the window decoder and, if the model has one, of the instance head"""
    model = model.eval()
    files = [prefix + '_window_decoder.onnx']
    embeddings = torch.rand(1, sum(model.head.parts) if model.head else 512, FRAME // windows.CELL, FRAME // windows.CELL)
    torch.onnx.export(WindowGraph(model), (embeddings,) + tuple(torch.from_numpy(a) for a in example(3, 4, 12)), files[0],
                      dynamo=False, opset_version=17, input_names=list(WINDOW_INPUTS), output_names=list(WINDOW_OUTPUTS),
                      dynamic_axes={'image_embeddings': {2: 'height', 3: 'width'}, 'batched_point_coords': {1: 'queries', 2: 'points'},
                                    'batched_point_labels': {1: 'queries', 2: 'points'}, 'window_origins': {0: 'queries'},
                                    'window_masks': {1: 'queries', 3: 'side', 4: 'side'}, 'iou_predictions': {1: 'queries'},
                                    'stability': {1: 'queries'}})
    if model.head is not None:
        files.append(prefix + '_instances.onnx')
        torch.onnx.export(InstanceGraph(model), (embeddings,), files[1], dynamo=False, opset_version=17, input_names=['image_embeddings'],
                          output_names=['instance_maps'], dynamic_axes={'image_embeddings': {0: 'batch', 2: 'height', 3: 'width'},
                                                                        'instance_maps': {0: 'batch', 2: 'rows', 3: 'columns'}})
    return files


def parity(model, files):
    """The largest difference between ONNX Runtime and PyTorch over windows of several sizes and numbers of prompts; sizes in octaves."""
    model, worst = model.eval(), 0.0
    run = [onnxruntime.InferenceSession(f) for f in files]
    for n, (queries, points, cells) in enumerate(((1, 2, 12), (5, 6, 8), (16, 9, 16), (2, 3, 32))):
        with torch.no_grad():
            emb = model.encoder(torch.rand(1, 3, FRAME, FRAME, generator=torch.Generator().manual_seed(n)))
            inputs = example(queries, points, cells, n)
            wanted = WindowGraph(model)(emb, *(torch.from_numpy(a) for a in inputs))
            got = run[0].run(list(WINDOW_OUTPUTS), dict(zip(WINDOW_INPUTS, (emb.numpy(),) + inputs)))
            # The share of pixels above a threshold jumps where a logit lies right at it.
            pairs = list(zip(wanted[:2], got[:2]))
            if len(run) > 1:
                maps, served = InstanceGraph(model)(emb).numpy(), run[1].run(None, {'image_embeddings': emb.numpy()})[0]
                pairs += [(torch.from_numpy(maps[:, :3]), served[:, :3]), (torch.from_numpy(np.log2(maps[:, 3:])), np.log2(served[:, 3:]))]
        assert np.abs(wanted[2].numpy() - got[2]).max() < 0.05
        for a, b in pairs:
            assert tuple(a.shape) == b.shape, (tuple(a.shape), b.shape)
            worst = max(worst, float(np.abs(a.numpy() - b).max()))
    return worst
