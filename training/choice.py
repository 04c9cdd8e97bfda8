"""The score of candidates: what their predicted IoU learns from the masks themselves."""
import torch
import torch.nn.functional as F
from torch import nn

MAPS = 6        # prompt maps of the decoder
STATS = 5


class Choice(nn.Module):
    """Corrects the IoUs that a token predicts: sees features under every candidate's mask and in a ring around it, the prompt maps there,
    and the mask's area, stability, certainty and contact with the border. Gives 0 before training."""

    def __init__(self, D=128, fine=32, width=128):
        super().__init__()
        n = 2 * D + 2 * D + 2 * (fine + MAPS) + MAPS + STATS
        self.net = nn.Sequential(nn.Linear(n, width), nn.GELU(), nn.Linear(width, 64), nn.GELU(), nn.Linear(64, 1))
        nn.init.zeros_(self.net[-1].weight)
        nn.init.zeros_(self.net[-1].bias)

    @staticmethod
    def pooled(features, weights):
        """features [N,C,h,w], weights [N,M,h,w] -> weighted means [N,M,C]"""
        w = weights.flatten(2)
        return (w @ features.flatten(2).transpose(1, 2)) / (w.sum(-1, keepdim=True) + 1e-3)

    @staticmethod
    def stats(logits):
        """[N,M,h,w] -> [N,M,STATS]: log of the area, that over the mean of the candidates, stability, certainty, contact with the border"""
        hard = (logits > 0).to(logits.dtype)
        area = hard.sum((-1, -2))
        size = torch.log(4 * area + 1) / 8
        stability = ((logits > 1).to(logits.dtype).sum((-1, -2)) + 1) / ((logits > -1).to(logits.dtype).sum((-1, -2)) + 1)
        certainty = (logits.sigmoid() * hard).sum((-1, -2)) / (area + 1)
        rim = hard[..., 0, :].sum(-1) + hard[..., -1, :].sum(-1) + hard[..., 0].sum(-1) + hard[..., -1].sum(-1)
        return torch.stack([size, size - size.mean(1, keepdim=True), stability, certainty, rim / (area.sqrt() + 1)], -1)

    def forward(self, logits, tokens, cells, fine, maps):
        """logits [N,M,8h,8w], tokens [N,1+M,D], cells [N,D,h,w], fine [N,F,4h,4w], prompt maps [N,6,4h,4w] -> [N,M]"""
        logits = logits.detach()
        m4 = F.avg_pool2d(logits.sigmoid(), 2)
        m16 = F.avg_pool2d(m4, 4)
        ring4, ring16 = F.max_pool2d(m4, 5, 1, 2) - m4, F.max_pool2d(m16, 3, 1, 1) - m16
        both = torch.cat([fine, maps], 1)
        filled = (m4.flatten(2) @ maps.flatten(2).transpose(1, 2)) / (maps.sum((-1, -2))[:, None] + 1)
        own = tokens[:, 1:]
        parts = [own, tokens[:, :1].expand(-1, own.shape[1], -1), self.pooled(cells, m16), self.pooled(cells, ring16),
                 self.pooled(both, m4), self.pooled(both, ring4), filled, self.stats(logits)]
        return self.net(torch.cat(parts, -1)).squeeze(-1)
