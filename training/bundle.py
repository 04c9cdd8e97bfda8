"""Puts a checkpoint into the plugin as its bundled model: exports the four ONNX files, checks that they compute what PyTorch computes, and
writes their sizes and hashes into the catalog. Then `mvn verify` tests the new model.

    python bundle.py micro.pt
"""
import argparse
import hashlib
import os
import re
import shutil
import tempfile

import export
import export_windows
import head
from networks import load

MODEL = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'src', 'main', 'resources', 'sc', 'fiji', 'efficientsam', 'model')
NAMES = 'encoder', 'decoder', 'window_decoder', 'instances'
LIMIT = 20_000_000  # bytes in the jar


def describe(text, name, data):
    """The catalog's text with the size and hash of a file."""
    pattern = r'("name": "%s",\s*"size": )\d+(,\s*"locations": \[ \{ "url": "jar:micro/%s", "sha256": ")[0-9a-f]{64}' % (re.escape(name), re.escape(name))
    text, found = re.subn(pattern, lambda m: m[1] + str(len(data)) + m[2] + hashlib.sha256(data).hexdigest(), text)
    if found != 1:
        raise SystemExit('models.json does not describe %s once, but %d times' % (name, found))
    return text


def main(argv=None):
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('checkpoint')
    p.add_argument('--head', help='weights of the instance head alone, or of head and score (micro-parts.pt)')
    p.add_argument('--raw', action='store_true', help='the last weights instead of the averaged ones')
    p.add_argument('--target', default=MODEL, help='folder of models.json and micro/')
    args = p.parse_args(argv)
    model = load(args.checkpoint, args.raw).eval()
    if args.head:
        import torch
        head.add(model, torch.load(args.head, map_location='cpu', weights_only=True))
        model.eval()
    if model.head is None:
        raise SystemExit('The checkpoint has no instance head. Train one, or give one by --head.')
    with tempfile.TemporaryDirectory() as folder:
        prefix = os.path.join(folder, 'micro')
        files = tuple(export.export(model, prefix))
        more = tuple(export_windows.export(model, prefix))
        difference = max(export.parity(model, *files), export_windows.parity(model, more))
        print('largest difference to PyTorch', difference)
        if difference > export.TOLERANCE:
            raise SystemExit('The exported model differs from the trained one; nothing was replaced.')
        size = sum(os.path.getsize(f) for f in files + more)
        if size > LIMIT:
            raise SystemExit('The files have %d bytes, more than %d; nothing was replaced.' % (size, LIMIT))
        catalog = os.path.join(args.target, 'models.json')
        with open(catalog, encoding='utf-8') as f:
            text = f.read()
        for name in NAMES:
            with open('%s_%s.onnx' % (prefix, name), 'rb') as f:
                text = describe(text, 'micro_%s.onnx' % name, f.read())
        for name in NAMES:
            shutil.copyfile('%s_%s.onnx' % (prefix, name), os.path.join(args.target, 'micro', 'micro_%s.onnx' % name))
        with open(catalog, 'w', encoding='utf-8') as f:
            f.write(text)
        print('replaced', ', '.join('micro_%s.onnx' % n for n in NAMES), '(%d bytes)' % size)


if __name__ == '__main__':
    main()
