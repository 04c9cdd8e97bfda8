"""A run that stops and goes on ends with the bits of an uninterrupted one; batches depend on the seed and the step alone."""
import numpy as np
import pytest
import torch
from PIL import Image

import batches
import data
import efficientsam
import synth
import train

TINY = 32, 2, 2, 64, 32, 4, 64


@pytest.fixture(scope='module')
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp('data')
    (root / 'set').mkdir()
    image, labels = synth.make(np.random.default_rng(0), 128)
    Image.fromarray(image).save(root / 'set' / '0.png')
    Image.fromarray(labels.astype(np.uint16)).save(root / 'set' / '0.labels.png')
    (root / 'train.txt').write_text('set/0.png\n')
    return root


def equal(a, b):
    """Whether two nests of dictionaries, lists and tensors hold the same bits; and that something was compared."""
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(equal(a[k], b[k]) for k in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(equal, a, b))
    return torch.equal(a, b) if isinstance(a, torch.Tensor) else a == b


def run(folder, out, *more):
    train.main(['--data', str(folder), '--out', str(out), '--images', '2', '--queries', '2', '--side', '48', '--steps', '6',
                '--corrections', '0.5', *more])
    return torch.load(out)


@pytest.mark.parametrize('name, threads', [('micro', '2'), ('efficientsam_ti', '2')])
def test_resuming_changes_no_bit(folder, tmp_path, monkeypatch, name, threads):
    monkeypatch.setitem(efficientsam.SIZES, 'vitt', TINY)
    more = ['--model', name, '--threads', threads]
    a = run(folder, tmp_path / 'a.pt', *more)
    half = run(folder, tmp_path / 'b.pt', *more, '--stop-at', '3')
    b = run(folder, tmp_path / 'b.pt', *more, '--workers', '2' if name == 'micro' else '1')
    assert (half['step'], a['step'], b['step']) == (3, 6, 6)
    assert not equal(half['raw'], b['raw']) and len(b['optimizer']['state']) > 20
    for part in ('raw', 'model', 'optimizer'):
        assert equal(a[part], b[part]), part


def test_other_settings_are_told_when_a_run_goes_on(folder, tmp_path, capsys):
    run(folder, tmp_path / 'a.pt', '--stop-at', '1', '--threads', '1')
    assert 'Not as before' not in capsys.readouterr().out
    run(folder, tmp_path / 'a.pt', '--stop-at', '1', '--threads', '1', '--seed', '2', '--lr', '1e-3')
    assert 'Not as before, so that the result differs from that of an uninterrupted run: seed, lr' in capsys.readouterr().out


def test_batches_do_not_depend_on_those_before(folder):
    names = data.read_list(folder / 'train.txt')
    first, second = (data.Source(folder, names, 96, 0.3, seed=5) for _ in range(2))
    steps = [0, 1, 2, 700, 701, 5000]
    forward = {s: data.batch_of(5, s, first, 2, 3, 64) for s in steps}
    backward = {s: data.batch_of(5, s, second, 2, 3, 64) for s in reversed(steps)}
    for s in steps:
        assert all(np.array_equal(x, y) for x, y in zip(forward[s], backward[s])), s
    assert not np.array_equal(forward[0][0], forward[1][0])
    assert not np.array_equal(forward[0][0], data.batch_of(6, 0, first, 2, 3, 64)[0])


def test_old_synthetic_images_are_forgotten(monkeypatch):
    made = []
    monkeypatch.setattr(synth, 'scene', lambda rng, size: (made.append(1), np.zeros((8, 8, 3), np.uint8), np.ones((8, 8), np.int32))[1:])
    source = data.Source('', [], 8, 0)
    for step in range(0, 4000, 2):
        source.draw(np.random.default_rng(step), step)
    assert len(source.pool) <= data.POOL + 1 and data.FIRST < len(made) <= data.FIRST + 1000
    assert max(source.pool) < data.FIRST + 1000 and min(source.pool) >= data.FIRST + 999 - data.POOL - 10


def test_a_worker_that_fails_is_noticed(folder):
    with batches.Batches(3, 0, 7, folder, ['set/none.png'], (1, 1, 32)) as made:
        with pytest.raises(RuntimeError, match='has ended with code 1'):
            made.get(0)
