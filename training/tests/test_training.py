"""Fast checks of shapes, simulated prompts and export: `pytest -q`."""
import numpy as np
import pytest
import torch
from PIL import Image

import data
import export
import prompts
import reference
import synth
import train
from model import Model


@pytest.fixture(scope='module')
def folder(tmp_path_factory):
    """A data set of two small synthetic images."""
    root = tmp_path_factory.mktemp('data')
    (root / 'set').mkdir()
    rng = np.random.default_rng(0)
    for i in range(2):
        image, labels = synth.make(rng, 160)
        Image.fromarray(image).save(root / 'set' / f'{i}.png')
        Image.fromarray(labels.astype(np.uint16)).save(root / 'set' / f'{i}.labels.png')
    (root / 'train.txt').write_text('set/0.png\nset/1.png\n')
    return root


def test_synthetic_images():
    rng = np.random.default_rng(3)
    for _ in range(6):
        image, labels = synth.make(rng, 128)
        assert image.shape == (128, 128, 3) and image.dtype == np.uint8
        assert labels.shape == (128, 128) and labels.max() >= 1


def test_batches_hold_prompts_on_their_objects(folder):
    rng = np.random.default_rng(1)
    source = data.Source(folder, data.read_list(folder / 'train.txt'), 160)
    images, points, codes, truth = data.batch(rng, source, 3, 4, 128)
    assert images.shape == (3, 3, 128, 128) and 0 <= images.min() and images.max() <= 1
    assert points.shape == (3, 4, prompts.SLOTS, 2) and truth.shape == (3, 4, 64, 64)
    for b, q, k in zip(*np.nonzero(codes == 1)):
        x, y = (points[b, q, k] // 2).astype(int)
        assert truth[b, q, y, x] > 0
    assert ((codes == 2).sum(-1) == (codes == 3).sum(-1)).all()
    assert (truth.max((-1, -2)) > 0).all()


def test_correction_lies_in_the_largest_error():
    truth, mask = np.zeros((1, 32, 32), bool), np.zeros((1, 32, 32), bool)
    truth[0, 4:20, 4:20] = True
    mask[0, 4:20, 4:10] = True
    mask[0, 28:31, 28:31] = True
    points, codes = torch.full((1, 6, 2), -1.0), torch.full((1, 6), -1.0)
    new_points, new_codes = prompts.correct(np.random.default_rng(0), mask, truth, points, codes)
    x, y = ((new_points[0, 0] + 0.5) / 2 - 0.5).tolist()
    assert new_codes[0, 0] == 1 and 10 <= x < 20 and 4 <= y < 20
    assert (codes == -1).all(), 'the given prompts are unchanged'


def test_learning_rate_depends_on_the_step_alone():
    args = train.arguments(['--data', 'x', '--steps', '1000', '--decay', '0.3', '--lr', '1', '--warmup', '10'])
    rates = [train.learning_rate(s, args) for s in range(1001)]
    assert rates[0] == pytest.approx(0.1) and rates[500] == 1 and rates[1000] == pytest.approx(0.02)
    assert all(a >= b for a, b in zip(rates[10:], rates[11:]))


def test_export_computes_what_pytorch_computes(tmp_path):
    torch.manual_seed(0)
    model = Model().eval()
    files = export.export(model, str(tmp_path / 'm'))
    assert export.parity(model, *files) < export.TOLERANCE
    server = reference.Server(reference.Model(*files), np.random.default_rng(0).random((3, 90, 130)).astype(np.float32))
    for prompt in (reference.Prompt((10, 10, 40, 50), []), reference.Prompt(None, [(20, 20, 1), (60, 20, 0)])):
        mask, score = server.segment(prompt)
        assert mask.shape == (90, 130) and np.isfinite(score)


def test_tiles_overlap_by_half_and_end_at_the_border():
    assert reference.start_of(100, 400, 512) == 0
    assert reference.start_of(500, 1000, 512) == 256
    assert reference.start_of(990, 1000, 512) == 488
    assert reference.first_scale(reference.Prompt((-0.5, -0.5, 27.5, 13.5), []), 0) == 2
    assert reference.first_scale(reference.Prompt(None, [(5, 5, 1)]), 20) == 2
    assert reference.first_scale(reference.Prompt(None, [(5, 5, 1)]), 0) == 1


def test_held_out_images_are_spread_over_the_data_sets():
    names = [f'{s}/{i}.png' for i in range(24) for s in ('a', 'b')] + ['c/0.png']
    train_on, held = data.held_out(names, 12)
    assert held == ['a/5.png', 'b/5.png', 'a/17.png', 'b/17.png']
    assert sorted(train_on + held) == sorted(names) and data.held_out(names, 0) == (names, [])


def test_export_writes_all_files_and_weights_to_start_from(tmp_path, capsys):
    torch.manual_seed(0)
    model = Model()
    model.complete()
    torch.save({'step': 1, 'model': model.state_dict(), 'raw': Model().state_dict()}, tmp_path / 'run.pt')
    export.main([str(tmp_path / 'run.pt'), str(tmp_path / 'm'), '--weights', str(tmp_path / 'next.pt')])
    assert {f.name for f in tmp_path.glob('*.onnx')} == {f'm_{part}.onnx' for part in ('encoder', 'decoder', 'window_decoder', 'instances')}
    assert capsys.readouterr().out.count('.onnx') == 4
    again = torch.load(tmp_path / 'next.pt')
    assert again.keys() == {'model'} and all(torch.equal(v, again['model'][k]) for k, v in model.state_dict().items())
