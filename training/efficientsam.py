"""EfficientSAM-Ti and -S with the official widths, depths and parameter names, and their ONNX graphs.

The official checkpoints `efficient_sam_vitt.pt` and `efficient_sam_vits.pt` load by name. The graphs keep the ONNX contract of micro
(export.py): the official export fixes the number of prompts at one and drops points beyond six; here both are dynamic. Fewer than six
points are padded to six, as the weights were trained so.
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

    def decode(self, embeddings, points, codes):
        """embeddings [B,C,h,w], points [B,Q,P,2] in pixels of the encoder's input, codes [B,Q,P] -> logits [B*Q,3,4h,4w], IoUs [B*Q,3]"""
        B, Q = points.shape[:2]
        empty = torch.full((SLOTS,), -1.0, device=points.device)
        # As many slots as there are points, but at least six; tensors, not numbers, so that the exported graph does likewise.
        slots = torch._shape_as_tensor(points)[2].clamp(min=SLOTS)
        points = torch.cat([points, empty[None, None, :, None].expand(B, Q, -1, 2)], 2)[:, :, :slots]
        codes = torch.cat([codes, empty.expand(B, Q, -1)], 2)[:, :, :slots]
        prompts = self.prompt_encoder(points.flatten(0, 1), codes.flatten(0, 1))
        n = self.side // self.image_encoder.patch
        each = embeddings[:, None].expand(-1, Q, -1, -1, -1).flatten(0, 1)
        return self.mask_decoder(each, self.prompt_encoder.pe_layer.grid(n), prompts)


def is_checkpoint(state):
    return 'image_encoder.patch_embed.proj.weight' in state and 'mask_decoder.mask_tokens.weight' in state


def from_state(state):
    """A model of the size that the names and shapes tell."""
    width = len(state['image_encoder.patch_embed.proj.weight'])
    sizes = [s for s in SIZES.values() if s[0] == width]
    if not sizes:
        raise ValueError(f'No EfficientSAM is {width} wide.')
    model = EfficientSam(*sizes[0])
    model.load_state_dict(state)
    return model


class EncoderGraph(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, batched_images):
        return self.model.encode(batched_images)


class DecoderGraph(nn.Module):
    """Points in pixels of orig_im_size, scaled as the official model does: without a shift, negative coordinates as -1."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, image_embeddings, batched_point_coords, batched_point_labels, orig_im_size):
        size = orig_im_size.to(torch.float32)
        scaled = batched_point_coords * (self.model.side / torch.stack([size[1], size[0]]))
        points = torch.where(batched_point_coords >= 0, scaled, -1.0)
        low, iou = self.model.decode(image_embeddings, points, batched_point_labels)
        full = F.interpolate(low, (orig_im_size[0], orig_im_size[1]), mode='bicubic', align_corners=False)
        queries = batched_point_coords.shape[:2]
        return full.unflatten(0, queries), iou.unflatten(0, queries), low
