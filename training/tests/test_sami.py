"""Fast checks of SAMI pretraining: masks, decoder, students, teachers, resuming."""
import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper
from PIL import Image

import masking
import sam_encoder
import sami
import sami_model
import students
import teachers
from model import Model


@pytest.fixture(scope='module')
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp('images')
    rng = np.random.default_rng(0)
    for i in range(2):
        small = rng.integers(0, 255, (10, 10, 3), dtype=np.uint8)
        Image.fromarray(small).resize((80, 80), Image.BICUBIC).save(root / f'{i}.png')
    return root


@pytest.fixture(scope='module')
def onnx_teacher(tmp_path_factory):
    """4 x 4 patches of 16 pixels: their mean color, as a convolution."""
    path = str(tmp_path_factory.mktemp('teacher') / 'mean.onnx')
    weights = np.zeros((3, 3, 16, 16), np.float32)
    weights[range(3), range(3)] = 1 / 256
    node = helper.make_node('Conv', ['image', 'w'], ['features'], strides=[16, 16])
    graph = helper.make_graph([node], 'mean', [helper.make_tensor_value_info('image', TensorProto.FLOAT, [1, 3, 64, 64])],
                              [helper.make_tensor_value_info('features', TensorProto.FLOAT, [1, 3, 4, 4])],
                              [onnx.numpy_helper.from_array(weights, 'w')])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17)])
    model.ir_version = 8
    onnx.save(model, path)
    return path


def test_masks_share_out_all_patches():
    kept, masked = masking.random_mask(torch.Generator().manual_seed(0), 5, 64, 0.75)
    assert kept.shape == (5, 16) and masked.shape == (5, 48)
    assert (torch.cat([kept, masked], 1).sort(1).values == torch.arange(64)).all()
    assert not (kept == kept[:1]).all(), 'every image has its own mask'


def test_order_is_restored_exactly():
    """Tokens that carry their own number come back in order, whether they were kept or masked."""
    kept, masked = masking.random_mask(torch.Generator().manual_seed(1), 7, 36, 0.75)
    numbers = torch.arange(36.)[None, :, None].expand(7, -1, 2)
    back = masking.restore(masking.pick(numbers, kept), masking.pick(numbers, masked), kept, masked)
    assert torch.equal(back, numbers)
    seen = masking.visible_map(kept, 6, 6).flatten(1)
    assert torch.equal(seen, torch.zeros(7, 36).scatter(1, kept, 1.0))


def test_decoder_leaves_kept_tokens_to_the_head_alone():
    torch.manual_seed(0)
    decoder = sami_model.SamiDecoder(8, 5, 16, 2, 2)
    kept, masked = masking.random_mask(torch.Generator().manual_seed(0), 2, 16, 0.75)
    features = torch.randn(2, 4, 8)
    out = decoder(features, kept, masked, (4, 4))
    assert out.shape == (2, 16, 5)
    torch.testing.assert_close(masking.pick(out, kept), decoder.head(decoder.embed(features)))
    other = decoder(features + torch.randn(2, 4, 8), kept, masked, (4, 4))
    assert not torch.allclose(masking.pick(out, masked), masking.pick(other, masked))


def test_mask_tokens_are_keys_too():
    """A mask token's answer depends on other mask tokens, as keys and values are all features."""
    torch.manual_seed(0)
    block = sami_model.CrossBlock(8, 2)
    masked, kept = torch.randn(1, 3, 8), torch.randn(1, 2, 8)
    changed = masked.clone()
    changed[:, 2] += torch.randn(8)
    assert not torch.allclose(block(masked, kept)[:, 0], block(changed, kept)[:, 0])


@pytest.mark.parametrize('name', ['micro', 'vitt'])
@pytest.mark.parametrize('training', [False, True])
def test_masked_pixels_do_not_matter(name, training):
    torch.manual_seed(0)
    student = students.build(name, 48, 2, 2, side=64).train(training)
    kept, masked = masking.random_mask(torch.Generator().manual_seed(0), 2, 16, 0.75)
    images = torch.rand(2, 3, 64, 64)
    hidden = masking.visible_map(masked, 4, 4).repeat_interleave(16, 2).repeat_interleave(16, 3)
    changed = torch.where(hidden > 0, torch.rand(2, 3, 64, 64), images)
    changed[:, :, :16][hidden[:, :, :16].expand(-1, 3, -1, -1) > 0] = float('nan')
    with torch.no_grad():
        a, b = student(images, kept), student(changed, kept)
        c = student(torch.where(hidden > 0, images, 1 - images), kept)
    assert a.shape == (2, 4, 48)
    assert torch.equal(a, b) and not torch.allclose(a, c)


@pytest.mark.parametrize('training', [False, True])
def test_with_nothing_masked_micro_is_its_encoder(training):
    torch.manual_seed(0)
    student = students.build('micro').train(training)
    found = []
    student.encoder.norm.register_forward_hook(lambda *args: found.append(args[2]))
    images = torch.rand(2, 3, 64, 64)
    with torch.no_grad():
        student.encoder(images)
        student(images, torch.arange(16).expand(2, -1))
    torch.testing.assert_close(found[0], found[1], rtol=1e-4, atol=1e-4)


