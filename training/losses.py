"""Losses of candidate masks and of their predicted IoUs: micro's own, and that of SAM, which EfficientSAM's stage 2 follows.

Both take logits [B,Q,M,h,w], predicted IoUs [B,Q,M] and soft truth [B,Q,h,w] in 0..1, and give the loss, the IoU of the best
candidate, and the IoU of the one with the best predicted IoU, which is served; the IoUs are means over all prompts.
"""
import torch
import torch.nn.functional as F


def overlap(logits, scores, g):
    """-> IoUs [B,Q,M], index [B,Q,1] of the candidate that is served, IoU of the best, IoU of the served one"""
    with torch.no_grad():
        a, b = logits > 0, g > 0.5
        iou = ((a & b).sum((-1, -2)) + 1e-3) / ((a | b).sum((-1, -2)) + 1e-3)
        top = scores.argmax(-1, keepdim=True)
        return iou, top, iou.max(-1).values.mean().item(), iou.gather(-1, top).mean().item()


def pixelwise(logits, g):
    """-> cross entropy of every pixel, and how far the probability of its true class is from 1"""
    p = logits.sigmoid()
    return F.binary_cross_entropy_with_logits(logits, g, reduction='none'), 1 - (p * g + (1 - p) * (1 - g))


def dice_loss(logits, g):
    p = logits.sigmoid()
    return 1 - (2 * (p * g).sum((-1, -2)) + 1) / (p.sum((-1, -2)) + g.sum((-1, -2)) + 1)


def own_loss(logits, scores, truth):
    """The candidate nearest to the truth learns the mask, the one that would be served learns it too, the others a little;
    all learn to predict their IoU. The focal loss is relative to the root of the object's area, so that small objects count."""
    g = truth[:, :, None].expand_as(logits)
    ce, miss = pixelwise(logits, g)
    area = g[:, :, :1].mean((-1, -2)).clamp(min=0.002)
    each = 2 * (ce * miss ** 2).mean((-1, -2)) / area.sqrt() + dice_loss(logits, g)
    iou, top, best, chosen = overlap(logits, scores, g)
    masks = each.min(-1).values.mean() + 0.3 * each.gather(-1, top).mean() + 0.05 * each.mean()
    return masks + F.mse_loss(scores, iou), best, chosen


def sam_loss(logits, scores, truth):
    """arXiv 2304.02643, appendix A: focal and dice loss 20 to 1, of the candidate with the lowest loss alone; squared error of all
    predicted IoUs with weight 1. Focal loss with alpha 0.25 and gamma 2 (arXiv 1708.02002)."""
    g = truth[:, :, None].expand_as(logits)
    ce, miss = pixelwise(logits, g)
    focal = ((0.25 * g + 0.75 * (1 - g)) * ce * miss ** 2).mean((-1, -2))
    each = 20 * focal + dice_loss(logits, g)
    iou, _, best, chosen = overlap(logits, scores, g)
    return each.min(-1).values.mean() + F.mse_loss(scores, iou), best, chosen


def each_of(logits, truth):
    """Loss of every candidate: logits [N,M,h,w], soft truth [N,h,w] -> [N,M]. The focal loss is relative to the root of the object's area,
    whatever the size of the window."""
    g = truth[:, None].expand_as(logits)
    ce, miss = pixelwise(logits, g)
    area = g[:, :1].sum((-1, -2)).clamp(min=33)
    return 2 * (ce * miss ** 2).sum((-1, -2)) / (128 * area.sqrt()) + dice_loss(logits, g)


def window_loss(logits, scores, truth, present, others=()):
    """Loss of micro's decoder in windows: logits [N,M,h,w], predicted IoUs [N,M], soft truth [N,h,w], present [N]: whether there is an
    object at all. Where there is none, all candidates are to predict an IoU of 0, whatever their masks.

    As own_loss, the candidate nearest to the truth learns the mask, and so, with less weight, does the one that would be served.
    `others` are further truths with their presence, the clump that the object belongs to or a part of it: the nearest of the
    candidates that are left learns them.
    -> sums over prompts of the loss, and rows (IoU of the best, IoU of the served one, predicted IoU of that) of prompts with objects
    """
    with torch.no_grad():
        a, b = logits > 0, (truth > 0.5)[:, None]
        iou = ((a & b).sum((-1, -2)) + 1e-3) / ((a | b).sum((-1, -2)) + 1e-3) * present[:, None]
        top = scores.argmax(-1, keepdim=True)
    on = present.to(logits.dtype)
    each = each_of(logits, truth)
    low, best = each.min(-1, keepdim=True)
    loss = (on * (low[:, 0] + 0.25 * each.gather(-1, top)[:, 0] + 0.04 * each.mean(-1))).sum()
    for masks, known in others:
        if known.any():
            rest = each_of(logits[known], masks[known]).scatter(-1, best[known], float('inf'))
            loss = loss + 0.2 * rest.min(-1).values.sum()
    loss = loss + 2 * ((scores - iou) ** 2).mean(-1).sum()
    rows = torch.cat([iou.max(-1, keepdim=True).values, iou.gather(-1, top), scores.detach().gather(-1, top)], -1)
    return loss, rows[present]


LOSSES = {'own': own_loss, 'sam': sam_loss}
