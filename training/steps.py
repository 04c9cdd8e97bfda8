"""What micro computes in one step of training: maps of the instance head on whole crops, and masks in windows of them."""
import numpy as np
import torch

import prompts
import scenes
import windows
from head import head_loss
from losses import window_loss

HEAD = 0.6          # weight of the instance head's loss beside that of the prompts
SECOND = 0.7        # weight of the loss after corrective clicks
FIGURES = 'loss', 'best', 'chosen', 'corrected', 'correlation', 'head', 'border'


def ask(model, embeddings, points, codes, place, window):
    """Decodes the prompts of a window; points [N,P,2] in pixels of the crops -> logits [N,M,s,s], predicted IoUs [N,M]"""
    cells, (crop, _, origins) = window
    crop, origins = torch.from_numpy(crop), torch.from_numpy(origins)
    e = windows.gather(embeddings, crop, origins, cells)
    off = (origins * windows.CELL).to(points.dtype)
    points = torch.where((codes >= 0)[..., None], points - off[:, None], points)
    logits, scores = model.decoder(e, points[:, None], codes[:, None], place[crop] + off)
    return logits[:, 0], scores[:, 0]


def corrected(rng, logits, scores, truth, present, points, codes, window):
    """Half of the prompts with objects, with one click or two where the served mask is wrong -> indices, points, codes"""
    on = present.nonzero().flatten().numpy()
    pick = np.sort(rng.permutation(on)[:max(1, len(on) // 2)])
    cells, (_, _, origins) = window
    p, c = points[pick], codes[pick]
    off = torch.from_numpy(origins[pick] * windows.CELL).to(p.dtype)[:, None]
    k = scores.detach()[pick].argmax(-1)
    masks = (logits.detach()[pick, k] > 0).numpy()
    p, c = prompts.correct(rng, masks, (truth[pick] > 0.5).numpy(), torch.where((c >= 0)[..., None], p - off, p), c)
    return pick, torch.where((c >= 0)[..., None], p + off, p), c


def correlation(rows):
    """Of predicted and true IoUs of the served masks."""
    a = rows[:, 1:].numpy()
    return float(np.corrcoef(a.T)[0, 1]) if len(a) > 2 and a.std(0).min() > 1e-6 else np.nan


def step_of(rng, model, batch, args):
    """-> loss, and figures for the log in the order of FIGURES but for the loss"""
    # Copies, as results may differ in the last bit with the alignment of memory, and that of PyTorch is always the same.
    images, points, codes, maps, weights = (torch.from_numpy(a).clone() for a in (batch.images, batch.points, batch.codes, batch.maps, batch.weights))
    place = model.place(rng, len(images), images.shape[-1])
    emb = model.embed(images, place)
    again, first, second, rows, after, n, m = rng.random() < args.corrections, 0, 0, [], [], 0, 0
    for window in windows.plan(rng, batch.points, batch.codes, batch.sides, images.shape[-1]).items():
        crop, prompt, _ = window[1]
        p, c = points[crop, prompt], codes[crop, prompt]
        truth, present = scenes.targets(batch, 0, window)
        others = [scenes.targets(batch, level, window) for level in (1, 2)]
        logits, scores = ask(model, emb, p, c, place, window)
        loss, figures = window_loss(logits, scores, truth, present, others)
        first, n, rows = first + loss, n + len(crop), rows + [figures]
        if again and present.any():
            pick, p, c = corrected(rng, logits, scores, truth, present, p, c, window)
            part = window[0], tuple(a[pick] for a in window[1])
            loss, figures = window_loss(*ask(model, emb, p, c, place, part), truth[pick], present[pick])
            second, m, after = second + loss, m + len(pick), after + [figures]
    loss = (first / n + SECOND * second / m) / (1 + SECOND) if m else first / n
    head, terms = np.nan, (np.nan,) * 5
    if model.head is not None:
        head, terms = head_loss(model.head(emb), maps, weights)
        loss, head = loss + HEAD * head, head.item()
    rows = torch.cat(rows)
    best, chosen = rows[:, :2].mean(0).tolist()
    return loss, (best, chosen, torch.cat(after)[:, 1].mean().item() if m else np.nan, correlation(rows), head, terms[2])
