"""Reference for how the model is served: prompts -> masks on images of any size, in numpy and ONNX Runtime alone.

Asks for every chosen object of a data set with a box, or with one click in its middle (and corrective clicks), and prints
the mean IoU of each set. The order is that of the list, then of the labels, so that two implementations can be compared
row by row. Decoders have to take any number of prompts, and pixel centers, as those of micro and of fine-tuned EfficientSAMs do.
"""
import argparse
import csv
import math
import os
from collections import namedtuple

import numpy as np
import onnxruntime
from PIL import Image
from scipy import ndimage as ndi

GRID = 256              # side of the grid on which masks are asked for
SLOTS = 6               # points of a prompt, padding included
MAX_SCALE = 8

# Side of a model's input. Boxes are served at the power of two that brings them nearest to the long side `box`, points so that an object of
# known size gets the long side `point`; both in input pixels. Imported models have these numbers in model.json.
Serving = namedtuple('Serving', 'frame box point')
MICRO = Serving(512, 56, 40)

Prompt = namedtuple('Prompt', 'box points')     # (x0, y0, x1, y1) or None; [(x, y, 1 or 0)]; pixel centers are integers
Tile = namedtuple('Tile', 'x y width height scale')


def rounded(v):
    return math.floor(v + 0.5)


def read_image(path):
    """Planar RGB float32 [3,h,w] in 0..1; black and white are the 0.1 and 99.9 percentiles of all channels together."""
    a = np.asarray(Image.open(path))
    a = a[None] if a.ndim == 2 else a.transpose(2, 0, 1)[:3] if a.shape[2] >= 3 else a.transpose(2, 0, 1)[:1]
    values = np.sort(a, axis=None)
    low, high = (float(values[min(values.size - 1, math.floor(values.size * p / 100))]) for p in (0.1, 99.9))
    if high <= low:
        low, high = float(values[0]), float(values[-1])
    a = np.clip((a - low) / max(high - low, 1e-12), 0, 1).astype(np.float32)
    return np.repeat(a, 3, 0) if len(a) == 1 else a


def extent(prompt):
    """The box, or the box around the pixels of the positive points."""
    if prompt.box:
        return prompt.box
    inside = [(x, y) for x, y, code in prompt.points if code == 1]
    xs, ys = zip(*inside)
    return min(xs) - 0.5, min(ys) - 0.5, max(xs) + 0.5, max(ys) + 0.5


def first_scale(prompt, size, serving=MICRO):
    """Input pixels per image pixel; `size` is the object's long side for prompts without a box, 0 if unknown."""
    x0, y0, x1, y1 = extent(prompt)
    side = max(x1 - x0, y1 - y0)
    limit = serving.frame / 2 / side        # a prompt may cover half of the input
    if prompt.box:
        wish = 2.0 ** rounded(math.log2(serving.box / side))
        limit = 2.0 ** math.floor(math.log2(limit))
    else:
        wish = serving.point / size if size > 0 else 1.0
    return min(wish, limit, MAX_SCALE)


