"""Fine-tunes a model on a folder of images with label images, and writes a folder for the plugin's "Models...".

    python finetune.py --data FOLDER --out MODEL_FOLDER                                   # the bundled model
    python finetune.py --data FOLDER --out MODEL_FOLDER --start efficient_sam_vitt.pt     # EfficientSAM-Ti, or -S with its checkpoint

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
import networks
import reference
import scenes
import train

PROMPTS = {'box': 'box', 'click': 'point'}
HERE = os.path.dirname(os.path.abspath(__file__))


def evaluate(files, items, objects, threads, serving):
    """Mean IoU over the first objects of every image in original pixels, served as the plugin serves: {'box': ..., 'click': ...}"""
    model = reference.Model(*files, threads, serving)
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
    """Trains a copy of the model -> the averaged weights. A step depends on the seed and its number alone."""
    model = copy.deepcopy(model)
    average, optimizer, recent = copy.deepcopy(model), train.make_optimizer(model, args), []
    model.train()
    batch_of = (data if networks.is_vit(model) else scenes).batch_of
    for step in range(args.steps):
        batch = batch_of(args.seed, step, source, *train.shape_of(args))
        # From given weights the average may follow slowly from the first step on.
        loss, _, chosen, *_ = train.update(step, model, average, optimizer, batch, args, head_start=9)
        recent.append((loss, chosen))
        if (step + 1) % 25 == 0:
            print('step %d of %d: loss %.3f, IoU of training crops %.3f' % (step + 1, args.steps, *np.mean(recent[-50:], 0)), flush=True)
    return average


def describe(args, serving):
    name = os.path.basename(os.path.abspath(args.out))
    ident = args.id or re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-') or 'model'
    return {'id': ident, 'title': args.title or name, 'license': args.license, 'frame': serving.frame,
            'boxSize': serving.box, 'pointSize': serving.point}


def arguments(argv=None):
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True, help='folder of images with label images')
    p.add_argument('--out', required=True, help='folder for the new model; must not exist, or be empty')
    p.add_argument('--start', help='checkpoint to start from, also an official one of EfficientSAM; default: micro.pt, if nothing else is asked for')
    p.add_argument('--id', help='identifier of the model; default: from the name of the folder')
    p.add_argument('--title', help='name in the plugin; default: the name of the folder')
    p.add_argument('--license', '--licence', default='not stated', help='of the new weights, for the plugin to show')
    p.add_argument('--steps', type=int, default=600)
    p.add_argument('--lr', type=float, default=2e-4)
    p.add_argument('--warmup', type=int, default=30)
    p.add_argument('--decay', type=float, default=0.5)
    p.add_argument('--validation', type=float, default=0.2, help='share of the images')
    p.add_argument('--objects', type=int, default=20, help='objects of each validation image that are asked for')
    train.add_network_arguments(p)
    return p.parse_args(argv)


def check(args):
    if args.steps < 1 or not 0 < args.validation < 1:
        raise folder.FolderError('--steps must be 1 at least, and --validation between 0 and 1.')
    if os.path.exists(args.out) and not (os.path.isdir(args.out) and not os.listdir(args.out)):
        raise folder.FolderError(f'{args.out} exists already and is not touched: name another folder, or remove it.')
    if args.id and not re.fullmatch(r'[a-z0-9][a-z0-9.-]*', args.id):
        raise folder.FolderError(f'"{args.id}" cannot name a model: use lower-case letters, digits, dots and dashes.')


def starting_model(args):
    if not args.start and args.model in (None, 'micro'):
        args.start = os.path.join(HERE, 'micro.pt')
    elif not args.start and not args.encoder:
        raise folder.FolderError(f'Fine-tuning of {args.model} needs --start, for example the official checkpoint '
                                 f'efficient_sam_{networks.VITS[args.model]}.pt, or --encoder, a checkpoint of sami.py.')
    try:
        model = networks.start(args.model, args.start, args.encoder)
        train.settle(args, model)
    except networks.CheckpointError as e:
        raise folder.FolderError(str(e)) from e
    return model


def run(args):
    check(args)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    model = starting_model(args)
    serving = networks.serving(model)
    items = [i for i in (folder.load(*p) for p in folder.pairs(args.data)) if i]
    training, validation = folder.split(items, args.validation, args.seed)
    if not any((np.bincount(labels.ravel())[1:] >= data.prompts.MIN_PIXELS).any() for _, _, labels, _ in training):
        raise folder.FolderError(f'No object of the training images has {data.prompts.MIN_PIXELS} pixels or more.')
    print(f'{len(training)} images to train on, {len(validation)} to validate on: {", ".join(i[0] for i in validation)}')
    parent = os.path.dirname(os.path.abspath(args.out))
    os.makedirs(parent, exist_ok=True)
    # Whatever fails leaves nothing behind: the folder gets its name at the very end.
    with tempfile.TemporaryDirectory(dir=parent, prefix='.finetune-') as work:
        before, n = evaluate(export.export(model, os.path.join(work, 'before')), validation, args.objects, args.threads, serving)
        print(f'before: box {before["box"]:.3f}, click {before["click"]:.3f} (mean IoU of {n} validation objects)', flush=True)
        model = tune(model, folder.Source(training), args)
        made = os.path.join(work, 'made')
        os.mkdir(made)
        description = describe(args, serving)
        files = export.export(model, os.path.join(made, description['id']))
        difference = export.parity(model, *files)
        if not difference <= export.TOLERANCE:
            raise folder.FolderError(f'The exported model differs from the trained one by {difference:.2g}; nothing was written.')
        after, n = evaluate(files, validation, args.objects, args.threads, serving)
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
