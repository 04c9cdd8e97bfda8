"""A user's folder of images with label images: `<name>.png` beside `<name>.labels.png`, or `images/` beside `masks/`."""
import os

import numpy as np
from PIL import Image, UnidentifiedImageError

import data

ENDINGS = '.png', '.tif', '.tiff'
MASKS = 'masks', 'labels'


class FolderError(Exception):
    """The folder cannot be used; the message says why, for the user."""


def files(folder):
    """Images in a folder by their name without ending; of two endings the first in ENDINGS counts."""
    found = {}
    for name in sorted(os.listdir(folder)):
        stem, ending = os.path.splitext(name)
        if ending.lower() in ENDINGS and not name.startswith('.'):
            found.setdefault(stem, os.path.join(folder, name))
    return found


def pairs(root):
    """-> [(name, image path, labels path)], sorted by name"""
    if not os.path.isdir(root):
        raise FolderError(f'There is no folder {root}.')
    found = []
    masks = [os.path.join(root, m) for m in MASKS if os.path.isdir(os.path.join(root, m))]
    images = os.path.join(root, 'images')
    if os.path.isdir(images):
        if not masks:
            raise FolderError(f'{root} has a folder "images" but no folder "masks" beside it.')
        own = {k[:-len('.labels')] if k.endswith('.labels') else k: v for k, v in files(masks[0]).items()}
        found += [(k, v, own[k]) for k, v in files(images).items() if k in own]
        missing = [k for k in files(images) if k not in own]
    else:
        own = files(root)
        found += [(k, v, own[k + '.labels']) for k, v in own.items() if k + '.labels' in own]
        missing = [k for k in own if not k.endswith('.labels') and k + '.labels' not in own]
    if not found:
        raise FolderError(f'{root} holds no images with label images. Wanted are <name>.png or .tif beside <name>.labels.png or .tif, '
                          'or the same names in folders "images" and "masks".')
    if missing:
        print(f'{len(missing)} images have no label image and are left out: {", ".join(missing[:5])}{" ..." if len(missing) > 5 else ""}')
    return sorted(found)


def read(path, indices=False):
    """Pixels of an image file of one plane; of an image with a palette its colors, or the indices."""
    try:
        with Image.open(path) as image:
            if getattr(image, 'n_frames', 1) > 1:
                raise FolderError(f'{path} is a stack of {image.n_frames} planes; save the planes as single images.')
            if image.mode == 'P' and not indices:
                image = image.convert('RGB')
            return np.asarray(image.convert('L') if image.mode == '1' else image)
    except (UnidentifiedImageError, OSError) as e:
        raise FolderError(f'{path} cannot be read: {e}. Wanted is PNG or TIFF, 8 or 16 bits gray, or 8 bits RGB.') from e


def read_labels(path):
    """A label image: one number for each object, 0 for background."""
    labels = read(path, indices=True)
    if labels.ndim == 3 and (labels[..., :3] == labels[..., :1]).all():
        labels = labels[..., 0]
    if labels.ndim != 2:
        raise FolderError(f'{path} is a color image; a label image has one gray value for each object.')
    if labels.dtype.kind == 'f' and (labels != np.round(labels)).any() or labels.min() < 0 or labels.max() > 65535:
        raise FolderError(f'{path} is no label image: its values are not whole numbers of 0 to 65535.')
    return labels.astype(np.int32)


def load(name, image_path, labels_path):
    """-> name, RGB image uint8 [h,w,3], labels int32 [h,w], path of the image"""
    image, labels = read(image_path), read_labels(labels_path)
    if image.shape[:2] != labels.shape:
        raise FolderError(f'{name}: the image has {image.shape[1]} x {image.shape[0]} pixels, '
                          f'its label image {labels.shape[1]} x {labels.shape[0]}.')
    objects = np.unique(labels[labels > 0])
    if len(objects) == 1 and labels.max() == 255:
        raise FolderError(f'{labels_path} looks like a black and white mask: number its objects first, '
                          'in ImageJ with Analyze Particles... and "Count Masks".')
    if len(objects) == 0:
        print(f'{name} has no labeled objects and is left out.')
        return None
    return name, data.to_rgb(image), labels, image_path


def split(items, share, seed):
    """-> training items, validation items: at least one of each"""
    if len(items) < 2:
        raise FolderError('Two images with labeled objects are needed at least: one to train on, one to validate on.')
    order = np.random.default_rng(seed).permutation(len(items))
    n = min(max(1, round(len(items) * share)), len(items) - 1)
    return [items[i] for i in sorted(order[n:])], [items[i] for i in sorted(order[:n])]


class Source:
    """Draws (image, labels, typical size) of a list of items, all alike; as data.Source does."""

    def __init__(self, items):
        self.items = [(image, labels, data.typical_size(labels)) for _, image, labels, _ in items]

    def draw(self, rng, step=0):
        return self.items[rng.integers(len(self.items))]
