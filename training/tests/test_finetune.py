"""Fine-tuning on a user's folder: what is accepted and refused, and one run from folder to model."""
import json
import os

import numpy as np
import onnxruntime
import pytest
import torch
from PIL import Image

import finetune
import folder
import synth
from model import Model


def write(root, pairs, images=4, seed=0):
    rng = np.random.default_rng(seed)
    for i in range(images):
        image, labels = synth.make(rng, 96)
        path, labels_path = (root / p.format(i) for p in pairs)
        for p in (path, labels_path):
            p.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image if i % 2 else image[..., 0].astype(np.uint16) * 200).save(path)
        Image.fromarray(labels.astype(np.uint16 if i % 2 else np.uint8)).save(labels_path)
    return root


@pytest.fixture(scope='module')
def start(tmp_path_factory):
    torch.manual_seed(0)
    path = tmp_path_factory.mktemp('start') / 'm.pt'
    torch.save({'model': Model().state_dict()}, path)
    return str(path)


@pytest.mark.parametrize('pairs', [('{}.png', '{}.labels.png'), ('{}.tif', '{}.labels.png'), ('images/{}.tif', 'masks/{}.tif'),
                                   ('images/{}.png', 'masks/{}.labels.tif')])
def test_pairs_of_8_and_16_bits(tmp_path, pairs):
    write(tmp_path, pairs)
    items = [folder.load(*p) for p in folder.pairs(str(tmp_path))]
    assert [i[0] for i in items] == ['0', '1', '2', '3']
    for _, image, labels, _ in items:
        assert image.shape == (96, 96, 3) and image.dtype == np.uint8 and image.max() == 255
        assert labels.shape == (96, 96) and labels.max() > 0


def refusal(root, out, *more):
    with pytest.raises(SystemExit) as e:
        finetune.main(['--data', str(root), '--out', str(out), *more])
    return str(e.value)


def test_bad_input_gets_a_clear_message(tmp_path):
    out, root = tmp_path / 'out', tmp_path / 'in'
    assert 'There is no folder' in refusal(root, out)
    root.mkdir()
    assert 'holds no images with label images' in refusal(root, out)
    write(root, ('{}.png', '{}.labels.png'), 1)
    assert 'Two images' in refusal(root, out)
    (root / 'b.png').write_bytes(b'no image')
    (root / 'b.labels.png').write_bytes(b'no image')
    assert 'b.png cannot be read' in refusal(root, out)
    Image.fromarray(np.zeros((9, 9), np.uint8)).save(root / 'b.png')
    Image.fromarray(np.zeros((9, 8), np.uint8)).save(root / 'b.labels.png')
    assert 'b: the image has 9 x 9 pixels' in refusal(root, out)
    Image.fromarray(np.full((9, 9), 255, np.uint8)).save(root / 'b.labels.png')
    assert 'black and white mask' in refusal(root, out)
    assert '--side' in refusal(root, out, '--side', '100')
    assert 'cannot name a model' in refusal(root, out, '--id', 'My Model')
    assert not out.exists() and sorted(os.listdir(tmp_path)) == ['in']


def test_nothing_is_overwritten(tmp_path):
    write(tmp_path / 'in', ('{}.png', '{}.labels.png'))
    (tmp_path / 'out').mkdir()
    (tmp_path / 'out' / 'mine.txt').write_text('mine')
    assert 'not touched' in refusal(tmp_path / 'in', tmp_path / 'out')
    assert os.listdir(tmp_path / 'out') == ['mine.txt']


def test_validation_images_are_not_trained_on():
    items = [(str(i), None, np.ones((4, 4), int), None) for i in range(10)]
    training, validation = folder.split(items, 0.2, 3)
    assert len(validation) == 2 and {i[0] for i in training}.isdisjoint(i[0] for i in validation) and len(training) == 8
    assert [len(part) for part in folder.split(items[:2], 0.01, 1)] == [1, 1]


def test_from_a_folder_to_a_model(tmp_path, start, capsys):
    write(tmp_path / 'in', ('{}.png', '{}.labels.png'))
    args = ['--data', str(tmp_path / 'in'), '--start', start, '--steps', '3', '--images', '1', '--queries', '2', '--side', '64',
            '--objects', '2', '--threads', '1', '--licence', 'CC0', '--lr', '1e-3']
    before, after = finetune.main(args + ['--out', str(tmp_path / 'My cells')])
    made = tmp_path / 'My cells'
    assert sorted(os.listdir(made)) == ['checkpoint.pt', 'model.json', 'my-cells_decoder.onnx', 'my-cells_encoder.onnx']
    assert json.loads((made / 'model.json').read_text()) == {
        'id': 'my-cells', 'title': 'My cells', 'license': 'CC0', 'frame': 512, 'boxSize': 56, 'pointSize': 40}
    assert sorted(os.listdir(tmp_path)) == ['My cells', 'in'], 'no working folder is left'
    text = capsys.readouterr().out
    assert 'before: box' in text and 'after:  box' in text and set(before) == set(after) == {'box', 'click'}
    session = onnxruntime.InferenceSession(str(made / 'my-cells_encoder.onnx'))
    assert session.run(None, {'batched_images': np.zeros((1, 3, 50, 70), np.float32)})[0].shape == (1, 512, 32, 32)
    first = torch.load(made / 'checkpoint.pt')['model']
    assert any(not torch.equal(v, first[k]) for k, v in torch.load(start)['model'].items())
    assert 'not touched' in refusal(tmp_path / 'in', made, '--start', start)
