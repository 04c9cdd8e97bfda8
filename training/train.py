"""Trains encoder and mask decoder of micro or EfficientSAM on masks, with simulated prompts (stage 2 of EfficientSAM). See README.md.

Stop and resume at will: the learning rate, the batch and the random numbers of a step depend on the seed and its number alone, so
that a resumed run ends with the weights of an uninterrupted one, bit for bit, on the same machine with the same number of threads.
"""
import argparse
import copy
import math
import os
import signal
import time

import numpy as np
import torch
import torch.nn.functional as F

import data
import head
import networks
import prompts
import scenes
import steps
from batches import Batches
from losses import LOSSES


# Arguments that decide, beside the start, what a run computes.
SAME = ('seed', 'list', 'steps', 'decay', 'warmup', 'lr', 'images', 'queries', 'side', 'wanted', 'positions', 'loss', 'corrections', 'threads', 'larger', 'held_out')


def learning_rate(step, args):
    """Warm-up, plateau, then a cosine-shaped decay over the last part; a function of steps alone, so pauses do no harm."""
    warm = min(1, (step + 1) / args.warmup)
    start = args.steps * (1 - args.decay)
    f = min(1, max(0, (step - start) / max(1, args.steps - start)))
    return args.lr * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * f)))


def correction(rng, model, emb, logits, scores, truth, points, codes, place, args):
    """Loss of a second round: half of the prompts of every image get one or two clicks where their best-scored masks are wrong."""
    pick = torch.from_numpy(rng.permutation(truth.shape[1])[:max(1, truth.shape[1] // 2)].copy())
    truth, points, codes = truth[:, pick], points[:, pick], codes[:, pick]
    logits, scores = logits.detach()[:, pick], scores.detach()[:, pick]
    hard, stride = (truth > 0.5).numpy(), args.side // truth.shape[-1]
    for _ in range(1 if rng.random() < 0.6 else 2):
        k = scores.argmax(-1)[:, :, None, None, None].expand(-1, -1, 1, *logits.shape[-2:])
        masks = (logits.gather(2, k)[:, :, 0] > 0).numpy()
        rows = [prompts.correct(rng, masks[b], hard[b], points[b], codes[b], stride) for b in range(len(masks))]
        points, codes = (torch.stack(c) for c in zip(*rows))
    return LOSSES[args.loss](*model.ask(emb, points, codes, place), truth)


def shape_of(args):
    """What batch_of of data.py, or that of scenes.py, is to make."""
    return (args.images, args.queries, args.side, args.wanted) + ((args.larger,) if args.larger is not None else ())


def make_optimizer(model, args):
    matrices = [p for p in model.parameters() if p.ndim > 1]
    vectors = [p for p in model.parameters() if p.ndim <= 1]
    groups = [{'params': matrices, 'weight_decay': 0.03}, {'params': vectors, 'weight_decay': 0.0}]
    return torch.optim.AdamW(groups, lr=args.lr, betas=(0.9, 0.98))


def step_of(rng, model, batch, args):
    """Forward passes of one step -> loss and figures for the log."""
    if isinstance(batch, scenes.Batch):
        return steps.step_of(rng, model, batch, args)
    # Copies, as results may differ in the last bit with the alignment of memory, and that of PyTorch is always the same.
    images, points, codes, truth = (torch.from_numpy(a).clone() for a in batch)
    place = model.place(rng, len(images), images.shape[-1])
    emb = model.embed(images, place)
    logits, scores = model.ask(emb, points, codes, place)
    truth = F.avg_pool2d(truth, truth.shape[-1] // logits.shape[-1])
    loss, best, chosen = LOSSES[args.loss](logits, scores, truth)
    after = None
    if rng.random() < args.corrections:
        second, _, after = correction(rng, model, emb, logits, scores, truth, points, codes, place, args)
        loss = (loss + 0.7 * second) / 1.7
    return loss, (best, chosen, np.nan if after is None else after)


def update(step, model, ema, optimizer, batch, args, head_start=0):
    """One step: changes the weights and their average -> figures for the log; `head_start` makes the average slower at the beginning."""
    for group in optimizer.param_groups:
        group['lr'] = learning_rate(step, args)
    loss, figures = step_of(data.generator(args.seed, step, data.STEP), model, batch, args)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    average(ema, model, step + 1 + head_start)
    return loss.item(), *figures


def average(ema, model, step):
    """Moves the averaged weights towards the model's, faster at the beginning."""
    keep = min(0.996, (step + 1) / (step + 10))
    with torch.no_grad():
        for a, b in zip(ema.parameters(), model.parameters()):
            a.lerp_(b, 1 - keep)
        for a, b in zip(ema.buffers(), model.buffers()):
            a.copy_(b)


def save(path, step, model, ema, optimizer, args):
    state = {'step': step, 'model': ema.state_dict(), 'raw': model.state_dict(), 'optimizer': optimizer.state_dict(),
             'network': networks.name_of(model), 'run': {k: getattr(args, k, None) for k in SAME}}
    torch.save(state, path + '.part')
    os.replace(path + '.part', path)


def resume(args):
    """-> model, averaged model, optimizer and step of the checkpoint args.out"""
    state = networks.read(args.out)
    if not isinstance(state, dict) or not {'step', 'raw', 'optimizer'} <= state.keys() or not state['optimizer']:
        raise networks.CheckpointError(f'{args.out} exists and is not a checkpoint of train.py. Give another --out.')
    model, ema = networks.load(args.out, raw=True), networks.load(args.out)
    name = networks.name_of(model)
    if args.model and args.model != name:
        raise networks.CheckpointError(f'{args.out} holds a run of {name}, not of {args.model}. Give another --out, or go on with --model {name}.')
    settle(args, model)
    other = [k for k, v in state.get('run', {}).items() if v != getattr(args, k, None)]
    if other:
        print('Not as before, so that the result differs from that of an uninterrupted run:', ', '.join(other), flush=True)
    optimizer = make_optimizer(model, args)
    optimizer.load_state_dict(state['optimizer'])
    return model, ema, optimizer, state['step']


def begin(args):
    """-> model, averaged model, optimizer and step of a new run"""
    model = networks.start(args.model, args.start, args.encoder)
    settle(args, model)
    if not networks.is_vit(model):
        model.complete()
        if args.head:
            head.add(model, networks.read(args.head))
    return model, copy.deepcopy(model), make_optimizer(model, args), 0


def settle(args, model):
    """What was not given gets the usual value for the network; refuses what cannot be."""
    name, frame = networks.name_of(model), networks.serving(model).frame
    for key, value in networks.usual(name)._asdict().items():
        if getattr(args, key, None) is None:
            setattr(args, key, value)
    if args.side % 16 or not 16 <= args.side <= frame:
        raise networks.CheckpointError(f'--side must be a multiple of 16, at most {frame} for {name}.')
    model.stretched = args.positions == 'stretched'


def add_network_arguments(p):
    """Options that train.py and finetune.py share."""
    p.add_argument('--model', choices=networks.NAMES, help='default: what --start holds, or else micro')
    p.add_argument('--encoder', help='checkpoint of sami.py whose encoder a new run starts from')
    p.add_argument('--images', type=int, help='crops in a step; default: 6 for micro, 2 for EfficientSAM')
    p.add_argument('--queries', type=int, help='prompts for each crop; default: 12 for micro, 6 for EfficientSAM')
    p.add_argument('--larger', type=float, help='of micro: share of the steps with crops half as wide again; default: 0.4')
    p.add_argument('--side', type=int, help='side of the crops, a multiple of 16, at most 512 for micro (default 256) and 1024 for EfficientSAM (512)')
    p.add_argument('--positions', choices=('window', 'stretched'), default='window',
                   help='of EfficientSAM\'s crops: windows of the frame of 1024 pixels, or stretched over it')
    p.add_argument('--loss', choices=tuple(LOSSES), help='see losses.py; default: own for micro, sam for EfficientSAM')
    p.add_argument('--corrections', type=float, default=0.4, help='share of the steps with a round of corrective clicks')
    p.add_argument('--threads', type=int, default=2)
    p.add_argument('--seed', type=int, default=1)


def arguments(argv=None):
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True, help='folder with <set>/<name>.png and <name>.labels.png')
    p.add_argument('--list', default='train.txt', help='file in that folder that names the images to train on')
    p.add_argument('--held-out', type=int, default=0, help='train without one image of so many of each data set, to watch the training by them; 0: with all')
    p.add_argument('--out', default='run.pt', help='checkpoint; if it exists, training goes on from there')
    p.add_argument('--start', help='checkpoint whose weights a new run starts from, for example efficient_sam_vitt.pt')
    p.add_argument('--head', help='weights for the instance head, or for head and score (micro-parts.pt), of a new run of micro')
    p.add_argument('--steps', type=int, default=6000)
    p.add_argument('--stop-at', type=int, help='stop at this step, to go on later')
    p.add_argument('--decay', type=float, default=0.35, help='share of the steps over which the learning rate falls')
    p.add_argument('--warmup', type=int, default=60)
    p.add_argument('--lr', type=float, default=8e-4)
    p.add_argument('--workers', type=int, default=1, help='processes that make batches; their number changes nothing but the speed')
    p.add_argument('--save-minutes', type=float, default=8)
    p.add_argument('--pid', help='file for the process id, for pausing')
    add_network_arguments(p)
    return p.parse_args(argv)


def main(argv=None):
    args = arguments(argv)
    torch.set_num_threads(args.threads)
    torch.backends.nnpack.set_flags(False)      # it cannot be used on many machines, and says so at every convolution
    torch.manual_seed(args.seed)
    if args.pid:
        with open(args.pid, 'w') as f:
            f.write(str(os.getpid()))
    try:
        model, ema, optimizer, step = resume(args) if os.path.exists(args.out) else begin(args)
    except networks.CheckpointError as e:
        raise SystemExit(str(e)) from e
    names, _ = data.held_out(data.read_list(os.path.join(args.data, args.list)), args.held_out)
    last = min(args.steps, args.stop_at or args.steps)
    stop, recent, saved, began = [], [], time.time(), time.time()
    signal.signal(signal.SIGTERM, lambda *_: stop.append(True))
    model.train()
    with Batches(args.seed, step, last, args.data, names, shape_of(args), args.workers, not networks.is_vit(model)) as batches:
        while step < last and not stop:
            recent.append(update(step, model, ema, optimizer, batches.get(step), args))
            step += 1
            if step % 25 == 0:
                m = np.nanmean(np.array(recent[-50:]), 0)
                print(f'{step} {(time.time() - began) / 60:.1f} min lr {learning_rate(step, args):.1e}',
                      ' '.join(f'{name} {value:.3f}' for name, value in zip(steps.FIGURES, m)), f'queue {batches.waiting()}', flush=True)
            if time.time() - saved > args.save_minutes * 60:
                saved = time.time()
                save(args.out, step, model, ema, optimizer, args)
    save(args.out, step, model, ema, optimizer, args)
    print('saved', args.out, 'at step', step, flush=True)
    return recent


if __name__ == '__main__':
    main()
