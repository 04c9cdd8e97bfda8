"""How windows are served and measured: the rule, the score's calibration, and a run from files to figures."""
import numpy as np
import pytest
import torch
from PIL import Image

import evaluate
import export
import export_windows
import reference
import synth
from model import Model


@pytest.fixture(scope='module')
def prefix(tmp_path_factory):
    """Files of a model with random weights, and a data set of one image."""
    torch.manual_seed(0)
    root = tmp_path_factory.mktemp('served')
    model = Model().eval()
    model.complete()
    export.export(model, str(root / 'm'))
    export_windows.export(model, str(root / 'm'))
    (root / 'set').mkdir()
    image, labels = synth.make(np.random.default_rng(3), 160)
    Image.fromarray(image).save(root / 'set' / '0.png')
    Image.fromarray(labels.astype(np.uint16)).save(root / 'set' / '0.labels.png')
    (root / 'dev.txt').write_text('set/0.png\n')
    return root / 'm'


def test_a_window_of_the_whole_frame_is_what_the_public_decoder_computes(prefix):
    model = evaluate.Model(str(prefix))
    whole = evaluate.Model(str(prefix), whole=True)
    emb = model.encode(np.random.default_rng(0).random((1, 3, 512, 512)).astype(np.float32))
    points, codes = np.array([[100.0, 60.0], [300.0, 200.0], [-1, -1]]), np.array([2.0, 3.0, -1.0])
    a, b = model.candidates(emb, points, codes, 32, (0, 0)), whole.candidates(emb, points, codes, 32, (0, 0))
    assert np.abs(a[0] - b[0]).max() < 1e-2 and np.abs(a[1] - b[1]).max() < 1e-3
    part, _ = model.candidates(emb, points, codes, 16, (3, 2))
    assert (part[:, :16] == -20).all() and (part[:, :, :24] == -20).all() and (part[:, 16:144, 24:152] > -20).all()


def test_a_cut_mask_asks_for_the_next_window():
    mask = np.zeros((256, 256), bool)
    mask[100:140, 100:140] = True
    assert not evaluate.cut_by(mask, 8, (11, 11), 32)
    assert evaluate.cut_by(mask, 8, (13, 11), 32) and evaluate.cut_by(mask, 8, (11, 13), 32)
    assert evaluate.cut_by(mask, 8, (9, 11), 32)
    mask[:] = True
    assert not evaluate.cut_by(mask, 32, (0, 0), 32), 'the border of the frame is not that of a window'


def test_prompts_for_an_object():
    truth = np.zeros((60, 60), bool)
    truth[20:40, 10:50] = True
    box, loose, told, clicks = (evaluate.prompt_of(k, truth) for k in ('box', 'loose', 'told', 'clicks'))
    assert box[0].box == (9.5, 19.5, 49.5, 39.5) and box[1:] == (0, 0)
    assert loose[0].box == pytest.approx((6.5, 18, 52.5, 41))
    assert told[1] == 40 and told[0].box is None and clicks[1:] == (0, 2)


def test_calibration():
    good = [(v, v, v) for v in np.linspace(0, 1, 50)]
    assert evaluate.calibration(good) == (pytest.approx(1), pytest.approx(0, abs=1e-9))
    corr, error = evaluate.calibration([(v, v, v - 0.2) for v in np.linspace(0.4, 0.8, 50)])
    assert corr == pytest.approx(1) and error == pytest.approx(0.2)


def test_from_files_to_figures(prefix, capsys):
    result = evaluate.main([str(prefix), '--data', str(prefix.parent), '--objects', '2', '--kinds', 'box,clicks'])
    out = capsys.readouterr().out
    assert out.count('best of three') == 2 and 'everything   AP.5' in out
    for rows in result['prompts'].values():
        assert all(0 <= iou <= best <= 1 for iou, best, _ in rows['set'])
