"""A small promptable segmenter with EfficientSAM's ONNX contract: conv stem + ViT encoder, SAM-style two-way mask decoder."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from choice import Choice
from head import InstanceHead
from layers import ConvBN, Residual

FRAME = 512        # side, in pixels, of the square frame that the encoder sees and in which points are expressed


class Block(nn.Module):
    """A transformer block: self-attention and a small perceptron."""

    def __init__(self, d, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.proj = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.mlp = nn.Sequential(nn.Linear(d, 4 * d), nn.GELU(), nn.Linear(4 * d, d))

    def forward(self, x):
        B, N, C = x.shape
        q, k, v = self.qkv(self.n1(x)).reshape(B, N, 3, self.heads, C // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        a = ((q * (C // self.heads) ** -0.5) @ k.transpose(-2, -1)).softmax(-1)
        x = x + self.proj((a @ v).transpose(1, 2).reshape(B, N, C))
        return x + self.mlp(self.n2(x))


class Encoder(nn.Module):
    """RGB in 0..1 [B,3,S,S] -> [B, D + 4*H8 + 16*H4, S/16, S/16]; behind the D channels lie folded stride-8 and stride-4 features."""

    def __init__(self, d=192, depth=4, heads=3, D=128, H8=32, H4=16):
        super().__init__()
        self.register_buffer('mean', torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1), False)
        self.register_buffer('std', torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1), False)
        self.s2 = ConvBN(3, 24, s=2)
        self.s4 = nn.Sequential(ConvBN(24, 48, s=2), Residual(48))
        self.s8 = nn.Sequential(ConvBN(48, 96, s=2), Residual(96))
        self.s16 = nn.Conv2d(96, d, 3, 2, 1)
        self.pe = nn.Conv2d(d, d, 7, 1, 3, groups=d)
        self.blocks = nn.ModuleList(Block(d, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(d)
        self.neck = nn.Sequential(nn.Conv2d(d, D, 1, bias=False), nn.BatchNorm2d(D), nn.GELU(), nn.Conv2d(D, D, 3, 1, 1))
        self.h8, self.h4 = nn.Conv2d(96, H8, 1), nn.Conv2d(48, H4, 1)

    def forward(self, x):
        x = (x - self.mean) / self.std
        x4 = self.s4(self.s2(x))
        x8 = self.s8(x4)
        t = self.s16(x8)
        t = t + self.pe(t)
        B, C, H, W = t.shape
        t = t.flatten(2).transpose(1, 2)
        for b in self.blocks:
            t = b(t)
        t = self.norm(t).transpose(1, 2).reshape(B, C, H, W)
        return torch.cat([self.neck(t), F.pixel_unshuffle(self.h8(x8), 2), F.pixel_unshuffle(self.h4(x4), 4)], 1)


class Attn(nn.Module):
    """Multi-head attention whose inner width may be smaller than its outer one."""

    def __init__(self, d, heads, down=1):
        super().__init__()
        i = d // down
        self.h = heads
        self.q, self.k, self.v, self.o = nn.Linear(d, i), nn.Linear(d, i), nn.Linear(d, i), nn.Linear(i, d)

    def split(self, x):
        B, N, C = x.shape
        return x.reshape(B, N, self.h, C // self.h).transpose(1, 2)

    def forward(self, q, k, v):
        q, k, v = self.split(self.q(q)), self.split(self.k(k)), self.split(self.v(v))
        a = ((q * q.shape[-1] ** -0.5) @ k.transpose(-2, -1)).softmax(-1)
        o = (a @ v).transpose(1, 2)
        return self.o(o.reshape(o.shape[0], o.shape[1], -1))


class TwoWay(nn.Module):
    """A layer of the decoder: tokens look at each other and at the image, then the image looks at the tokens."""

    def __init__(self, d, heads, mlp, first):
        super().__init__()
        self.first = first
        self.sa, self.t2i, self.i2t = Attn(d, heads), Attn(d, heads, 2), Attn(d, heads, 2)
        self.n1, self.n2, self.n3, self.n4 = (nn.LayerNorm(d) for _ in range(4))
        self.mlp = nn.Sequential(nn.Linear(d, mlp), nn.GELU(), nn.Linear(mlp, d))

    def forward(self, q, k, qpe, kpe):
        q = self.n1(self.sa(q, q, q) if self.first else q + self.sa(q + qpe, q + qpe, q))
        q = self.n2(q + self.t2i(q + qpe, k + kpe, k))
        q = self.n3(q + self.mlp(q))
        k = self.n4(k + self.i2t(k + kpe, q + qpe, q))
        return q, k


class Decoder(nn.Module):
    """Embeddings and prompts -> mask logits and predicted IoUs of several candidates for every prompt."""

    def __init__(self, D=128, H8=32, H4=16, heads=4, mlp=512, masks=3):
        super().__init__()
        self.D, self.H8, self.H4, self.M = D, H8, H4, masks
        self.register_buffer('freq', torch.randn(2, D // 2) * 2.0)
        self.kind = nn.Embedding(5, D)              # invalid, negative, positive, box top-left, box bottom-right
        self.tokens = nn.Embedding(1 + masks, D)    # iou token, mask tokens
        self.layers = nn.ModuleList([TwoWay(D, heads, mlp, True), TwoWay(D, heads, mlp, False)])
        self.final, self.nf = Attn(D, heads, 2), nn.LayerNorm(D)
        self.up1 = nn.ConvTranspose2d(D, 64, 2, 2)
        self.up2 = nn.ConvTranspose2d(64, 32, 2, 2)
        self.up3 = nn.ConvTranspose2d(32, 16, 2, 2)
        self.l8, self.l4 = nn.Conv2d(H8, 64, 1), nn.Conv2d(H4, 32, 1)
        self.d16, self.d8, self.d4 = nn.Conv2d(6, D, 1), nn.Conv2d(6, 64, 1), nn.Conv2d(6, 32, 1)    # prompt maps
        self.c8 = nn.Conv2d(64, 64, 3, 1, 1)
        self.c4 = nn.Sequential(nn.Conv2d(32, 32, 5, 1, 2, groups=32), nn.Conv2d(32, 32, 1))
        self.hyper = nn.ModuleList(nn.Sequential(nn.Linear(D, D), nn.ReLU(), nn.Linear(D, 16)) for _ in range(masks))
        self.iou = nn.Sequential(nn.Linear(D, D), nn.ReLU(), nn.Linear(D, masks))
        self.choice = None

    def fourier(self, xy):
        """Positional code of points xy in 0..1 of the frame."""
        c = (2 * xy - 1) @ self.freq * (2 * math.pi)
        return torch.cat([c.sin(), c.cos()], -1)

    def grid(self, h, w, off=None):
        """Positional codes of the cells of a crop that lies `off` pixels inside of the frame."""
        y = (torch.arange(h, dtype=torch.float32, device=self.freq.device) + 0.5) * 16 / FRAME
        x = (torch.arange(w, dtype=torch.float32, device=self.freq.device) + 0.5) * 16 / FRAME
        xy = torch.stack([x[None, :].expand(h, w), y[:, None].expand(h, w)], -1).reshape(1, h * w, 2)
        return self.fourier(xy if off is None else xy + off[:, None, :] / FRAME)

    def dense(self, pts, lab, h, w, stride):
        """Prompt maps [B*Q,6,h,w] in 0..1: closeness to positive and negative points at two scales, inside the box, has a box."""
        B, Q, P, _ = pts.shape
        p, l = pts.reshape(B * Q, P, 2), lab.reshape(B * Q, P)
        y = (torch.arange(h, dtype=torch.float32, device=pts.device) + 0.5) * stride - 0.5
        x = (torch.arange(w, dtype=torch.float32, device=pts.device) + 0.5) * stride - 0.5
        dx2, dy2 = (x[None, None] - p[..., :1]) ** 2, (y[None, None] - p[..., 1:]) ** 2          # [BQ,P,w], [BQ,P,h]
        out = []
        for value in (1, 0):
            on = (l == value).to(pts.dtype)[..., None, None]
            for sigma in (5.0, 20.0):
                g = torch.exp(-dy2 / (2 * sigma ** 2))[..., :, None] * torch.exp(-dx2 / (2 * sigma ** 2))[..., None, :]
                out.append((g * on).amax(1))
        tl, br = (l == 2).to(pts.dtype)[..., None], (l == 3).to(pts.dtype)[..., None]
        a, b = (p * tl).sum(1), (p * br).sum(1)                                                   # [BQ,2]
        has = tl.amax(1)                                                                          # [BQ,1]
        ix = torch.sigmoid((x[None] - a[:, :1]) * 0.7) * torch.sigmoid((b[:, :1] - x[None]) * 0.7)
        iy = torch.sigmoid((y[None] - a[:, 1:]) * 0.7) * torch.sigmoid((b[:, 1:] - y[None]) * 0.7)
        out.append(iy[:, :, None] * ix[:, None, :] * has[..., None])
        out.append(has[..., None].expand(-1, h, w))
        return torch.stack(out, 1)

    def forward(self, emb, pts, lab, off=None):
        """emb [B,C,h,w]; pts [B,Q,P,2] pixels; lab [B,Q,P] label codes; off [B,2] -> logits [B,Q,M,8h,8w], iou [B,Q,M].

        `off` is where a window, or a training crop, lies in the frame; it changes the positional codes only.
        """
        B, Q, P, _ = pts.shape
        C, h, w = emb.shape[1:]
        e, f8, f4 = emb.split([self.D, 4 * self.H8, 16 * self.H4], 1)
        f8, f4 = self.l8(F.pixel_shuffle(f8, 2)), self.l4(F.pixel_shuffle(f4, 4))
        o = pts if off is None else pts + off[:, None, None, :]
        t = self.fourier((o + 0.5) / FRAME)
        oh = torch.stack([(lab == v).to(t.dtype) for v in (-1, 0, 1, 2, 3)], -1)
        t = t * (1 - oh[..., :1]) + oh @ self.kind.weight
        t = torch.cat([self.tokens.weight[None, None].expand(B, Q, -1, -1), t], 2).reshape(B * Q, -1, self.D)
        kpe = self.grid(h, w, off)
        kpe = kpe.expand(B, -1, -1)[:, None].expand(-1, Q, -1, -1).reshape(B * Q, h * w, self.D)
        k = e.flatten(2).transpose(1, 2)[:, None].expand(-1, Q, -1, -1).reshape(B * Q, h * w, self.D)
        k = k + self.d16(self.dense(pts, lab, h, w, 16)).flatten(2).transpose(1, 2)
        q = t
        for layer in self.layers:
            q, k = layer(q, k, t, kpe)
        q = self.nf(q + self.final(q + t, k + kpe, k))
        u = self.up1(k.transpose(1, 2).reshape(B * Q, self.D, h, w)).reshape(B, Q, 64, 2 * h, 2 * w) + f8[:, None]
        u = F.relu(u.reshape(B * Q, 64, 2 * h, 2 * w) + self.d8(self.dense(pts, lab, 2 * h, 2 * w, 8)))
        u = F.relu(u + self.c8(u))
        u = self.up2(u).reshape(B, Q, 32, 4 * h, 4 * w) + f4[:, None]
        maps = self.dense(pts, lab, 4 * h, 4 * w, 4)
        fine = F.relu(u.reshape(B * Q, 32, 4 * h, 4 * w) + self.d4(maps))
        fine = F.relu(fine + self.c4(fine))
        u = F.relu(self.up3(fine))
        hy = torch.stack([m(q[:, 1 + i]) for i, m in enumerate(self.hyper)], 1)
        masks = (hy @ u.flatten(2)).reshape(B * Q, self.M, 8 * h, 8 * w)
        scores = self.iou(q[:, 0])
        if self.choice is not None:
            cells = k.transpose(1, 2).reshape(B * Q, self.D, h, w)
            scores = scores + self.choice(masks, q[:, :1 + self.M], cells, fine, maps)
        return masks.reshape(B, Q, self.M, 8 * h, 8 * w), scores.reshape(B, Q, self.M)


class Model(nn.Module):
    """Encoder and decoder; their state is what checkpoints hold."""

    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = Encoder(), Decoder()
        self.head = None

    def complete(self):
        """Adds what is missing: a score that sees the masks (which changes nothing before it has learned), and an instance head."""
        if self.decoder.choice is None:
            self.decoder.choice = Choice(self.decoder.D)
        if self.head is None:
            self.head = InstanceHead()

    def load_state_dict(self, state, *args, **kwargs):
        """Weights of a model with or without instance head and mask-seeing score; the model becomes one of that kind."""
        self.decoder.choice = Choice(self.decoder.D) if any(k.startswith('decoder.choice.') for k in state) else None
        self.head = InstanceHead() if any(k.startswith('head.') for k in state) else None
        return super().load_state_dict(state, *args, **kwargs)

    # The three methods by which train.py trains any network; a place says where the crops of a batch lie in the network's frame.

    def place(self, rng, n, side):
        """Random places of n crops: how many pixels [B,2] (x, y) they lie inside of the frame."""
        if rng.random() < 0.85:
            return torch.from_numpy(rng.integers(0, FRAME - side + 1, (n, 2)).astype('float32'))
        return torch.zeros(n, 2)

    def embed(self, images, place):
        """RGB crops in 0..1 [B,3,S,S] -> [B,C,S/16,S/16]; the place does not matter here."""
        return self.encoder(images)

    def ask(self, embeddings, points, codes, place):
        """points [B,Q,P,2] in pixels of the crops, codes [B,Q,P] -> logits [B,Q,M,S/2,S/2], predicted IoUs [B,Q,M]"""
        return self.decoder(embeddings, points, codes, place)
