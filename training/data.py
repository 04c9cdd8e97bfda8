"""Training images: real ones from a folder of PNG pairs, synthetic ones made on the way; crops, augmentation, batches."""
import os

import numpy as np
from PIL import Image
from scipy import ndimage as ndi

import prompts
import synth
from cells import PART

REAL_SHARE = 0.62       # of the crops; the others are synthetic
BALANCE = 0.3           # a data set of n images is drawn with weight n ** BALANCE
POOL = 240              # synthetic images that crops are drawn from
FIRST = 60              # of them at the first step
EVERY = 4               # steps after which one more takes part, for the oldest one once there are POOL
OBJECT = 38             # typical size of objects in crops, in pixels
CROPS, STEP, DRAWN = 1, 2, 3    # what random numbers are for
UNKNOWN = 1 << 21       # flag in label maps; see scenes.py
SPARSE = 'axondeepseg_sem_axon', 'wsu_chloroplast_em'   # data sets that label one kind of object among others


def generator(seed, number, purpose):
    """Random numbers for one purpose that depend on the seed and the number of the step, or of the synthetic image, alone.
    `purpose` is not 0: NumPy takes (1, 2) and (1, 2, 0) for the same seed."""
    return np.random.default_rng((seed, number, purpose))


def to_rgb(image):
    """uint8 RGB [h,w,3]; values between the 0.1 and 99.9 percentiles are stretched to 0..255."""
    image = np.atleast_3d(image).astype(np.float32)[..., :3]
    low, high = np.percentile(image, (0.1, 99.9))
    image = np.clip((image - low) / max(high - low, 1e-6), 0, 1)
    if image.shape[-1] < 3:
        image = np.repeat(image[..., :1], 3, -1)
    return (image * 255 + 0.5).astype(np.uint8)


def load(root, name):
    """An image and its label map; `<name>.labels.png` lies beside `<name>.png`."""
    image = to_rgb(np.asarray(Image.open(os.path.join(root, name))))
    return image, np.asarray(Image.open(os.path.join(root, name[:-4] + '.labels.png'))).astype(np.int32)


def read_list(path):
    with open(path) as f:
        return [line.strip() for line in f if line.strip()]


