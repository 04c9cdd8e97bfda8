"""Trains the promptable segmenter; stop and resume at will. See README.md for the commands."""
import argparse
import copy
import math
import multiprocessing
import os
import queue
import signal
import time

import numpy as np
import torch
import torch.nn.functional as F

import data
import prompts
from model import FRAME, Model


def learning_rate(step, args):
    """Warm-up, plateau, then a cosine-shaped decay over the last part; a function of steps alone, so pauses do no harm."""
    warm = min(1, (step + 1) / args.warmup)
    start = args.steps * (1 - args.decay)
    f = min(1, max(0, (step - start) / max(1, args.steps - start)))
    return args.lr * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * f)))


def loss_of(logits, scores, truth):
    """logits [B,Q,M,h,w], scores [B,Q,M], soft truth [B,Q,h,w] -> loss, IoU of the best mask, IoU of the best-scored mask.

    The candidate nearest to the truth learns the mask, the one that would be served learns it too, the others a little;
    all learn to predict their IoU.
    """
    g = truth[:, :, None].expand_as(logits)
    p = logits.sigmoid()
    ce = F.binary_cross_entropy_with_logits(logits, g, reduction='none')
    area = g[:, :, :1].mean((-1, -2)).clamp(min=0.002)
    focal = (ce * (1 - (p * g + (1 - p) * (1 - g))) ** 2).mean((-1, -2)) / area.sqrt()
    dice = 1 - (2 * (p * g).sum((-1, -2)) + 1) / (p.sum((-1, -2)) + g.sum((-1, -2)) + 1)
    each = 2 * focal + dice
    with torch.no_grad():
        a, b = logits > 0, g > 0.5
        iou = ((a & b).sum((-1, -2)) + 1e-3) / ((a | b).sum((-1, -2)) + 1e-3)
        top = scores.argmax(-1, keepdim=True)
        chosen = iou.gather(-1, top).mean()
    masks = each.min(-1).values.mean() + 0.3 * each.gather(-1, top).mean() + 0.05 * each.mean()
    return masks + score_loss(scores, iou), iou.max(-1).values.mean().item(), chosen.item()


def score_loss(scores, iou, temperature=0.05):
    """Predicted IoUs [B,Q,M]: their values, and their order among the candidates of a prompt, since the best-scored mask is served."""
    order = F.kl_div((scores / temperature).log_softmax(-1), (iou / temperature).log_softmax(-1), reduction='none', log_target=True)
    return 3 * F.mse_loss(scores, iou) + 0.1 * order.sum(-1).mean()


def correction(rng, model, emb, logits, scores, truth, points, codes, offset, part):
    """Loss of a second round: `part` prompts of every image get one or two clicks where their best-scored masks are wrong."""
    pick = torch.from_numpy(rng.permutation(truth.shape[1])[:part].copy())
    truth, points, codes = truth[:, pick], points[:, pick], codes[:, pick]
    logits, scores = logits.detach()[:, pick], scores.detach()[:, pick]
    hard = (truth > 0.5).numpy()
    for _ in range(1 if rng.random() < 0.6 else 2):
        k = scores.argmax(-1)[:, :, None, None, None].expand(-1, -1, 1, *logits.shape[-2:])
        masks = (logits.gather(2, k)[:, :, 0] > 0).numpy()
        rows = [prompts.correct(rng, masks[b], hard[b], points[b], codes[b]) for b in range(len(masks))]
        points, codes = (torch.stack(c) for c in zip(*rows))
    logits, scores = model.decoder(emb, points, codes, offset)
    return loss_of(logits, scores, truth)


def make_optimizer(model, args):
    matrices = [p for p in model.parameters() if p.ndim > 1]
    vectors = [p for p in model.parameters() if p.ndim <= 1]
    groups = [{'params': matrices, 'weight_decay': 0.03}, {'params': vectors, 'weight_decay': 0.0}]
    return torch.optim.AdamW(groups, lr=args.lr, betas=(0.9, 0.98))


