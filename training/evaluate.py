"""Measures micro as it is served, without PyTorch: boxes, loose boxes, clicks, corrected clicks, the score, and all objects at once.

Windows of the embedding are decoded where the model's folder has a window decoder (`--whole` asks the public decoder instead); where a
mask reaches a window's border inside of the frame, the next larger one is decoded.

    python evaluate.py PREFIX --data DATA --list dev.txt            # PREFIX_encoder.onnx and so on, as export.py writes them
"""
import argparse
import json
import os

import numpy as np
import onnxruntime
from PIL import Image
from scipy import ndimage as ndi

import data
import instances
import reference
import windows

KINDS = 'box', 'loose', 'click', 'told', 'clicks', 'clicks told'
LOOSE = 0.075       # of width and height, on every side
OBJECT = 45         # size of objects, in pixels of the frame, at which all are found
MIDDLE = 10         # sizes of objects: side of the part of an image in which all are looked for
LIMITS = tuple(np.arange(0.5, 1, 0.05).round(2))


class Model(reference.Model):
    """The files of micro; `windows` and `instances` are None where there is no such file."""

    def __init__(self, prefix, threads=1, whole=False):
        super().__init__(prefix + '_encoder.onnx', prefix + '_decoder.onnx', threads)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry('session.intra_op.allow_spinning', '0')
        files = [prefix + end for end in ('_window_decoder.onnx', '_instances.onnx')]
        self.windows, self.instances = (onnxruntime.InferenceSession(f, options) if os.path.exists(f) else None for f in files)
        if whole:
            self.windows = None

    def candidates(self, embedding, points, codes, cells, origin):
        """One prompt in pixels of the frame -> logits [M,GRID,GRID] of the frame, far below 0 outside of the window, and scores [M]"""
        p, c = points[None, None].astype(np.float32), codes[None, None].astype(np.float32)
        if self.windows is None:
            size = np.array([reference.GRID] * 2, np.int64)
            p = (p + 0.5) * reference.GRID / self.serving.frame - 0.5
            masks, scores = self.decoder.run(['output_masks', 'iou_predictions'], {
                'image_embeddings': embedding, 'batched_point_coords': p, 'batched_point_labels': c, 'orig_im_size': size})
            return masks[0, 0], scores[0, 0]
        masks, scores = self.windows.run(['window_masks', 'iou_predictions'], {
            'image_embeddings': embedding, 'batched_point_coords': p, 'batched_point_labels': c,
            'window_origins': np.array([origin], np.int64), 'window_cells': np.array([cells], np.int64)})
        full = np.full((masks.shape[2], reference.GRID, reference.GRID), -20, np.float32)
        x, y = (o * windows.CELL // 2 for o in origin)
        full[:, y:y + masks.shape[3], x:x + masks.shape[4]] = masks[0, 0]
        return full, scores[0, 0]


def cut_by(mask, cells, origin, total):
    """Whether a mask [GRID,GRID] reaches the border of its window, elsewhere than at the frame's."""
    (x, y), n, s = origin, cells, windows.CELL // 2
    part = mask[y * s:(y + n) * s, x * s:(x + n) * s]
    return (x > 0 and part[:, 0].any() or y > 0 and part[0].any()
            or x + n < total and part[:, -1].any() or y + n < total and part[-1].any())


class Server(reference.Server):
    """Serves prompts on one image, with all candidates."""

    def decode(self, prompt, size, t):
        frame = self.model.serving.frame
        if t not in self.embeddings:
            self.embeddings[t] = self.model.encode(reference.render(self.image, t, frame))
        points = [(x, y, c) for x, y, c in prompt.points]
        if prompt.box:
            x0, y0, x1, y1 = prompt.box
            x0, x1 = (min(max(x, t.x - 0.5), t.x + t.width - 0.5) for x in (x0, x1))
            y0, y1 = (min(max(y, t.y - 0.5), t.y + t.height - 0.5) for y in (y0, y1))
            points = [(x0, y0, 2), (x1, y1, 3)] + points
        a = np.array([((x - t.x + 0.5) * t.scale - 0.5, (y - t.y + 0.5) * t.scale - 0.5, c) for x, y, c in points])
        a = np.concatenate([a, np.full((max(0, reference.SLOTS - len(a)), 3), -1.0)])
        x0, y0, x1, y1 = windows.extent(a[:, :2], a[:, 2])
        long_side = max(x1 - x0, y1 - y0)
        if not prompt.box:
            long_side = max(long_side, size * t.scale if size else windows.UNKNOWN)
        total = frame // windows.CELL
        cells = windows.cells_of(long_side, total)
        while True:
            origin = [windows.origin((p + q) / 2, cells, total) for p, q in ((x0, x1), (y0, y1))]
            logits, scores = self.model.candidates(self.embeddings[t], a[:, :2], a[:, 2], cells, origin)
            if self.model.windows is None or cells == total or not cut_by(logits[scores.argmax()] > 0, cells, origin, total):
                return logits, scores
            cells = windows.larger(cells, total)

    def all_of(self, prompt, size=0):
        """-> masks [M,h,w] of the candidates, predicted IoUs [M]"""
        height, width = self.image.shape[1:]
        scale = reference.first_scale(prompt, size, self.model.serving)
        while True:
            t = reference.tile_of(prompt, scale, width, height, self.model.serving.frame)
            logits, scores = self.decode(prompt, size, t)
            parts = np.stack([reference.upsample(a, t, self.model.serving.frame) > 0 for a in logits])
            part = parts[scores.argmax()]
            cut = (t.x > 0 and part[:, 0].any() or t.y > 0 and part[0].any()
                   or t.x + t.width < width and part[:, -1].any() or t.y + t.height < height and part[-1].any())
            if prompt.box or not cut:
                masks = np.zeros((len(parts), height, width), bool)
                masks[:, t.y:t.y + t.height, t.x:t.x + t.width] = parts
                return masks, scores
            scale /= 2


def prompt_of(kind, truth):
    """-> first prompt for an object, size that is told, number of corrective clicks"""
    ys, xs = np.nonzero(truth)
    box = np.array([xs.min() - 0.5, ys.min() - 0.5, xs.max() + 0.5, ys.max() + 0.5])
    w, h = box[2] - box[0], box[3] - box[1]
    if kind in ('box', 'loose'):
        grown = box + (LOOSE if kind == 'loose' else 0) * np.array([-w, -h, w, h])
        limits = np.array([truth.shape[1], truth.shape[0]] * 2) - 0.5
        return reference.Prompt(tuple(np.clip(grown, -0.5, limits)), []), 0, 0
    click = reference.Prompt(None, [reference.deepest(truth) + (1,)])
    return click, max(w, h) if kind.endswith('told') else 0, 2 if kind.startswith('clicks') else 0


def ask(server, truth, kind):
    """-> IoU of the served mask, of the best candidate, and predicted IoU, after the last click"""
    prompt, size, more = prompt_of(kind, truth)
    masks, scores = server.all_of(prompt, size)
    for _ in range(more):
        click = reference.correction(masks[scores.argmax()], truth)
        if click is None:
            break
        prompt = reference.Prompt(prompt.box, prompt.points + [click])
        masks, scores = server.all_of(prompt, size)
    iou = (masks & truth).sum((1, 2)) / (masks | truth).sum((1, 2))
    return float(iou[scores.argmax()]), float(iou.max()), float(scores.max())


def calibration(rows):
    """Correlation of predicted and true IoUs, and the expected calibration error over ten bins of the predicted one."""
    iou, score = np.array(rows)[:, 0], np.clip(np.array(rows)[:, 2], 0, 1)
    bins = np.minimum((score * 10).astype(int), 9)
    error = sum(abs(iou[bins == b].mean() - score[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins))
    return float(np.corrcoef(iou, score)[0, 1]), float(error)


def middle(image, labels):
    """The middle of an image, MIDDLE object sizes wide, with the objects that lie there for the most part -> image, labels, size"""
    long_sides = sorted(max(p.stop - p.start for p in s) for s in ndi.find_objects(labels) if s)
    size = long_sides[len(long_sides) // 2]
    n = int(MIDDLE * size)
    y, x = (max(0, (k - n) // 2) for k in labels.shape)
    area, part = np.bincount(labels.ravel()), labels[y:y + n, x:x + n]
    seen = np.bincount(part.ravel(), minlength=len(area)) / np.maximum(area, 1)
    return image[:, y:y + n, x:x + n], instances.relabel(np.where(seen[part] >= 0.15, part, 0)), size


def maps_of(model, image, scale):
    """Maps of the instance head for an image [3,h,w] that fits into a frame at this scale"""
    frame = model.serving.frame
    h, w = (min(frame, max(windows.CELL, reference.rounded(n * scale))) for n in image.shape[1:])
    tile = reference.Tile(0, 0, image.shape[2], image.shape[1], min(w / image.shape[2], h / image.shape[1]))
    maps = model.instances.run(None, {'image_embeddings': model.encode(reference.render(image, tile, frame))})[0][0]
    return maps[:, :-(-h // 4), :-(-w // 4)], (h, w)


def find_all(model, image, labels):
    """-> AP at LIMITS, size that the maps tell over the true one"""
    image, labels, size = middle(image, labels)
    if labels.max() == 0:
        return None
    maps, _ = maps_of(model, image, OBJECT / size)
    found = instances.label(maps, labels.shape)
    told = np.median(maps[3][maps[0] > 0.5]) / OBJECT if (maps[0] > 0.5).any() else np.nan
    return instances.average_precision(found, labels, LIMITS) + [float(told)]


def mean_of_sets(rows, column):
    """rows: {set: list of tuples}"""
    return float(np.mean([np.mean([r[column] for r in v]) for v in rows.values() if v]))


def report(result):
    """Lines of a table: per kind and set, then all objects, then the mean of sets."""
    lines = []
    for kind, rows in result['prompts'].items():
        every = sum(rows.values(), [])
        corr, error = calibration(every)
        sets = ' '.join(f'{k} {np.mean([r[0] for r in v]):.3f}' for k, v in rows.items())
        lines.append(f'{kind:12s} all {np.mean([r[0] for r in every]):.3f} sets {mean_of_sets(rows, 0):.3f} best of three {np.mean([r[1] for r in every]):.3f} '
                     f'correlation {corr:.3f} calibration {error:.3f} n {len(every)} | {sets}')
    rows = result['everything']
    if rows:
        sets = ' '.join(f'{k} {np.mean([r[0] for r in v]):.2f}/{np.mean([r[5] for r in v]):.2f}' for k, v in rows.items())
        msa = float(np.mean([np.mean([np.mean(r[:10]) for r in v]) for v in rows.values()]))
        lines.append(f'everything   AP.5 {mean_of_sets(rows, 0):.3f} AP.75 {mean_of_sets(rows, 5):.3f} mSA {msa:.3f} (mean of sets) | {sets}')
    return lines


def measure(model, root, names, kinds, images, objects, everything=True):
    """-> {'prompts': {kind: {set: [(IoU, best, score)]}}, 'everything': {set: [AP at LIMITS, size]}}"""
    result, used = {'prompts': {k: {} for k in kinds}, 'everything': {}}, {}
    for name in names:
        group = name.split('/')[0]
        used[group] = used.get(group, 0) + 1
        if used[group] > images:
            continue
        image = reference.read_image(os.path.join(root, name))
        labels = np.asarray(Image.open(os.path.join(root, name[:-4] + '.labels.png'))).astype(np.int32)
        server = Server(model, image)
        for i in np.unique(labels[labels > 0])[:objects]:
            for kind in kinds:
                result['prompts'][kind].setdefault(group, []).append(ask(server, labels == i, kind))
        if everything and model.instances is not None and labels.max():
            row = find_all(model, image, labels)
            if row:
                result['everything'].setdefault(group, []).append(row)
    return result


def main(argv=None):
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('prefix', help='of the ONNX files')
    p.add_argument('--data', required=True)
    p.add_argument('--list', default='dev.txt')
    p.add_argument('--held-out', type=int, default=0, help='only the images that train.py leaves out with this number')
    p.add_argument('--kinds', default=','.join(KINDS))
    p.add_argument('--images', type=int, default=6, help='of each set')
    p.add_argument('--objects', type=int, default=12, help='of each image')
    p.add_argument('--whole', action='store_true', help='with the public decoder, which sees the whole frame')
    p.add_argument('--threads', type=int, default=1)
    p.add_argument('--out', help='JSON file')
    args = p.parse_args(argv)
    names = data.read_list(os.path.join(args.data, args.list))
    if args.held_out:
        names = data.held_out(names, args.held_out)[1]
    result = measure(Model(args.prefix, args.threads, args.whole), args.data, names, [k for k in args.kinds.split(',') if k], args.images, args.objects)
    print('\n'.join(report(result)))
    if args.out:
        with open(args.out, 'w') as f:
            json.dump(result, f)
    return result


if __name__ == '__main__':
    main()
