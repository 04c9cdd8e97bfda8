"""The image encoder of SAM (a ViT with windows and relative positions), to be a teacher. Names and shapes are the official ones.

Facts from github.com/facebookresearch/segment-anything (Apache-2.0) and its checkpoints' names; ViT-H is 1280 wide, 32 blocks deep,
with 16 heads, windows of 14 patches, and global attention in blocks 7, 15, 23 and 31.
"""
import torch
import torch.nn.functional as F
from torch import nn

from efficientsam_encoder import neck

# width, depth, heads, blocks with global attention
SIZES = {'vit_b': (768, 12, 12, (2, 5, 8, 11)), 'vit_l': (1024, 24, 16, (5, 11, 17, 23)), 'vit_h': (1280, 32, 16, (7, 15, 23, 31))}


def relative(table, n):
    """Rows of a table of 2n-1 relative positions for every pair of n queries and n keys: [n,n,C]."""
    i = torch.arange(n)
    return table[i[:, None] - i[None, :] + n - 1]


class Attention(nn.Module):
    """Self-attention on a square of side `n` patches; rows and columns each add what a query thinks of their distance."""

    def __init__(self, d, heads, n):
        super().__init__()
        self.heads, self.n = heads, n
        self.qkv, self.proj = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.rel_pos_h = nn.Parameter(torch.zeros(2 * n - 1, d // heads))
        self.rel_pos_w = nn.Parameter(torch.zeros(2 * n - 1, d // heads))

    def forward(self, x):
        B, n, _, d = x.shape
        q, k, v = self.qkv(x).reshape(B, n * n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        place = q.unflatten(2, (n, n))
        rows = torch.einsum('bhyxc,ykc->bhyxk', place, relative(self.rel_pos_h, n))
        columns = torch.einsum('bhyxc,xkc->bhyxk', place, relative(self.rel_pos_w, n))
        bias = (rows[..., :, None] + columns[..., None, :]).reshape(B, self.heads, n * n, n * n)
        x = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        return self.proj(x.transpose(1, 2).reshape(B, n, n, d))


class Perceptron(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.lin1, self.lin2 = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)

    def forward(self, x):
        return self.lin2(F.gelu(self.lin1(x)))


class Block(nn.Module):
    """Attention within windows, or on all `n` x `n` patches where window is 0; tokens are [B,n,n,d]."""

    def __init__(self, d, heads, n, window):
        super().__init__()
        self.window = window
        self.norm1, self.attn = nn.LayerNorm(d, eps=1e-6), Attention(d, heads, window or n)
        self.norm2, self.mlp = nn.LayerNorm(d, eps=1e-6), Perceptron(d)

    def in_windows(self, x):
        B, n, _, d = x.shape
        w = self.window
        full = -(-n // w) * w
        x = F.pad(x, (0, 0, 0, full - n, 0, full - n))
        x = x.reshape(B, full // w, w, full // w, w, d).transpose(2, 3).reshape(-1, w, w, d)
        x = self.attn(x)
        x = x.reshape(B, full // w, full // w, w, w, d).transpose(2, 3).reshape(B, full, full, d)
        return x[:, :n, :n]

    def forward(self, x):
        y = self.norm1(x)
        x = x + (self.in_windows(y) if self.window else self.attn(y))
        return x + self.mlp(self.norm2(x))


class PatchEmbed(nn.Module):
    def __init__(self, d, patch):
        super().__init__()
        self.proj = nn.Conv2d(3, d, patch, patch)

    def forward(self, x):
        return self.proj(x).permute(0, 2, 3, 1)


class SamEncoder(nn.Module):
    """Normalized images [B,3,side,side] -> [B,channels,side/patch,side/patch]"""

    def __init__(self, width=1280, depth=32, heads=16, everywhere=(7, 15, 23, 31), side=1024, patch=16, window=14, channels=256):
        super().__init__()
        n = side // patch
        self.side, self.channels = side, channels
        self.patch_embed = PatchEmbed(width, patch)
        self.pos_embed = nn.Parameter(torch.zeros(1, n, n, width))
        self.blocks = nn.ModuleList(Block(width, heads, n, 0 if i in everywhere else window) for i in range(depth))
        self.neck = neck(width, channels)

    def forward(self, x):
        x = self.patch_embed(x) + self.pos_embed
        for block in self.blocks:
            x = block(x)
        return self.neck(x.permute(0, 3, 1, 2))


def from_checkpoint(path, **config):
    """A SAM checkpoint (`sam_vit_h_4b8939.pth`, or ViT-L, ViT-B) -> its image encoder; the size is read from the file."""
    state = torch.load(path, map_location='cpu', weights_only=True)
    state = state.get('model', state)
    own = {k[len('image_encoder.'):]: v for k, v in state.items() if k.startswith('image_encoder.')}
    if 'patch_embed.proj.weight' not in own:
        raise ValueError(f'{path} is not a SAM checkpoint: it has no image_encoder.patch_embed.proj.weight.')
    if not config:
        width = len(own['patch_embed.proj.weight'])
        sizes = [s for s in SIZES.values() if s[0] == width]
        if not sizes:
            raise ValueError(f'{path}: no SAM encoder is {width} wide.')
        config = dict(zip(('width', 'depth', 'heads', 'everywhere'), sizes[0]))
    encoder = SamEncoder(**config)
    encoder.load_state_dict(own, strict=True)
    return encoder
