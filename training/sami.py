"""Stage 1: SAMI masked image pretraining of an encoder; stop and resume at will. See SAMI.md.

A step depends on the seed and its own number alone, so a resumed run ends with the weights of an uninterrupted one.
"""
import argparse
import math
import os
import signal

import numpy as np
import torch
from PIL import Image

import data
import folder
import masking
import students
import teachers
from sami_model import Sami, loss_of


class Crops:
    """Random square crops of the images of a folder, turned and mirrored; without a list all images but label images are used."""

    @staticmethod
    def found(root):
        for at, folders, files in os.walk(root):
            folders[:] = [f for f in folders if f not in folder.MASKS]
            yield from (os.path.relpath(os.path.join(at, f), root) for f in files
                        if f.lower().endswith(folder.ENDINGS) and '.labels.' not in f)

    def __init__(self, root, listed=None):
        names = data.read_list(os.path.join(root, listed)) if listed else sorted(self.found(root))
        if not names:
            raise SystemExit(f'There are no images in {root}.')
        try:
            self.images = [data.to_rgb(folder.read(os.path.join(root, n))) for n in names]
        except folder.FolderError as e:
            raise SystemExit(str(e)) from e

    def batch(self, rng, images, side):
        """-> float [images,3,side,side] in 0..1"""
        return torch.from_numpy(np.stack([self.one(rng, side) for _ in range(images)]))

    def one(self, rng, side):
        image = self.images[rng.integers(len(self.images))]
        scale = float(np.exp(rng.uniform(math.log(0.5), math.log(2))))
        n = min(max(8, round(side / scale)), *image.shape[:2])
        y, x = (int(rng.integers(length - n + 1)) for length in image.shape[:2])
        part = Image.fromarray(image[y:y + n, x:x + n]).resize((side, side), Image.BILINEAR)
        a = np.rot90(np.asarray(part, np.float32) / 255, int(rng.integers(4)))
        a = a[:, ::-1] if rng.random() < 0.5 else a
        return np.ascontiguousarray(a.transpose(2, 0, 1))


def rate(step, args):
    """Warm-up, then half a cosine down to zero at the last step."""
    return args.lr * min((step + 1) / args.warmup, 0.5 + 0.5 * math.cos(math.pi * step / args.steps))


def step_of(step, model, teacher, crops, args):
    """The loss of a step."""
    rng = np.random.default_rng((args.seed, step))
    images = crops.batch(rng, args.images, args.side)
    patches = (args.side // model.student.patch) ** 2
    generator = torch.Generator().manual_seed(int(rng.integers(2 ** 62)))
    kept, masked = masking.random_mask(generator, args.images, patches, args.mask)
    return loss_of(model(images, kept, masked), teacher(images))


def save(path, step, model, optimizer, config):
    """`encoder` is what fine-tuning starts from; `sami` and `optimizer` are for going on."""
    torch.save({'step': step, 'student': config, 'encoder': model.student.encoder.state_dict(),
                'sami': model.state_dict(), 'optimizer': optimizer.state_dict()}, path + '.part')
    os.replace(path + '.part', path)


def arguments(argv=None):
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--data', required=True, help='folder of images, searched with its subfolders')
    p.add_argument('--list', help='file in that folder that names the images to use; without it all are used')
    p.add_argument('--out', default='sami.pt', help='checkpoint; if it exists, pretraining goes on from there')
    p.add_argument('--teacher', choices=('sam', 'micro', 'onnx', 'torch'), required=True, help='kind of teacher, see teachers.py')
    p.add_argument('--teacher-path', required=True, help='checkpoint, ONNX file, or package.module:callable')
    p.add_argument('--teacher-weights', help='for a torch teacher: given to the callable')
    p.add_argument('--teacher-side', type=int, help='side of the images that the teacher gets; default: its own, or that of the crops')
    p.add_argument('--teacher-mean', type=float, nargs=3, help='of RGB in 0..1')
    p.add_argument('--teacher-std', type=float, nargs=3)
    p.add_argument('--teacher-channels', type=int, help='only the first channels are learned')
    p.add_argument('--student', choices=('micro', 'vitt', 'vits'), default='micro')
    p.add_argument('--width', type=int)
    p.add_argument('--depth', type=int)
    p.add_argument('--heads', type=int)
    p.add_argument('--mask', type=float, default=0.75, help='share of masked patches')
    p.add_argument('--decoder-width', type=int, default=192)
    p.add_argument('--decoder-depth', type=int, default=4)
    p.add_argument('--decoder-heads', type=int, default=4)
    p.add_argument('--steps', type=int, default=4000)
    p.add_argument('--warmup', type=int, default=100)
    p.add_argument('--lr', type=float, default=1e-3)
    p.add_argument('--images', type=int, default=8, help='crops in a step')
    p.add_argument('--side', type=int, default=256, help='side of the crops, a multiple of 16')
    p.add_argument('--threads', type=int, default=2)
    p.add_argument('--save-steps', type=int, default=200)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--stop-at', type=int, help='stop at this step, to go on later')
    return p.parse_args(argv)


def main(argv=None):
    args = arguments(argv)
    if args.side % 16 or not 0 < args.mask < 1:
        raise SystemExit('--side must be a multiple of 16, and --mask between 0 and 1.')
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    crops = Crops(args.data, args.list)
    teacher = teachers.build(args.teacher, args.teacher_path, args.teacher_side, args.teacher_mean, args.teacher_std,
                             args.teacher_weights, args.teacher_channels)
    target = teacher(crops.batch(np.random.default_rng(0), 1, args.side)).shape[1]
    config = {'name': args.student, 'width': args.width, 'depth': args.depth, 'heads': args.heads, 'side': args.side}
    model = Sami(students.build(**config), target, args.decoder_width, args.decoder_depth, args.decoder_heads)
    # The neck and micro's side outputs get no gradient here, and the optimizer leaves them alone.
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr, betas=(0.9, 0.95), weight_decay=0.05)
    step, recent, stop = 0, [], []
    if os.path.exists(args.out):
        state = torch.load(args.out, weights_only=True)
        if state['student'] != config:
            raise SystemExit(f'{args.out} holds another student: {state["student"]}.')
        model.load_state_dict(state['sami'])
        optimizer.load_state_dict(state['optimizer'])
        step = state['step']
    signal.signal(signal.SIGTERM, lambda *_: stop.append(True))
    model.train()
    while step < min(args.steps, args.stop_at or args.steps) and not stop:
        for group in optimizer.param_groups:
            group['lr'] = rate(step, args)
        loss = step_of(step, model, teacher, crops, args)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        recent.append(loss.item())
        if step % 25 == 0:
            print(f'{step} lr {rate(step, args):.1e} loss {np.mean(recent[-50:]):.4f}', flush=True)
        if step % args.save_steps == 0:
            save(args.out, step, model, optimizer, config)
    save(args.out, step, model, optimizer, config)
    print('saved', args.out, 'at step', step, flush=True)
    return recent


if __name__ == '__main__':
    main()