def start_of(center, length, size):
    """Start of the tile whose middle is nearest to the center; tiles overlap by half, the last one ends at the border."""
    if size >= length:
        return 0
    starts, i = [], 0
    while not starts or starts[-1] < length - size:
        starts.append(min(i * max(1, size // 2), length - size))
        i += 1
    return min(starts, key=lambda s: abs(s + (size - 1) / 2 - center))


def tile_of(prompt, scale, width, height, frame):
    x0, y0, x1, y1 = extent(prompt)
    size = max(1, math.floor(frame / scale))
    x, y = start_of((x0 + x1) / 2, width, size), start_of((y0 + y1) / 2, height, size)
    return Tile(x, y, min(size, width - x), min(size, height - y), scale)


def render(image, tile, frame):
    """The model's input [1,3,frame,frame]."""
    w, h = (max(1, min(frame, rounded(n * tile.scale))) for n in (tile.width, tile.height))
    out = np.zeros((1, 3, frame, frame), np.float32)
    for c in range(3):
        part = np.ascontiguousarray(image[c, tile.y:tile.y + tile.height, tile.x:tile.x + tile.width])
        out[0, c, :h, :w] = np.asarray(Image.fromarray(part).resize((w, h), Image.BILINEAR))
    return out


def upsample(logits, tile, frame):
    """Bilinear interpolation of logits [GRID,GRID] at the pixels of the tile."""
    def axis(n):
        at = np.clip((np.arange(n) + 0.5) * tile.scale * GRID / frame - 0.5, 0, GRID - 1)
        cell = np.minimum(at.astype(int), GRID - 2)
        return cell, (at - cell).astype(np.float32)
    (i, u), (j, v) = axis(tile.height), axis(tile.width)
    rows = logits[i] + u[:, None] * (logits[i + 1] - logits[i])
    return rows[:, j] + v * (rows[:, j + 1] - rows[:, j])


class Model:
    def __init__(self, encoder, decoder, threads=1, serving=MICRO):
        self.serving = serving
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry('session.intra_op.allow_spinning', '0')
        self.encoder, self.decoder = (onnxruntime.InferenceSession(f, options) for f in (encoder, decoder))

    def encode(self, pixels):
        return self.encoder.run(['image_embeddings'], {'batched_images': pixels})[0]

    def decode(self, embedding, prompt, tile):
        """Logits [GRID,GRID] of the candidate with the best predicted IoU, and that IoU."""
        points = list(prompt.points)
        if prompt.box:
            x0, y0, x1, y1 = prompt.box
            x0, x1 = (min(max(x, tile.x - 0.5), tile.x + tile.width - 0.5) for x in (x0, x1))
            y0, y1 = (min(max(y, tile.y - 0.5), tile.y + tile.height - 0.5) for y in (y0, y1))
            points = [(x0, y0, 2), (x1, y1, 3)] + points
        slots, frame = max(SLOTS, len(points)), self.serving.frame
        coords, codes = np.full((1, 1, slots, 2), -1, np.float32), np.full((1, 1, slots), -1, np.float32)
        for k, (x, y, code) in enumerate(points):
            coords[0, 0, k] = [(a - o + 0.5) * tile.scale * GRID / frame - 0.5 for a, o in ((x, tile.x), (y, tile.y))]
            codes[0, 0, k] = code
        masks, scores = self.decoder.run(['output_masks', 'iou_predictions'], {
            'image_embeddings': embedding, 'batched_point_coords': coords, 'batched_point_labels': codes,
            'orig_im_size': np.array([GRID, GRID], np.int64)})
        k = int(scores[0, 0].argmax())
        return masks[0, 0, k], float(scores[0, 0, k])


class Server:
    """Serves prompts on one image; keeps the embeddings of its tiles."""

    def __init__(self, model, image):
        self.model, self.image, self.embeddings = model, image, {}

    def segment(self, prompt, size=0):
        """-> mask [h,w], predicted IoU"""
        height, width = self.image.shape[1:]
        frame = self.model.serving.frame
        scale = first_scale(prompt, size, self.model.serving)
        while True:
            t = tile_of(prompt, scale, width, height, frame)
            if t not in self.embeddings:
                self.embeddings[t] = self.model.encode(render(self.image, t, frame))
            logits, score = self.model.decode(self.embeddings[t], prompt, t)
            part = upsample(logits, t, frame) > 0
            cut = (t.x > 0 and part[:, 0].any() or t.y > 0 and part[0].any()
                   or t.x + t.width < width and part[:, -1].any() or t.y + t.height < height and part[-1].any())
            if prompt.box or not cut:
                mask = np.zeros((height, width), bool)
                mask[t.y:t.y + t.height, t.x:t.x + t.width] = part
                return mask, score
            scale /= 2


def deepest(mask):
    """The pixel (x, y) that is farthest from all pixels outside; the first in reading order of several."""
    d = ndi.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
    y, x = np.unravel_index(np.rint(d * d).argmax(), d.shape)
    return int(x), int(y)


def correction(mask, truth):
    """A click in the middle of the largest connected piece of what is wrong; None where nothing is."""
    pieces, n = ndi.label(mask != truth)
    if n == 0:
        return None
    x, y = deepest(pieces == 1 + np.bincount(pieces.ravel())[1:].argmax())
    return x, y, int(truth[y, x])


def ask(server, truth, args):
    """Prompts for one object -> IoU and predicted IoU of the last mask."""
    ys, xs = np.nonzero(truth)
    box = float(xs.min()) - 0.5, float(ys.min()) - 0.5, float(xs.max()) + 0.5, float(ys.max()) + 0.5
    size = max(box[2] - box[0], box[3] - box[1]) if args.object_size == 'own' else float(args.object_size)
    prompt = Prompt(box, []) if args.prompt == 'box' else Prompt(None, [deepest(truth) + (1,)])
    mask, score = server.segment(prompt, size)
    for _ in range(args.corrections):
        click = correction(mask, truth)
        if click is None:
            break
        prompt = Prompt(prompt.box, prompt.points + [click])
        mask, score = server.segment(prompt, size)
    return (mask & truth).sum() / (mask | truth).sum(), score


def main(argv=None):
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--encoder', required=True)
    p.add_argument('--decoder', required=True)
    p.add_argument('--data', required=True, help='folder with <set>/<name>.png and <name>.labels.png')
    p.add_argument('--list', default='dev.txt', help='file in that folder that names the images')
    p.add_argument('--prompt', choices=('box', 'point'), default='box')
    p.add_argument('--object-size', default='0', help='for points: long side in pixels, 0 for unknown, or "own" for the long side of each object')
    p.add_argument('--frame', type=int, default=MICRO.frame, help='side of the input of the model: 1024 for EfficientSAM')
    p.add_argument('--box-size', type=float, default=MICRO.box, help='as boxSize in model.json')
    p.add_argument('--point-size', type=float, default=MICRO.point, help='as pointSize in model.json')
    p.add_argument('--corrections', type=int, default=0, help='corrective clicks after the first prompt')
    p.add_argument('--images-per-set', type=int, default=6)
    p.add_argument('--objects-per-image', type=int, default=12)
    p.add_argument('--threads', type=int, default=1)
    p.add_argument('--out', help='CSV file, one row per object')
    args = p.parse_args(argv)
    model = Model(args.encoder, args.decoder, args.threads, Serving(args.frame, args.box_size, args.point_size))
    rows, used = [], {}
    with open(os.path.join(args.data, args.list)) as f:
        names = [line.strip() for line in f if line.strip()]
    for name in names:
        group = name.split('/')[0]
        used[group] = used.get(group, 0) + 1
        if used[group] > args.images_per_set:
            continue
        server = Server(model, read_image(os.path.join(args.data, name)))
        labels = np.asarray(Image.open(os.path.join(args.data, name[:-4] + '.labels.png')))
        for i in np.unique(labels[labels > 0])[:args.objects_per_image]:
            rows.append((name, int(i)) + ask(server, labels == i, args))
    if args.out:
        with open(args.out, 'w', newline='') as f:
            w = csv.writer(f)
            w.writerow(('image', 'label', 'iou', 'predicted_iou'))
            w.writerows((n, i, f'{a:.6f}', f'{s:.6f}') for n, i, a, s in rows)
    means = {}
    for group in dict.fromkeys(r[0].split('/')[0] for r in rows):
        own = [r[2] for r in rows if r[0].startswith(group + '/')]
        means[group] = np.mean(own)
        print(f'{group:28s} {means[group]:.4f}  {len(own)} objects')
    print(f'{"mean of sets":28s} {np.mean(list(means.values())):.4f}  {len(rows)} objects')
    return rows, means


if __name__ == '__main__':
    main()