def test_running_statistics_are_those_of_batch_norm():
    torch.manual_seed(0)
    ours, theirs = torch.nn.BatchNorm2d(4), torch.nn.BatchNorm2d(4)
    x = torch.randn(3, 4, 8, 8) * 3 + 1
    torch.testing.assert_close(students.masked_norm(ours, x, torch.ones(3, 1, 8, 8)), theirs(x))
    torch.testing.assert_close(ours.running_var, theirs.running_var)
    torch.testing.assert_close(ours.running_mean, theirs.running_mean)


def test_sam_windows_cover_all_patches_and_checkpoints_load(tmp_path):
    torch.manual_seed(0)
    config = dict(width=32, depth=2, heads=2, everywhere=(1,), side=80, patch=16, window=3, channels=8)
    encoder = sam_encoder.SamEncoder(**config).eval()
    for p in encoder.parameters():
        torch.nn.init.normal_(p, std=0.2)
    state = {'image_encoder.' + k: v for k, v in encoder.state_dict().items()}
    torch.save(dict(state, **{'mask_decoder.other': torch.zeros(1)}), tmp_path / 'sam.pth')
    again = sam_encoder.from_checkpoint(tmp_path / 'sam.pth', **config).eval()
    x = torch.rand(1, 3, 80, 80)
    with torch.no_grad():
        out = again(x)
        assert out.shape == (1, 8, 5, 5) and torch.equal(out, encoder(x))
    torch.save({'a': torch.zeros(1)}, tmp_path / 'no.pth')
    with pytest.raises(ValueError, match='not a SAM checkpoint'):
        sam_encoder.from_checkpoint(tmp_path / 'no.pth')


def test_label_images_are_no_images(folder, tmp_path):
    for name in ('a.png', 'a.labels.png', 'images/b.tif', 'masks/b.tif'):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        Image.fromarray(np.zeros((20, 20), np.uint8)).save(tmp_path / name)
    assert sorted(sami.Crops.found(tmp_path)) == ['a.png', 'images/b.tif']
    crops = sami.Crops(str(folder))
    a, b = (crops.batch(np.random.default_rng(5), 3, 32) for _ in range(2))
    assert torch.equal(a, b) and a.shape == (3, 3, 32, 32) and 0 <= a.min() and a.max() <= 1


def tiny_torch_teacher(weights=None):
    return torch.nn.Conv2d(3, 6, 16, 16)


def test_teachers(tmp_path, onnx_teacher):
    images = torch.rand(2, 3, 64, 64)
    t = teachers.build('onnx', onnx_teacher, mean=(0.5,) * 3, std=(0.25,) * 3)
    wanted = (torch.nn.functional.avg_pool2d(images, 16) - 0.5) / 0.25
    torch.testing.assert_close(t(images), wanted, rtol=1e-4, atol=1e-5)
    assert t(torch.rand(1, 3, 100, 100)).shape == (1, 3, 4, 4), 'resized to what the file wants'
    t = teachers.build('torch', 'test_sami:tiny_torch_teacher', side=32, channels=4)
    assert t(images).shape == (2, 4, 2, 2) and not t.train().compute.training
    torch.save({'model': Model().state_dict()}, tmp_path / 'm.pt')
    assert teachers.build('micro', tmp_path / 'm.pt')(images).shape == (2, 128, 4, 4)
    with pytest.raises(ValueError, match='package.module:callable'):
        teachers.build('torch', 'nothing')


def run(folder, teacher, out, *more):
    return sami.main(['--data', str(folder), '--out', str(out), '--teacher', 'onnx', '--teacher-path', teacher, '--side', '64', '--images', '2',
                      '--width', '48', '--depth', '1', '--heads', '2', '--decoder-width', '32', '--decoder-depth', '1', '--threads', '1',
                      '--warmup', '2', *more])


@pytest.mark.parametrize('student', ['micro', 'vitt'])
def test_loss_falls(folder, onnx_teacher, tmp_path, student):
    losses = run(folder, onnx_teacher, tmp_path / 'a.pt', '--steps', '60', '--lr', '3e-3', '--student', student)
    assert np.mean(losses[-10:]) < 0.6 * np.mean(losses[:10])


def test_resuming_changes_nothing(folder, onnx_teacher, tmp_path):
    run(folder, onnx_teacher, tmp_path / 'a.pt', '--steps', '6')
    run(folder, onnx_teacher, tmp_path / 'b.pt', '--steps', '6', '--stop-at', '3')
    assert torch.load(tmp_path / 'b.pt')['step'] == 3
    run(folder, onnx_teacher, tmp_path / 'b.pt', '--steps', '6')
    a, b = (torch.load(tmp_path / n) for n in ('a.pt', 'b.pt'))
    assert a['step'] == b['step'] == 6
    assert a['sami'].keys() == b['sami'].keys() and all(torch.equal(a['sami'][k], b['sami'][k]) for k in a['sami'])
    assert all(torch.equal(a['encoder'][k], b['encoder'][k]) for k in a['encoder'])
    own, others = (c['optimizer']['state'] for c in (a, b))
    assert own and own.keys() == others.keys() and all(torch.equal(v, others[p][k]) for p in own for k, v in own[p].items())
