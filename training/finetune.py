"""Fine-tunes the bundled model on a folder of images with label images, and writes a folder for the plugin's "Models...".

    python finetune.py --data FOLDER --out MODEL_FOLDER

The folder holds `<name>.png` (or .tif) beside `<name>.labels.png` (or .tif), or the same names in `images/` and `masks/`.
A part of the images is kept for validation; the mean IoU there is printed for the weights before and after.
"""
import argparse
import copy
import json
import os
import re
import sys
import tempfile

import numpy as np
import torch

import data
import export
import folder
import reference
import train
from model import FRAME, Model

PROMPTS = {'box': 'box', 'click': 'point'}
HERE = os.path.dirname(os.path.abspath(__file__))


def evaluate(files, items, objects, threads):
    """Mean IoU over the first objects of every image in original pixels, served as the plugin serves: {'box': ..., 'click': ...}"""
    model = reference.Model(*files, threads)
    out = {}
    for label, prompt in PROMPTS.items():
        ask = argparse.Namespace(prompt=prompt, object_size='0', corrections=0)
        found = []
        for _, image, labels, _ in items:
            server = reference.Server(model, np.ascontiguousarray(image.transpose(2, 0, 1)).astype(np.float32) / 255)
            found += [reference.ask(server, labels == i, ask)[0] for i in np.unique(labels[labels > 0])[:objects]]
        out[label] = float(np.mean(found))
    return out, len(found)


def tune(model, source, args):
    """Trains a copy of the model -> the averaged weights. A step's batch depends on the seed and the step alone."""
    torch.manual_seed(args.seed)
    model = copy.deepcopy(model)
    average, optimizer, recent = copy.deepcopy(model), train.make_optimizer(model, args), []
    model.train()
    for step in range(args.steps):
        for group in optimizer.param_groups:
            group['lr'] = train.learning_rate(step, args)
        rng = np.random.default_rng((args.seed, step))
        batch = data.batch(rng, source, args.images, args.queries, args.side)
        loss, _, chosen, _ = train.step_of(rng, model, batch, args)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        # From given weights the average may follow slowly from the first step on.
        train.average(average, model, step + 10)
        recent.append((loss.item(), chosen))
        if (step + 1) % 25 == 0:
            print('step %d of %d: loss %.3f, IoU of training crops %.3f' % (step + 1, args.steps, *np.mean(recent[-50:], 0)), flush=True)
    return average


def describe(args):
    name = os.path.basename(os.path.abspath(args.out))
    ident = args.id or re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-') or 'model'
    return {'id': ident, 'title': args.title or name, 'licence': args.licence, 'frame': FRAME,
            'boxSize': reference.BOX_SIZE, 'pointSize': reference.POINT_SIZE}


def arguments(argv=None):
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True, help='folder of images with label images')
    p.add_argument('--out', required=True, help='folder for the new model; must not exist, or be empty')
    p.add_argument('--start', default=os.path.join(HERE, 'micro.pt'), help='checkpoint to start from')
    p.add_argument('--id', help='identifier of the model; default: from the name of the folder')
    p.add_argument('--title', help='name in the plugin; default: the name of the folder')
    p.add_argument('--licence', default='not stated', help='of the new weights, for the plugin to show')
    p.add_argument('--steps', type=int, default=600)
    p.add_argument('--lr', type=float, default=2e-4)
    p.add_argument('--warmup', type=int, default=30)
    p.add_argument('--decay', type=float, default=0.5)
    p.add_argument('--images', type=int, default=4, help='crops in a step')
    p.add_argument('--queries', type=int, default=6, help='prompts for each crop')
    p.add_argument('--side', type=int, default=256, help='side of the crops, a multiple of 16, at most 512')
    p.add_argument('--corrections', type=float, default=0.4)
    p.add_argument('--validation', type=float, default=0.2, help='share of the images')
    p.add_argument('--objects', type=int, default=20, help='objects of each validation image that are asked for')
    p.add_argument('--threads', type=int, default=2)
    p.add_argument('--seed', type=int, default=1)
    return p.parse_args(argv)


def check(args):
    if args.side % 16 or not 16 <= args.side <= FRAME:
        raise folder.FolderError(f'--side must be a multiple of 16, at most {FRAME}.')
    if args.steps < 1 or not 0 < args.validation < 1:
        raise folder.FolderError('--steps must be 1 at least, and --validation between 0 and 1.')
    if os.path.exists(args.out) and not (os.path.isdir(args.out) and not os.listdir(args.out)):
        raise folder.FolderError(f'{args.out} exists already and is not touched: name another folder, or remove it.')
    if args.id and not re.fullmatch(r'[a-z0-9][a-z0-9.-]*', args.id):
        raise folder.FolderError(f'"{args.id}" cannot name a model: use lower-case letters, digits, dots and dashes.')
    if not os.path.isfile(args.start):
        raise folder.FolderError(f'There is no checkpoint {args.start}.')


def run(args):
    check(args)
    torch.set_num_threads(args.threads)
    items = [i for i in (folder.load(*p) for p in folder.pairs(args.data)) if i]
    training, validation = folder.split(items, args.validation, args.seed)
    if not any((np.bincount(labels.ravel())[1:] >= data.prompts.MIN_PIXELS).any() for _, _, labels, _ in training):
        raise folder.FolderError(f'No object of the training images has {data.prompts.MIN_PIXELS} pixels or more.')
    print(f'{len(training)} images to train on, {len(validation)} to validate on: {", ".join(i[0] for i in validation)}')
    model = export.load(args.start)
    if not isinstance(model, Model):
        raise folder.FolderError(f'{args.start} is not a checkpoint of micro; others cannot be fine-tuned here.')
    parent = os.path.dirname(os.path.abspath(args.out))
    os.makedirs(parent, exist_ok=True)
    # Whatever fails leaves nothing behind: the folder gets its name at the very end.
    with tempfile.TemporaryDirectory(dir=parent, prefix='.finetune-') as work:
        before, n = evaluate(export.export(model, os.path.join(work, 'before')), validation, args.objects, args.threads)
        print(f'before: box {before["box"]:.3f}, click {before["click"]:.3f} (mean IoU of {n} validation objects)', flush=True)
        model = tune(model, folder.Source(training), args)
        made = os.path.join(work, 'made')
        os.mkdir(made)
        description = describe(args)
        files = export.export(model, os.path.join(made, description['id']))
        difference = export.parity(model, *files)
        if not difference <= export.TOLERANCE:
            raise folder.FolderError(f'The exported model differs from the trained one by {difference:.2g}; nothing was written.')
        after, n = evaluate(files, validation, args.objects, args.threads)
        print(f'after:  box {after["box"]:.3f}, click {after["click"]:.3f} (mean IoU of {n} validation objects)')
        lower = [k for k in before if after[k] < before[k]]
        if lower:
            print(f'The new weights score lower with: {", ".join(lower)}. More images, or fewer steps, may help.')
        with open(os.path.join(made, 'model.json'), 'w') as f:
            json.dump(description, f, indent=2)
        torch.save({'step': args.steps, 'model': model.state_dict(), 'raw': model.state_dict()}, os.path.join(made, 'checkpoint.pt'))
        if os.path.isdir(args.out):
            os.rmdir(args.out)      # it is empty: checked above, and rmdir refuses otherwise
        os.rename(made, args.out)
    print(f'written: {args.out}')
    return before, after


def main(argv=None):
    try:
        return run(arguments(argv))
    except folder.FolderError as e:
        sys.exit(str(e))


if __name__ == '__main__':
    main()
