"""Names and shapes of EfficientSAM and SAM against lists of the official ones (golden/), and the ONNX export of a tiny EfficientSAM."""
import os

import numpy as np
import onnxruntime
import pytest
import torch

import efficientsam
import export
import sam_encoder
import networks
from model import Model


def golden(name):
    with open(os.path.join(os.path.dirname(__file__), 'golden', name + '.txt')) as f:
        return dict(line.split() for line in f if not line.startswith('#'))


def shapes(module, prefix=''):
    return {prefix + k: 'x'.join(map(str, v.shape)) for k, v in module.state_dict().items()}


@pytest.mark.parametrize('name, size', [('efficientsam_ti', 'vitt'), ('efficientsam_s', 'vits')])
def test_efficientsam_has_the_official_names_and_shapes(name, size):
    with torch.device('meta'):
        model = efficientsam.EfficientSam(*efficientsam.SIZES[size])
    assert shapes(model) == golden(name)


def test_sam_has_the_official_names_and_shapes():
    with torch.device('meta'):
        model = sam_encoder.SamEncoder(*sam_encoder.SIZES['vit_h'])
    assert shapes(model, 'image_encoder.') == golden('sam_vit_h_encoder')


@pytest.fixture(scope='module')
def tiny():
    """EfficientSAM's architecture on 64 x 64 pixels, with weights that make the prompts matter."""
    torch.manual_seed(0)
    model = efficientsam.EfficientSam(32, 2, 2, side=64, channels=32, decoder_heads=4, hidden=64).eval()
    for p in model.parameters():
        if p.ndim > 1:
            torch.nn.init.normal_(p, std=0.2)
    return model


def test_export_keeps_the_contract_with_any_number_of_prompts_and_points(tiny, tmp_path):
    files = export.export(tiny, str(tmp_path / 'm'))
    assert export.parity(tiny, *files) < export.TOLERANCE
    inputs = {i.name for i in onnxruntime.InferenceSession(files[1]).get_inputs()}
    assert inputs == {'image_embeddings', 'batched_point_coords', 'batched_point_labels', 'orig_im_size'}


def test_fewer_than_six_points_are_padded(tiny):
    emb = tiny.encode(torch.rand(1, 3, 40, 90))
    points, codes = torch.rand(1, 2, 2, 2) * 60, torch.tensor([[[2.0, 3.0], [1.0, -1.0]]])
    filled = torch.full((1, 2, 6, 2), -1.0), torch.full((1, 2, 6), -1.0)
    filled[0][:, :, :2], filled[1][:, :, :2] = points, codes
    for a, b in zip(tiny.decode(emb, points, codes), tiny.decode(emb, *filled)):
        torch.testing.assert_close(a, b)
    more = torch.rand(1, 2, 8, 2) * 60
    first, second = (tiny.decode(emb, more, c)[0] for c in (torch.ones(1, 2, 8), torch.cat([torch.ones(1, 2, 7), -torch.ones(1, 2, 1)], 2)))
    assert not torch.allclose(first, second), 'the eighth point counts'


def test_prompts_do_not_touch_each_other(tiny):
    emb = tiny.encode(torch.rand(1, 3, 64, 64))
    points, codes = torch.rand(1, 3, 2, 2) * 60, torch.ones(1, 3, 2)
    together = tiny.decode(emb, points, codes)[0].reshape(3, 3, 16, 16)
    alone = tiny.decode(emb, points[:, 1:2], codes[:, 1:2])[0]
    torch.testing.assert_close(together[1], alone[0], rtol=1e-4, atol=1e-4)


def test_checkpoints_are_told_apart(tmp_path):
    torch.save({'model': Model().state_dict()}, tmp_path / 'micro.pt')
    assert isinstance(export.load(tmp_path / 'micro.pt'), Model)
    model = efficientsam.EfficientSam(*efficientsam.SIZES['vitt'])
    torch.save({'model': model.state_dict()}, tmp_path / 'ti.pt')
    again = export.load(tmp_path / 'ti.pt')
    assert all(torch.equal(a, b) for a, b in zip(model.state_dict().values(), again.state_dict().values()))


def test_training_starts_from_a_pretrained_encoder(tmp_path):
    torch.manual_seed(0)
    given, model = Model().encoder, Model()
    torch.save({'student': {'name': 'micro'}, 'encoder': given.state_dict()}, tmp_path / 'sami.pt')
    before = {k: v.clone() for k, v in model.encoder.state_dict().items()}
    networks.load_encoder(model.encoder, tmp_path / 'sami.pt')
    after = model.encoder.state_dict()
    assert torch.equal(after['blocks.0.qkv.weight'], given.state_dict()['blocks.0.qkv.weight'])
    assert torch.equal(after['neck.0.weight'], before['neck.0.weight']), 'pretraining leaves the neck random'
    with pytest.raises(networks.CheckpointError, match='not a checkpoint of sami'):
        torch.save({'model': {}}, tmp_path / 'other.pt')
        networks.load_encoder(model.encoder, tmp_path / 'other.pt')
    thin = {k: v[:1] for k, v in given.state_dict().items() if v.ndim}
    torch.save({'student': {'name': 'micro', 'width': 48}, 'encoder': thin}, tmp_path / 'thin.pt')
    with pytest.raises(networks.CheckpointError, match='another encoder'):
        networks.load_encoder(model.encoder, tmp_path / 'thin.pt')
    assert np.isfinite(model.encoder(torch.rand(1, 3, 64, 64)).detach().numpy()).all()