def step_of(rng, model, batch, args):
    """Forward passes of one step -> loss and figures for the log."""
    images, points, codes, truth = (torch.from_numpy(a) for a in batch)
    n, room = len(images), FRAME - images.shape[-1]
    offset = torch.from_numpy(rng.integers(0, room + 1, (n, 2)).astype(np.float32)) if rng.random() < 0.85 else torch.zeros(n, 2)
    emb = model.encoder(images)
    logits, scores = model.decoder(emb, points, codes, offset)
    loss, best, chosen = loss_of(logits, scores, truth)
    after = None
    if rng.random() < args.corrections:
        part = max(1, args.queries // 2)
        second, _, after = correction(rng, model, emb, logits, scores, truth, points, codes, offset, part)
        loss = (loss + 0.7 * second) / 1.7
    return loss, best, chosen, after


def average(ema, model, step):
    """Moves the averaged weights towards the model's, faster at the beginning."""
    keep = min(0.996, (step + 1) / (step + 10))
    with torch.no_grad():
        for a, b in zip(ema.parameters(), model.parameters()):
            a.lerp_(b, 1 - keep)
        for a, b in zip(ema.buffers(), model.buffers()):
            a.copy_(b)


def load_encoder(encoder, path):
    """Takes over what SAMI pretraining (sami.py) has learnt; the neck and the side outputs, which it does not touch, stay random."""
    state = torch.load(path, map_location='cpu', weights_only=True)
    if 'encoder' not in state:
        raise SystemExit(f'{path} is not a checkpoint of sami.py.')
    wanted = encoder.state_dict()
    learnt = {k: v for k, v in state['encoder'].items() if k.split('.')[0] not in ('neck', 'h8', 'h4')}
    wrong = [k for k, v in learnt.items() if k not in wanted or wanted[k].shape != v.shape]
    if wrong:
        raise SystemExit(f'{path} holds another encoder ({state["student"]}): {wrong[0]} does not fit.')
    encoder.load_state_dict(learnt, strict=False)


def save(path, step, model, ema, optimizer):
    state = {'step': step, 'model': ema.state_dict(), 'raw': model.state_dict(), 'optimizer': optimizer.state_dict()}
    torch.save(state, path + '.part')
    os.replace(path + '.part', path)


def next_batch(batches, worker):
    """Waits for a batch for as long as it takes, but not for a process that has died."""
    while True:
        try:
            return batches.get(timeout=5)
        except queue.Empty:
            if not worker.is_alive():
                raise RuntimeError(f'The process that makes batches has ended with code {worker.exitcode}.')


def arguments(argv=None):
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--data', required=True, help='folder with <set>/<name>.png and <name>.labels.png')
    p.add_argument('--list', default='train.txt', help='file in that folder that names the images to train on')
    p.add_argument('--out', default='run.pt', help='checkpoint; if it exists, training goes on from there')
    p.add_argument('--start', help='checkpoint whose weights a new run starts from')
    p.add_argument('--encoder', help='checkpoint of sami.py whose encoder a new run starts from')
    p.add_argument('--steps', type=int, default=6000)
    p.add_argument('--decay', type=float, default=0.35, help='share of the steps over which the learning rate falls')
    p.add_argument('--warmup', type=int, default=60)
    p.add_argument('--lr', type=float, default=8e-4)
    p.add_argument('--images', type=int, default=6, help='crops in a step')
    p.add_argument('--queries', type=int, default=6, help='prompts for each crop')
    p.add_argument('--side', type=int, default=256, help='side of the crops, a multiple of 16, at most 512')
    p.add_argument('--corrections', type=float, default=0.4, help='share of the steps with a round of corrective clicks')
    p.add_argument('--threads', type=int, default=2)
    p.add_argument('--save-minutes', type=float, default=8)
    p.add_argument('--pid', help='file for the process id, for pausing')
    p.add_argument('--seed', type=int, default=1)
    return p.parse_args(argv)


def main(argv=None):
    args = arguments(argv)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    if args.pid:
        with open(args.pid, 'w') as f:
            f.write(str(os.getpid()))
    model, step = Model(), 0
    optimizer = make_optimizer(model, args)
    if os.path.exists(args.out):
        state = torch.load(args.out)
        step = state['step']
        model.load_state_dict(state['raw'])
        optimizer.load_state_dict(state['optimizer'])
        ema = copy.deepcopy(model)
        ema.load_state_dict(state['model'])
    else:
        if args.start:
            model.load_state_dict(torch.load(args.start)['model'])
        if args.encoder:
            load_encoder(model.encoder, args.encoder)
        ema = copy.deepcopy(model)
    names = data.read_list(os.path.join(args.data, args.list))
    seed = args.seed + 1000003 * step
    # Spawned, not forked: a fork of a process in which PyTorch has started its threads can hang.
    context = multiprocessing.get_context('spawn')
    batches = context.Queue(6)
    worker = context.Process(target=data.produce, daemon=True,
                             args=(batches, seed, args.data, names, args.images, args.queries, args.side))
    worker.start()
    rng = np.random.default_rng(seed + 1)
    stop = []
    signal.signal(signal.SIGTERM, lambda *_: stop.append(True))
    recent, saved, began = [], time.time(), time.time()
    model.train()
    while step < args.steps and not stop:
        for group in optimizer.param_groups:
            group['lr'] = learning_rate(step, args)
        loss, best, chosen, after = step_of(rng, model, next_batch(batches, worker), args)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        average(ema, model, step)
        recent.append((loss.item(), best, chosen, np.nan if after is None else after))
        if step % 25 == 0:
            m = np.nanmean(np.array(recent[-50:]), 0)
            print(f'{step} {(time.time() - began) / 60:.1f} min lr {learning_rate(step, args):.1e} loss {m[0]:.4f} '
                  f'best {m[1]:.3f} chosen {m[2]:.3f} corrected {m[3]:.3f} queue {batches.qsize()}', flush=True)
        if time.time() - saved > args.save_minutes * 60:
            saved = time.time()
            save(args.out, step, model, ema, optimizer)
    worker.terminate()
    worker.join()
    save(args.out, step, model, ema, optimizer)
    print('saved', args.out, 'at step', step, flush=True)


if __name__ == '__main__':
    main()