def held_out(names, every):
    """Splits a list -> names to train on, names to watch the training by: of each data set the image in the middle of every `every`."""
    seen, train, held = {}, [], []
    for name in names:
        group = name.split('/')[0]
        k = seen[group] = seen.get(group, -1) + 1
        (held if every and k % every == every // 2 - 1 else train).append(name)
    return train, held


def numbers_of(labels):
    """A label map without its flags."""
    return labels.astype(np.int32) & (PART - 1)


def typical_size(labels):
    """Median diameter of the objects' equal-area discs."""
    labels = numbers_of(labels)
    _, n = np.unique(labels[labels > 0], return_counts=True)
    return float(np.median(2 * np.sqrt(n / np.pi))) if len(n) else 0


class Source:
    """Draws (image, labels, typical size), real or synthetic.

    Synthetic image number k is a function of the seed and k, and the step tells which numbers take part; those in use are kept
    in memory. So what is drawn does not depend on what was drawn before, and a run can go on anywhere.
    """

    def __init__(self, root, names, synthetic_size=384, real_share=REAL_SHARE, seed=0):
        self.sets, self.pool, self.size, self.real_share, self.seed = {}, {}, synthetic_size, real_share, seed
        for name in names:
            image, labels = load(root, name)
            size = typical_size(labels)
            if size:
                self.sets.setdefault(name.split('/')[0], []).append((image, labels.astype(np.uint16), size))
        weights = np.array([len(v) for v in self.sets.values()]) ** BALANCE
        self.weights = weights / weights.sum() if len(weights) else weights

    def draw(self, rng, step=0):
        if self.sets and rng.random() < self.real_share:
            name = list(self.sets)[rng.choice(len(self.sets), p=self.weights)]
            image, labels, size = self.sets[name][rng.integers(len(self.sets[name]))]
            if name in SPARSE:
                labels = np.where(labels == 0, UNKNOWN, labels.astype(np.int32))
            return image, labels, size
        end = FIRST + step // EVERY
        return self.synthetic(int(rng.integers(max(0, end - POOL), end)), end)

    def synthetic(self, number, end):
        """Synthetic image `number`; those that have been replaced before image `end` came are forgotten."""
        if number not in self.pool:
            for old in [k for k in self.pool if k < end - POOL]:
                del self.pool[old]
            image, labels = synth.scene(generator(self.seed, number, DRAWN), self.size)
            self.pool[number] = image, labels.astype(np.int32), typical_size(labels)
        return self.pool[number]


def crop(rng, image, labels, size, side, wanted=OBJECT):
    """A side x side crop around a random object. Two thirds have a scale at which objects are about as wide as `wanted` pixels, as served;
    in the others widths are log-uniform, from 16 to 200 pixels where `wanted` is OBJECT, and at most half of the crop's side."""
    if rng.random() < 0.65:
        target = wanted * np.exp(rng.normal(0, 0.5))
    else:
        target = wanted / OBJECT * np.exp(rng.uniform(np.log(16), np.log(200)))
    target = np.clip(target, 0.26 * wanted, 0.55 * side)
    scale = float(np.clip(target / size, 0.25, 6 * wanted / OBJECT))
    n = int(np.ceil(side / scale))
    h, w = labels.shape
    numbers = numbers_of(labels)
    ys, xs = np.nonzero(numbers == rng.choice(np.unique(numbers[numbers > 0])))
    k = rng.integers(len(ys))
    start = []
    for middle, length in ((ys[k], h), (xs[k], w)):
        at = int(middle - rng.integers(n))
        start.append(int(np.clip(at, 0, length - n)) if length > n else -int(rng.integers(0, n - length + 1)) if rng.random() < 0.5 else 0)
    y0, x0 = start
    ya, xa, yb, xb = max(y0, 0), max(x0, 0), min(y0 + n, h), min(x0 + n, w)
    im, lb = np.zeros((n, n, 3), np.uint8), np.zeros((n, n), np.int32)
    im[ya - y0:yb - y0, xa - x0:xb - x0] = image[ya:yb, xa:xb]
    lb[ya - y0:yb - y0, xa - x0:xb - x0] = labels[ya:yb, xa:xb]
    if n != side:
        im = np.asarray(Image.fromarray(im).resize((side, side), Image.BILINEAR))
        lb = np.asarray(Image.fromarray(lb).resize((side, side), Image.NEAREST))
    return im, lb


def coarse(image, factor):
    """The image [s,s,3] as if it had been taken with pixels `factor` times as wide."""
    n = max(8, round(image.shape[0] / factor))
    small = Image.fromarray((np.clip(image, 0, 1) * 255).astype(np.uint8)).resize((n, n), Image.BOX)
    return np.asarray(small.resize(image.shape[:2], Image.BILINEAR)).astype(np.float32) / 255


def augment(rng, image, labels):
    """Turns, mirrors, and changes of brightness, color, noise and sharpness; float image in 0..1."""
    k = int(rng.integers(4))
    image, labels = np.rot90(image, k), np.rot90(labels, k)
    if rng.random() < 0.5:
        image, labels = image[:, ::-1], labels[:, ::-1]
    x = image.astype(np.float32) / 255
    if rng.random() < 0.6:
        x = x ** np.exp(rng.normal(0, 0.4))
    if rng.random() < 0.5:
        x = (x - 0.5) * np.exp(rng.normal(0, 0.3)) + 0.5 + rng.normal(0, 0.1)
    if rng.random() < 0.15:
        x = 1 - x
    if rng.random() < 0.15:
        x = np.repeat(x[..., int(rng.integers(3))][..., None], 3, -1)
    if rng.random() < 0.2:
        x = x[..., rng.permutation(3)]
    if rng.random() < 0.06:
        x = x * (np.arange(3) == rng.integers(3))
    if rng.random() < 0.15:
        x = ndi.gaussian_filter(x, (rng.uniform(0.3, 1.5),) * 2 + (0,))
    if rng.random() < 0.15:
        x = coarse(x, rng.uniform(1.3, 3.5))
    if rng.random() < 0.3:
        x = x + rng.normal(0, rng.uniform(0, 0.08), x.shape if rng.random() < 0.5 else x.shape[:2] + (1,))
    return np.clip(x, 0, 1).astype(np.float32), np.ascontiguousarray(labels)


def batch(rng, source, images, queries, side, wanted=OBJECT, step=0):
    """-> images [B,3,S,S], points [B,Q,P,2], codes [B,Q,P], soft masks [B,Q,S/2,S/2], as numpy arrays."""
    rows = []
    while len(rows) < images:
        image, labels = augment(rng, *crop(rng, *source.draw(rng, step), side, wanted))
        labels = numbers_of(labels)
        p = prompts.simulate(rng, labels, queries)
        if p is None:
            continue
        truth = np.stack([labels == i for i in p[2]]).astype(np.float32)
        truth = truth.reshape(queries, side // 2, 2, side // 2, 2).mean((2, 4))
        rows.append((image.transpose(2, 0, 1), p[0], p[1], truth))
    return tuple(np.stack(c) for c in zip(*rows))


def batch_of(seed, step, source, images, queries, side, wanted=OBJECT):
    """The batch of a step."""
    return batch(generator(seed, step, CROPS), source, images, queries, side, wanted, step)
