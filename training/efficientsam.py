"""EfficientSAM-Ti and -S with the official widths, depths and parameter names, and their ONNX graphs.

The official checkpoints `efficient_sam_vitt.pt` and `efficient_sam_vits.pt` load by name. The official export fixes the number of prompts
at one and drops points beyond six; here points are never dropped, and the number of prompts may be free (see DecoderGraph). Fewer than
six points are padded to six, as the weights were trained so.

Official weights have no embedding for negative points; fine-tuning adds one. Training crops are smaller than the frame of 1024 pixels, or as
large. They are windows of it: patches and points get the positions that they would have in the frame, as at serving. Or they are `stretched`
over it, as the official pretraining at 224 pixels was: then positions are resampled to the crop, and at serving to the frame again.
"""
import torch
import torch.nn.functional as F
from torch import nn

from efficientsam_decoder import MaskDecoder, PromptEncoder
from efficientsam_encoder import ImageEncoder

SIZES = {'vitt': (192, 12, 3), 'vits': (384, 12, 6)}    # width, depth, heads
SLOTS = 6                                               # points and padding of the official decoder


class EfficientSam(nn.Module):
    def __init__(self, width, depth, heads, side=1024, channels=256, decoder_heads=8, hidden=2048):
        super().__init__()
        self.stretched = False      # whether training crops are stretched over the frame, or are windows of it
        self.image_encoder = ImageEncoder(side, width, depth, heads, channels)
        self.prompt_encoder = PromptEncoder(channels, side)
        self.mask_decoder = MaskDecoder(channels, decoder_heads, hidden)
        self.register_buffer('pixel_mean', torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1), False)
        self.register_buffer('pixel_std', torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1), False)

    @property
    def side(self):
        return self.image_encoder.img_size

    def encode(self, images):
        """RGB in 0..1 of any size -> embeddings"""
        images = F.interpolate(images, (self.side, self.side), mode='bilinear', align_corners=False)
        return self.image_encoder((images - self.pixel_mean) / self.pixel_std)

    def decode(self, embeddings, points, codes, positions=None, side=None):
        """embeddings [B,C,h,w], points [B,Q,P,2] in pixels of the encoder's input, codes [B,Q,P] -> logits [B*Q,3,4h,4w], IoUs [B*Q,3]

        For crops: positions [B,h*w,C] of the embeddings, and the side of the image that points are pixels of, where it is another.
        """
        B, Q = points.shape[:2]
        empty = torch.full((SLOTS,), -1.0, device=points.device)
        # As many slots as there are points, but at least six; tensors, not numbers, so that the exported graph does likewise.
        slots = torch._shape_as_tensor(points)[2].clamp(min=SLOTS)
        points = torch.cat([points, empty[None, None, :, None].expand(B, Q, -1, 2)], 2)[:, :, :slots]
        codes = torch.cat([codes, empty.expand(B, Q, -1)], 2)[:, :, :slots]
        prompts = self.prompt_encoder(points.flatten(0, 1), codes.flatten(0, 1), side)
        if positions is None:
            positions = self.prompt_encoder.pe_layer.grid(self.side // self.image_encoder.patch)
        else:
            positions = each_query(positions, Q)
        return self.mask_decoder(each_query(embeddings, Q), positions, prompts)

    # The three methods by which train.py trains any network; a place says where the crops of a batch lie in the network's frame.

    def place(self, rng, n, side):
        """Random places of n crops: their first patches [B,2] (x, y); None where crops are stretched over the frame."""
        room = (self.side - side) // self.image_encoder.patch
        if self.stretched:
            return None
        return torch.from_numpy(rng.integers(0, room + 1, (n, 2))) if rng.random() < 0.85 else torch.zeros(n, 2, dtype=torch.long)

    def embed(self, images, place):
        """RGB crops in 0..1 [B,3,S,S] -> [B,C,S/16,S/16]"""
        return self.image_encoder((images - self.pixel_mean) / self.pixel_std, place)

    def ask(self, embeddings, points, codes, place):
        """points [B,Q,P,2] in pixels of the crops, codes [B,Q,P] -> logits [B,Q,3,S/4,S/4], predicted IoUs [B,Q,3]"""
        n, patch, encoder = embeddings.shape[-1], self.image_encoder.patch, self.prompt_encoder
        if place is None:
            side, positions = n * patch, encoder.pe_layer.grid(n).expand(len(points), -1, -1)
        else:
            side, positions = self.side, encoder.pe_layer.windows(n, place, self.side // patch)
            points = torch.where(codes[..., None] == -1, -1.0, points + patch * place[:, None, None])
        logits, iou = self.decode(embeddings, points, codes, positions, side)
        return logits.unflatten(0, points.shape[:2]), iou.unflatten(0, points.shape[:2])


def each_query(x, Q):
    """[B,...] -> [B*Q,...]"""
    return x[:, None].expand(-1, Q, *x.shape[1:]).flatten(0, 1)


def is_checkpoint(state):
    return 'image_encoder.patch_embed.proj.weight' in state and 'mask_decoder.mask_tokens.weight' in state


def from_state(state):
    """A model of the size that the names and shapes tell."""
    width = len(state['image_encoder.patch_embed.proj.weight'])
    sizes = [s for s in SIZES.values() if s[0] == width]
    if not sizes:
        raise ValueError(f'No EfficientSAM is {width} wide.')
    model = EfficientSam(*sizes[0])
    if 'prompt_encoder.negative_points.weight' in state:
        model.prompt_encoder.add_negatives()
    model.load_state_dict(state)
    return model


class EncoderGraph(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, batched_images):
        return self.model.encode(batched_images)


class DecoderGraph(nn.Module):
    """Points in pixels of orig_im_size -> masks of that size, in one of two layouts, which the plugin tells apart by the number of prompts.

    `free`: any number of prompts; integers are pixel centers at every scale, as in micro's graph. Otherwise the official layout: one
    prompt; points are scaled without a shift, negative coordinates become -1.
    """

    def __init__(self, model, free=True):
        super().__init__()
        self.model, self.free = model, free

    def forward(self, image_embeddings, batched_point_coords, batched_point_labels, orig_im_size):
        size = orig_im_size.to(torch.float32)
        scale = self.model.side / torch.stack([size[1], size[0]])
        if self.free:
            points = torch.where(batched_point_labels[..., None] == -1, -1.0, (batched_point_coords + 0.5) * scale - 0.5)
        else:
            points = torch.where(batched_point_coords >= 0, batched_point_coords * scale, -1.0)
        low, iou = self.model.decode(image_embeddings, points, batched_point_labels)
        full = F.interpolate(low, (orig_im_size[0], orig_im_size[1]), mode='bicubic', align_corners=False)
        queries = batched_point_coords.shape[:2]
        return full.unflatten(0, queries), iou.unflatten(0, queries), low
