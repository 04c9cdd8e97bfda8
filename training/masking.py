"""Which patches of an image are masked, and how tokens return to their places.

Patches are numbered row by row. A mask is two arrays of numbers, [B,K] of the patches that are kept and [B,M] of those that are
masked, each in rising order; every image has as many.
"""
import torch


def random_mask(generator, batch, patches, ratio):
    """-> kept [B,K], masked [B,M]; M is the share `ratio` of the patches, rounded; both have at least one patch."""
    if patches < 2:
        raise ValueError('An image of one patch cannot be masked: use larger crops.')
    masked = min(max(1, round(patches * ratio)), patches - 1)
    order = torch.rand(batch, patches, generator=generator).argsort(1)
    return order[:, masked:].sort(1).values, order[:, :masked].sort(1).values


def pick(tokens, numbers):
    """tokens [B,N,C] at numbers [B,K] -> [B,K,C]"""
    return tokens.gather(1, numbers[..., None].expand(-1, -1, tokens.shape[-1]))


def restore(kept_tokens, masked_tokens, kept, masked):
    """Tokens [B,K,C] and [B,M,C] -> [B,K+M,C] in the order of the patches."""
    place = torch.cat([kept, masked], 1).argsort(1)
    return pick(torch.cat([kept_tokens, masked_tokens], 1), place)


def visible_map(kept, height, width):
    """1 where a patch is kept, else 0: [B,1,height,width] in patches."""
    flat = torch.zeros(kept.shape[0], height * width, device=kept.device)
    return flat.scatter(1, kept, 1.0).reshape(-1, 1, height, width)
