"""EfficientSAM's prompt encoder and two-way mask decoder. Parameters have the official names and shapes.

Facts from github.com/yformer/EfficientSAM (Apache-2.0): label codes 1, 2, 3 and -1 have an embedding, 0 has none (fine-tuning here adds
one, `negative_points`, which is the only name that is not official); unlike SAM's, the second layer's self-attention keeps the positions in its residual; GELU everywhere; the first of four masks is for single-mask use.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn


class Attention(nn.Module):
    def __init__(self, d, heads, down=1):
        super().__init__()
        self.heads = heads
        self.q_proj, self.k_proj, self.v_proj = (nn.Linear(d, d // down) for _ in range(3))
        self.out_proj = nn.Linear(d // down, d)

    def split(self, x):
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def forward(self, q, k, v):
        parts = self.split(self.q_proj(q)), self.split(self.k_proj(k)), self.split(self.v_proj(v))
        return self.out_proj(F.scaled_dot_product_attention(*parts).transpose(1, 2).flatten(2))


class Perceptron(nn.Module):
    """Hidden layers with GELU, then a linear one."""

    def __init__(self, i, hidden, o, depth):
        super().__init__()
        widths = [i] + [hidden] * depth
        self.layers = nn.ModuleList(nn.Sequential(nn.Linear(a, b), nn.GELU()) for a, b in zip(widths, widths[1:]))
        self.fc = nn.Linear(hidden, o)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return self.fc(x)


class Layer(nn.Module):
    def __init__(self, d, heads, hidden, first):
        super().__init__()
        self.first = first
        self.self_attn = Attention(d, heads)
        self.cross_attn_token_to_image, self.cross_attn_image_to_token = Attention(d, heads, 2), Attention(d, heads, 2)
        self.norm1, self.norm2, self.norm3, self.norm4 = (nn.LayerNorm(d) for _ in range(4))
        self.mlp = Perceptron(d, hidden, d, 1)

    def forward(self, tokens, image, token_pe, image_pe):
        if not self.first:
            tokens = tokens + token_pe
        tokens = self.norm1(tokens + self.self_attn(tokens, tokens, tokens))
        tokens = self.norm2(tokens + self.cross_attn_token_to_image(tokens + token_pe, image + image_pe, image))
        tokens = self.norm3(tokens + self.mlp(tokens))
        image = self.norm4(image + self.cross_attn_image_to_token(image + image_pe, tokens + token_pe, tokens))
        return tokens, image


class Transformer(nn.Module):
    def __init__(self, d, heads, hidden):
        super().__init__()
        self.layers = nn.ModuleList([Layer(d, heads, hidden, True), Layer(d, heads, hidden, False)])
        self.final_attn_token_to_image, self.norm_final_attn = Attention(d, heads, 2), nn.LayerNorm(d)

    def forward(self, tokens, image, image_pe):
        start = tokens
        for layer in self.layers:
            tokens, image = layer(tokens, image, start, image_pe)
        return self.norm_final_attn(tokens + self.final_attn_token_to_image(tokens + start, image + image_pe, image)), image


class Positions(nn.Module):
    """Random Fourier codes of points in 0..1."""

    def __init__(self, features):
        super().__init__()
        self.register_buffer('positional_encoding_gaussian_matrix', torch.randn(2, features))

    def forward(self, xy):
        angle = (2 * xy - 1) @ self.positional_encoding_gaussian_matrix * (2 * math.pi)
        return torch.cat([angle.sin(), angle.cos()], -1)

    def grid(self, n):
        middle = (torch.arange(n, device=self.positional_encoding_gaussian_matrix.device) + 0.5) / n
        return self(torch.stack([middle[None, :].expand(n, n), middle[:, None].expand(n, n)], -1).reshape(1, n * n, 2))

    def windows(self, n, corners, cells):
        """Codes [B,n*n,d] of n x n cells of cells x cells ones, from the cells `corners` [B,2] (x, y) on."""
        middle = (torch.arange(n, device=corners.device) + corners[..., None] + 0.5) / cells
        x, y = middle[:, 0, None, :].expand(-1, n, n), middle[:, 1, :, None].expand(-1, n, n)
        return self(torch.stack([x, y], -1).flatten(1, 2))


class PromptEncoder(nn.Module):
    def __init__(self, d, side):
        super().__init__()
        self.side, self.pe_layer = side, Positions(d // 2)
        self.invalid_points, self.point_embeddings = nn.Embedding(1, d), nn.Embedding(1, d)
        self.bbox_top_left_embeddings, self.bbox_bottom_right_embeddings = nn.Embedding(1, d), nn.Embedding(1, d)

    @property
    def knows_negatives(self):
        return hasattr(self, 'negative_points')

    def add_negatives(self):
        """Gives label 0 an embedding to learn; it is zero first, so that nothing changes yet."""
        self.negative_points = nn.Embedding(1, self.point_embeddings.embedding_dim)
        nn.init.zeros_(self.negative_points.weight)

    def forward(self, points, codes, side=None):
        """points [N,P,2] in pixels of an image of `side` (default: the encoder's input), codes [N,P] -> [N,P,d]"""
        out = self.pe_layer((points + 0.5) / (side or self.side))
        kinds = {-1: self.invalid_points, 1: self.point_embeddings, 2: self.bbox_top_left_embeddings, 3: self.bbox_bottom_right_embeddings}
        if self.knows_negatives:
            kinds[0] = self.negative_points
        for code, kind in kinds.items():
            out = out + (codes == code).to(out.dtype)[..., None] * kind.weight
        return out


class MaskDecoder(nn.Module):
    def __init__(self, d=256, heads=8, hidden=2048, masks=3, up=(64, 32)):
        super().__init__()
        self.transformer = Transformer(d, heads, hidden)
        self.iou_token, self.mask_tokens = nn.Embedding(1, d), nn.Embedding(masks + 1, d)
        last = nn.Sequential(nn.ConvTranspose2d(up[0], up[1], 2, 2), nn.Identity(), nn.GELU())
        self.final_output_upscaling_layers = nn.ModuleList(
            [nn.Sequential(nn.ConvTranspose2d(d, up[0], 2, 2), nn.GroupNorm(1, up[0]), nn.GELU()), last])
        self.output_hypernetworks_mlps = nn.ModuleList(Perceptron(d, d, up[1], 2) for _ in range(masks + 1))
        self.iou_prediction_head = Perceptron(d, 256, masks + 1, 2)

    def forward(self, embeddings, image_pe, prompts):
        """embeddings [N,d,h,w], prompts [N,P,d], one row for each prompt -> logits [N,masks,4h,4w], predicted IoUs [N,masks]"""
        h, w = embeddings.shape[-2:]
        own = torch.cat([self.iou_token.weight, self.mask_tokens.weight])[None].expand(prompts.shape[0], -1, -1)
        tokens, image = self.transformer(torch.cat([own, prompts], 1), embeddings.flatten(2).transpose(1, 2), image_pe)
        image = image.transpose(1, 2).unflatten(2, (h, w))
        for layer in self.final_output_upscaling_layers:
            image = layer(image)
        weights = torch.stack([m(tokens[:, 1 + i]) for i, m in enumerate(self.output_hypernetworks_mlps)], 1)
        logits = (weights @ image.flatten(2)).unflatten(2, (4 * h, 4 * w))
        return logits[:, 1:], self.iou_prediction_head(tokens[:, 0])[:, 1:]
