"""Measures SAMI pretraining against none at equal fine-tuning steps, on a thin micro or EfficientSAM-Ti; results and their limits are in SAMI.md.

Three arms for every seed: fine-tuning from random weights, from an encoder that SAMI pretrained, and from random weights for more
steps. Batches and decoders are the same for all arms of a seed. Every tenth training image is held out; all arms are scored there and
on dev.txt, with the same crops and prompts.
"""
import argparse
import copy
import json
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

import data
import networks
import sami
import train
from losses import LOSSES
from model import Encoder, Model

THIN = 96, 2, 3     # width, depth and heads of micro's encoder here


def split(root, out):
    """-> names to train on and names held out, every tenth of each set; the first are also written to a list."""
    train_names, held, seen = [], [], {}
    for name in data.read_list(os.path.join(root, 'train.txt')):
        group = name.split('/')[0]
        seen[group] = seen.get(group, 0) + 1
        (held if seen[group] % 10 == 0 else train_names).append(name)
    path = os.path.abspath(os.path.join(out, 'compare.txt'))
    with open(path, 'w') as f:
        f.write('\n'.join(train_names))
    return train_names, held, path


@torch.no_grad()
def score(model, source, args):
    """Mean IoU of the candidate with the best predicted IoU, and its standard error over crops. Crops lie in the middle of the frame."""
    model.eval()
    rng, found = np.random.default_rng(12345), []
    vit = networks.is_vit(model)
    room = (networks.serving(model).frame - args.side) / 2
    place = None if vit and model.stretched else torch.full((4, 2), int(room) // 16 if vit else room)
    for _ in range(args.batches):
        images, points, codes, truth = (torch.from_numpy(a) for a in data.batch(rng, source, 4, 4, args.side, networks.usual(args.model).wanted))
        logits, scores = model.ask(model.embed(images, place), points, codes, place)
        truth = F.avg_pool2d(truth, truth.shape[-1] // logits.shape[-1])
        k = scores.argmax(-1)[:, :, None, None, None].expand(-1, -1, 1, *logits.shape[-2:])
        got, wanted = logits.gather(2, k)[:, :, 0] > 0, truth > 0.5
        found += (((got & wanted).sum((-1, -2)) + 1e-3) / ((got | wanted).sum((-1, -2)) + 1e-3)).mean(1).tolist()
    return float(np.mean(found)), float(np.std(found) / len(found) ** 0.5)


def new_model(name, encoder):
    if name == 'micro':
        model = Model()
        model.encoder = Encoder(*THIN)
        if encoder:
            networks.load_encoder(model.encoder, encoder)
        return model
    return networks.start(name, encoder=encoder)


def tune(seed, steps, encoder, source, given):
    """Fine-tunes a new model -> the averaged weights' model, seconds."""
    args = train.arguments(['--data', '', '--steps', str(steps), '--warmup', '30', '--queries', '4', '--corrections', '0',
                            '--side', str(given.side), '--images', '4', '--seed', str(seed), '--positions', given.positions])
    args.loss = given.loss
    torch.manual_seed(seed)
    model = new_model(given.model, encoder)
    train.settle(args, model)
    ema, optimizer, began = copy.deepcopy(model), train.make_optimizer(model, args), time.time()
    model.train()
    for step in range(steps):
        train.update(step, model, ema, optimizer, data.batch_of(seed, step, source, 4, 4, args.side, args.wanted), args)
    return ema, time.time() - began


def main(argv=None):
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--data', required=True)
    p.add_argument('--out', required=True, help='folder for checkpoints and results.jsonl; must not exist')
    p.add_argument('--model', choices=('micro', 'efficientsam_ti'), default='micro', help='micro has a thin encoder here')
    p.add_argument('--positions', choices=('window', 'stretched'), default='window', help='as in train.py')
    p.add_argument('--loss', choices=tuple(LOSSES), default='own')
    p.add_argument('--batches', type=int, default=40, help='of 4 crops with 4 prompts, in a score')
    p.add_argument('--teacher', default='micro.pt')
    p.add_argument('--pretrain', type=int, default=500)
    p.add_argument('--steps', type=int, default=250)
    p.add_argument('--more', type=int, default=400, help='fine-tuning steps of the third arm; 0 leaves it out')
    p.add_argument('--seeds', type=int, nargs='+', default=[1, 2])
    p.add_argument('--side', type=int, default=128)
    p.add_argument('--threads', type=int, default=1)
    args = p.parse_args(argv)
    os.makedirs(args.out)
    torch.set_num_threads(args.threads)
    student = ['--student', 'vitt']
    if args.model == 'micro':
        student = ['--width', str(THIN[0]), '--depth', str(THIN[1]), '--heads', str(THIN[2])]
    names, held, listed = split(args.data, args.out)
    source = data.Source(args.data, names, real_share=1)
    checks = {'held': data.Source(args.data, held, real_share=1),
              'dev': data.Source(args.data, data.read_list(os.path.join(args.data, 'dev.txt')), real_share=1)}
    for seed in args.seeds:
        began, encoder = time.time(), os.path.join(args.out, f'sami{seed}.pt')
        losses = sami.main(['--data', args.data, '--list', listed, '--out', encoder, '--teacher', 'micro', '--teacher-path', args.teacher,
                            *student, '--decoder-width', '96', '--decoder-depth', '2', '--side', str(args.side), '--images', '8', '--steps', str(args.pretrain),
                            '--warmup', '30', '--lr', '2e-3', '--threads', str(args.threads), '--seed', str(seed)])
        pretraining = time.time() - began
        for arm, steps, start in (('none', args.steps, None), ('sami', args.steps, encoder), ('more', args.more, None)):
            if not steps:
                continue
            model, seconds = tune(seed, steps, start, source, args)
            row = {'seed': seed, 'arm': arm, 'steps': steps, 'seconds': round(seconds + (pretraining if start else 0))}
            row.update({k: [round(v, 4) for v in score(model, s, args)] for k, s in checks.items()})
            if start:
                row['sami_loss'] = [round(float(np.mean(part)), 4) for part in (losses[:25], losses[-25:])]
            print(row, flush=True)
            with open(os.path.join(args.out, 'results.jsonl'), 'a') as f:
                f.write(json.dumps(row) + '\n')


if __name__ == '__main__':
    main()
