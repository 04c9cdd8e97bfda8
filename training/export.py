"""Writes a checkpoint as two ONNX files with EfficientSAM's contract, and checks that they compute what PyTorch computes. Of micro a decoder
that sees windows is written, too, and the instance head if there is one; see export_windows.py."""
import argparse
import hashlib
import os

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F
from torch import nn

import efficientsam
import export_windows
from model import FRAME, Model
from networks import CheckpointError, load

TOLERANCE = 2e-3    # of logits of size 10 and predicted IoUs, absolute


class EncoderGraph(nn.Module):
    """RGB 0..1 of any size -> embeddings of the FRAME x FRAME image that it is stretched to."""

    def __init__(self, model):
        super().__init__()
        self.encoder = model.encoder

    def forward(self, batched_images):
        return self.encoder(F.interpolate(batched_images, (FRAME, FRAME), mode='bilinear', align_corners=False))


class DecoderGraph(nn.Module):
    """Points in pixels of an image of orig_im_size (height, width) -> logits of that size, predicted IoUs, logits as computed."""

    def __init__(self, model):
        super().__init__()
        self.decoder = model.decoder

    def forward(self, image_embeddings, batched_point_coords, batched_point_labels, orig_im_size):
        size = orig_im_size.to(torch.float32)
        points = (batched_point_coords + 0.5) * (FRAME / torch.stack([size[1], size[0]])) - 0.5
        logits, iou = self.decoder(image_embeddings, points, batched_point_labels)
        batch, queries, masks, h, w = logits.shape
        low = logits.reshape(batch * queries, masks, h, w)
        full = F.interpolate(low, (orig_im_size[0], orig_im_size[1]), mode='bilinear', align_corners=False)
        return full.reshape(batch, queries, masks, full.shape[-2], full.shape[-1]), iou, low


def is_free(model, free=None):
    """Whether the decoder takes any number of prompts. The plugin takes such a file for one that has learned negative points, so official
    weights, which have not, keep the official layout of one prompt, unless `free` says otherwise."""
    if free is None:
        return isinstance(model, Model) or model.prompt_encoder.knows_negatives
    return free


def graphs(model, free=None):
    """-> what becomes the encoder's file and the decoder's, in evaluation mode"""
    if isinstance(model, efficientsam.EfficientSam):
        return efficientsam.EncoderGraph(model).eval(), efficientsam.DecoderGraph(model, is_free(model, free)).eval()
    return EncoderGraph(model).eval(), DecoderGraph(model).eval()


def example(queries, points, height=480, width=640, seed=0):
    """Inputs of the decoder but for the embeddings: random boxes, clicks and padding."""
    rng = np.random.default_rng(seed)
    coords = (rng.random((1, queries, points, 2)) * (width, height)).astype(np.float32)
    codes = rng.integers(-1, 2, (1, queries, points)).astype(np.float32)
    codes[:, ::2, :2] = 2, 3
    coords[:, ::2, :2] = np.sort(coords[:, ::2, :2], axis=2)
    codes[:, 1::2, 0] = 1
    return coords, codes, np.array([height, width], np.int64)


def export(model, prefix, free=None):
    """-> paths of the encoder and the decoder file; `free` as in is_free"""
    encoder, decoder = graphs(model, free)
    several = is_free(model, free)
    image = torch.rand(1, 3, 480, 640)
    with torch.no_grad():
        embeddings = encoder(image)
    files = prefix + '_encoder.onnx', prefix + '_decoder.onnx'
    torch.onnx.export(encoder, (image,), files[0], dynamo=False, opset_version=17,
                      input_names=['batched_images'], output_names=['image_embeddings'],
                      dynamic_axes={'batched_images': {0: 'batch', 2: 'height', 3: 'width'}, 'image_embeddings': {0: 'batch'}})
    number = {1: 'num_queries'} if several else {}
    torch.onnx.export(decoder, (embeddings,) + tuple(torch.from_numpy(a) for a in example(3 if several else 1, 4)), files[1],
                      dynamo=False, opset_version=17,
                      input_names=['image_embeddings', 'batched_point_coords', 'batched_point_labels', 'orig_im_size'],
                      output_names=['output_masks', 'iou_predictions', 'low_res_masks'],
                      dynamic_axes={'image_embeddings': {0: 'batch'}, 'batched_point_coords': {**number, 2: 'num_points'},
                                    'batched_point_labels': {**number, 2: 'num_points'},
                                    'output_masks': {**number, 3: 'height', 4: 'width'},
                                    'iou_predictions': number, 'low_res_masks': {0: 'masks'}})
    return files


def parity(model, encoder, decoder, free=None):
    """The largest difference between ONNX Runtime and PyTorch over several image sizes, numbers of queries and of points."""
    encoder_graph, decoder_graph = graphs(model, free)
    run = [onnxruntime.InferenceSession(f) for f in (encoder, decoder)]
    worst = 0.0
    for n, (queries, points, height, width) in enumerate(((1, 2, 256, 256), (5, 6, 200, 300), (16, 9, 256, 256))):
        image = np.random.default_rng(n).random((1, 3, height, width)).astype(np.float32)
        inputs = example(queries if is_free(model, free) else 1, points, height, width, n)
        with torch.no_grad():
            emb = encoder_graph(torch.from_numpy(image))
            wanted = decoder_graph(emb, *(torch.from_numpy(a) for a in inputs))
        got_emb = run[0].run(None, {'batched_images': image})[0]
        names = 'image_embeddings', 'batched_point_coords', 'batched_point_labels', 'orig_im_size'
        got = run[1].run(['output_masks', 'iou_predictions', 'low_res_masks'], dict(zip(names, (got_emb,) + inputs)))
        for a, b in zip((emb,) + tuple(wanted), [got_emb] + got):
            assert tuple(a.shape) == b.shape, (tuple(a.shape), b.shape)
            worst = max(worst, float(np.abs(a.numpy() - b).max()))
    return worst


def main(argv=None):
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('checkpoint', help='of train.py or finetune.py, or efficient_sam_vitt.pt or efficient_sam_vits.pt')
    p.add_argument('prefix', help='the files are called <prefix>_encoder.onnx and <prefix>_decoder.onnx')
    p.add_argument('--raw', action='store_true', help='the last weights instead of the averaged ones')
    p.add_argument('--free', action='store_true', help='any number of prompts at once also for weights that never saw a negative point')
    p.add_argument('--weights', help='also write a checkpoint of the weights alone, to start from')
    args = p.parse_args(argv)
    try:
        model = load(args.checkpoint, args.raw)
    except CheckpointError as e:
        raise SystemExit(str(e)) from e
    if args.free and not is_free(model):
        print('The plugin will offer negative points for these files, but the weights have not learned them.')
    free = True if args.free else None
    files = export(model, args.prefix, free)
    difference = parity(model, *files, free)
    if isinstance(model, Model):
        more = tuple(export_windows.export(model, args.prefix))
        files, difference = files + more, max(difference, export_windows.parity(model, more))
    if args.weights:
        torch.save({'model': model.state_dict()}, args.weights)
    print('largest difference to PyTorch', difference)
    for f in files:
        with open(f, 'rb') as data:
            print(hashlib.sha256(data.read()).hexdigest(), os.path.getsize(f), os.path.basename(f))
    if difference > TOLERANCE:
        raise SystemExit('The exported model differs from the trained one.')


if __name__ == '__main__':
    main()
