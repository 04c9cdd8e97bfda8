"""Stage 2 of EfficientSAM: crops at their places in the frame, negative points, starts, training, export, the plugin's files."""
import json

import numpy as np
import onnxruntime
import pytest
import torch
from PIL import Image

import data
import efficientsam
import export
import finetune
import losses
import networks
import students
import synth
import train

TINY = 32, 2, 2, 64, 32, 4, 64      # width, depth, heads, side of the frame, channels, heads and hidden width of the decoder


@pytest.fixture
def tiny(monkeypatch):
    """EfficientSAM-Ti on 64 x 64 pixels, for tests that train."""
    monkeypatch.setitem(efficientsam.SIZES, 'vitt', TINY)
    torch.manual_seed(0)
    return networks.build('efficientsam_ti')


@pytest.fixture(scope='module')
def folder(tmp_path_factory):
    """Three small synthetic images, as a data set and as a user's folder."""
    root = tmp_path_factory.mktemp('data')
    (root / 'set').mkdir()
    rng = np.random.default_rng(0)
    for i in range(3):
        image, labels = synth.make(rng, 96)
        Image.fromarray(image).save(root / 'set' / f'{i}.png')
        Image.fromarray(labels.astype(np.uint16)).save(root / 'set' / f'{i}.labels.png')
    (root / 'train.txt').write_text('set/0.png\nset/1.png\n')
    return root


def lively(model):
    """Weights that make prompts and places matter."""
    for p in model.parameters():
        if p.ndim > 1:
            torch.nn.init.normal_(p, std=0.2)
    return model.eval()


def prompts_of(Q, P, side, seed=0):
    g = torch.Generator().manual_seed(seed)
    return torch.rand(1, Q, P, 2, generator=g) * side, torch.tensor([1, 0, 2, 3, -1, 1, 0, 1, 1.0])[:P].expand(1, Q, P)


@pytest.mark.parametrize('Q, P', [(1, 2), (3, 6), (2, 9)])
def test_a_crop_as_large_as_the_frame_is_served_as_it_is_trained(tiny, Q, P):
    model, image = lively(tiny), torch.rand(1, 3, 64, 64)
    points, codes = prompts_of(Q, P, 64)
    points[codes == -1] = -1
    wanted = model.decode(model.encode(image), points, codes)
    for place in (torch.zeros(1, 2, dtype=torch.long), None):
        got = model.ask(model.embed(image, place), points, codes, place)
        assert got[0].shape == (1, Q, 3, 16, 16) and got[1].shape == (1, Q, 3)
        for a, b in zip(got, wanted):
            torch.testing.assert_close(a.flatten(0, 1), b, rtol=1e-4, atol=1e-4)


def test_windows_have_the_positions_of_the_frame(tiny):
    model, encoder = lively(tiny), tiny.image_encoder
    place = torch.tensor([[1, 2], [0, 0]])
    whole, parts = encoder.positions(4, 4), encoder.positions(2, 2, place, 4)
    assert torch.equal(parts[0], whole[0, :, 2:4, 1:3]) and torch.equal(parts[1], whole[0, :, :2, :2])
    layer = model.prompt_encoder.pe_layer
    grid = layer.grid(4).unflatten(1, (4, 4))
    codes = layer.windows(2, place, 4).unflatten(1, (2, 2))
    torch.testing.assert_close(codes[0], grid[0, 2:4, 1:3])
    torch.testing.assert_close(codes[1], grid[0, :2, :2])
    # A click has the same code in the crop as in the frame; padding stays padding.
    asked = []
    model.prompt_encoder.register_forward_pre_hook(lambda _, given: asked.append(given))
    points, labels = torch.tensor([[[[3.0, 5.0], [-1, -1]]]]), torch.tensor([[[1.0, -1.0]]])
    model.ask(torch.rand(1, 32, 2, 2), points, labels, place[:1])
    assert asked[0][0][0, :2].tolist() == [[19, 37], [-1, -1]] and asked[0][2] == 64


def test_stretched_crops_have_positions_relative_to_themselves(tiny):
    model = lively(tiny)
    model.stretched = True
    assert model.place(np.random.default_rng(0), 2, 32) is None
    points, codes = prompts_of(1, 2, 32)
    asked = []
    model.prompt_encoder.register_forward_pre_hook(lambda _, given: asked.append(given))
    logits, _ = model.ask(model.embed(torch.rand(1, 3, 32, 32), None), points, codes, None)
    assert logits.shape == (1, 1, 3, 8, 8) and asked[0][2] == 32 and torch.equal(asked[0][0][:, :2], points[0])


def test_places_lie_in_the_frame(tiny):
    rng = np.random.default_rng(0)
    places = torch.cat([tiny.place(rng, 4, 32) for _ in range(40)])
    assert places.min() == 0 and places.max() == 2


def test_negative_points_are_learned_and_change_nothing_before(tiny):
    model = lively(tiny)
    official = efficientsam.EfficientSam(*TINY).eval()
    torch.nn.init.zeros_(model.prompt_encoder.negative_points.weight)
    official.load_state_dict({k: v for k, v in model.state_dict().items() if 'negative' not in k})
    emb, (points, codes) = torch.rand(1, 32, 4, 4), prompts_of(2, 4, 64)
    assert torch.equal(model.decode(emb, points, codes)[0], official.decode(emb, points, codes)[0])
    model.decode(emb, points, codes)[0].sum().backward()
    assert model.prompt_encoder.negative_points.weight.grad.abs().sum() > 0
    torch.nn.init.normal_(model.prompt_encoder.negative_points.weight)
    assert not torch.allclose(model.decode(emb, points, codes)[0], official.decode(emb, points, codes)[0])
    again = efficientsam.from_state(model.state_dict())
    assert torch.equal(again.decode(emb, points, codes)[0], model.decode(emb, points, codes)[0])


def test_official_weights_keep_the_layout_that_the_plugin_takes_for_official(tiny, tmp_path):
    official = lively(efficientsam.EfficientSam(*TINY))
    for model, free, queries in ((official, None, 1), (lively(tiny), None, 'num_queries'), (official, True, 'num_queries')):
        files = export.export(model, str(tmp_path / 'm'), free)
        assert export.parity(model, *files, free) < export.TOLERANCE
        given = {i.name: i.shape for i in onnxruntime.InferenceSession(files[1]).get_inputs()}
        assert given['batched_point_coords'] == [1, queries, 'num_points', 2]


def test_free_graphs_take_pixel_centers_and_the_official_layout_does_not(tiny):
    """On a grid of a quarter of the frame the middle of cell 2 is at 9.5 pixels; in the official layout coordinate 2 is pixel 8."""
    asked = []
    tiny.prompt_encoder.register_forward_pre_hook(lambda _, given: asked.append(given[0]))
    emb, points = torch.rand(1, 32, 4, 4), torch.tensor([[[[2.0, 2.0], [-0.25, 0.0], [-1, -1]]]])
    for free in (True, False):
        efficientsam.DecoderGraph(tiny, free)(emb, points, torch.tensor([[[1.0, 2.0, -1.0]]]), torch.tensor([16, 16]))
    assert asked[0][0, :3].tolist() == [[9.5, 9.5], [0.5, 1.5], [-1, -1]]
    assert asked[1][0, :3].tolist() == [[8, 8], [-1, 0], [-1, -1]]


@pytest.mark.parametrize('name, student', [('efficientsam_ti', 'vitt'), ('efficientsam_s', 'vits')])
def test_all_that_sami_learned_arrives(name, student, tmp_path):
    """With the true widths and depths; the checkpoint of another student is refused."""
    torch.manual_seed(0)
    made = students.build(student).encoder
    config = {'name': student, 'width': None, 'depth': None, 'heads': None, 'side': 224}
    torch.save({'student': config, 'encoder': made.state_dict()}, tmp_path / 'sami.pt')
    model = networks.start(name, encoder=tmp_path / 'sami.pt')
    got = model.image_encoder.state_dict()
    arrived = [k for k, v in made.state_dict().items() if torch.equal(v, got[k])]
    assert {k for k in got if not k.startswith('neck.')} <= set(arrived)
    assert not torch.equal(got['neck.0.weight'], made.state_dict()['neck.0.weight'])
    with pytest.raises(networks.CheckpointError, match='holds another encoder: ViT'):
        networks.start('efficientsam_s' if student == 'vitt' else 'efficientsam_ti', encoder=tmp_path / 'sami.pt')
    with pytest.raises(networks.CheckpointError, match='holds another encoder: ViT'):
        networks.start('micro', encoder=tmp_path / 'sami.pt')
    for change, reason in ((dict(depth=11), '11 blocks'), (dict(heads=12), '12 heads')):
        torch.save({'student': dict(config, **change), 'encoder': made.state_dict()}, tmp_path / 'sami.pt')
        with pytest.raises(networks.CheckpointError, match=reason):
            networks.start(name, encoder=tmp_path / 'sami.pt')
    del config['side']
    torch.save({'student': config, 'encoder': {k: v for k, v in made.state_dict().items() if k != 'pos_embed'}}, tmp_path / 'sami.pt')
    with pytest.raises(networks.CheckpointError, match='pos_embed is missing'):
        networks.start(name, encoder=tmp_path / 'sami.pt')


def test_a_step_of_efficientsam_ti_in_full(tmp_path):
    """From a file as the official one, with the true widths and depths: all weights move, and the run's checkpoint loads again."""
    torch.manual_seed(0)
    official = efficientsam.EfficientSam(*efficientsam.SIZES['vitt'])
    torch.save({'model': official.state_dict()}, tmp_path / 'efficient_sam_vitt.pt')
    args = train.arguments(['--data', '', '--side', '64', '--warmup', '1', '--queries', '2', '--corrections', '1'])
    args.start = tmp_path / 'efficient_sam_vitt.pt'
    model, ema, optimizer, step = train.begin(args)
    assert (networks.name_of(model), args.loss, args.images, args.wanted) == ('efficientsam_ti', 'sam', 2, 76)
    assert all(torch.equal(v, model.state_dict()[k]) for k, v in official.state_dict().items())
    source = data.Source('', [], 96)
    batch = data.batch_of(1, 0, source, 1, 2, 64, args.wanted)
    loss, *_ = train.update(0, model, ema, optimizer, batch, args)
    moved = [k for k, v in official.named_parameters() if not torch.equal(v, dict(model.named_parameters())[k])]
    parts = 'image_encoder.', 'mask_decoder.transformer.', 'mask_decoder.final_output_upscaling_layers.', 'mask_decoder.iou_prediction_head.'
    # A bias of keys changes no attention, so its gradient is a rounding error, or nothing.
    wanted = {k for k, _ in official.named_parameters() if k.startswith(parts) and 'k_proj.bias' not in k}
    assert np.isfinite(loss) and wanted <= set(moved)
    train.save(str(tmp_path / 'run.pt'), 1, model, ema, optimizer, args)
    again = export.load(tmp_path / 'run.pt', raw=True)
    assert all(torch.equal(v, again.state_dict()[k]) for k, v in model.state_dict().items())
    out = again.eval().encode(torch.rand(1, 3, 40, 50))
    assert out.shape == (1, 256, 64, 64), 'exported for a frame of 1024 pixels, whatever the side of the crops was'


def test_bad_starts_get_a_clear_message(tmp_path, tiny):
    torch.save({'model': tiny.state_dict()}, tmp_path / 'ti.pt')
    torch.save({'other': 1}, tmp_path / 'other.pt')
    (tmp_path / 'text.pt').write_text('no checkpoint')
    for given, reason in (({'checkpoint': 'none.pt'}, 'There is no checkpoint'), ({'checkpoint': 'text.pt'}, 'not a PyTorch checkpoint'),
                          ({'checkpoint': 'other.pt'}, 'no weights of micro or EfficientSAM'),
                          ({'name': 'micro', 'checkpoint': 'ti.pt'}, 'holds efficientsam_ti, not micro. Give --model efficientsam_ti'),
                          ({'encoder': 'ti.pt'}, 'not a checkpoint of sami.py')):
        given = {k: str(tmp_path / v) if v.endswith('.pt') else v for k, v in given.items()}
        with pytest.raises(networks.CheckpointError, match=reason):
            networks.start(**given)
    with pytest.raises(SystemExit, match='at most 64 for efficientsam_ti'):
        train.main(['--data', str(tmp_path), '--out', str(tmp_path / 'run.pt'), '--start', str(tmp_path / 'ti.pt'), '--side', '128'])


def test_loss_of_sam_follows_the_best_candidate_alone():
    truth = torch.zeros(1, 1, 8, 8)
    truth[..., 2:6, 2:6] = 1
    good, bad = 8 * (2 * truth - 1), torch.zeros(1, 1, 8, 8)
    logits = torch.stack([bad, good, -good], 2).requires_grad_()
    scores = torch.tensor([[[0.2, 1.0, 0.1]]])
    loss, best, chosen = losses.sam_loss(logits, scores, truth)
    assert best == chosen == pytest.approx(1)
    loss.backward()
    assert logits.grad[:, :, [0, 2]].abs().max() == 0 and logits.grad[:, :, 1].abs().max() > 0
    assert losses.sam_loss(logits, scores.flip(-1), truth)[0].item() == pytest.approx(loss.item(), abs=1e-4)
    assert losses.sam_loss(logits, scores[..., [1, 0, 2]], truth)[0] > loss
    half = truth * 0.5      # a pixel of probability 0.5 in an object: focal 0.25 * ln 2 / 4, in the background three times that
    expected = 20 * (0.25 * 16 + 0.75 * 48) / 64 * np.log(2) / 4 + 1 - (2 * 8 + 1) / (32 + 16 + 1)
    only = torch.zeros(1, 1, 1, 8, 8)
    assert half.sum() == 8 and losses.sam_loss(only, torch.zeros(1, 1, 1), truth)[0].item() == pytest.approx(expected, abs=1e-4)


def test_corrective_clicks_are_in_pixels_of_the_crop():
    """EfficientSAM's masks have one cell for 4 x 4 pixels; both objects lie in the cells 8 to 11, and nothing was found of them."""
    asked = []

    class Network:
        def ask(self, emb, points, codes, place):
            asked.append((points, codes))
            return -torch.ones(1, 1, 3, 16, 16), torch.zeros(1, 1, 3)

    truth = torch.zeros(1, 2, 16, 16)
    truth[..., 8:12, 8:12] = 1
    args = train.arguments(['--data', '', '--side', '64', '--loss', 'sam'])
    given = torch.full((1, 2, 6, 2), -1.0), torch.full((1, 2, 6), -1.0)
    train.correction(np.random.default_rng(0), Network(), None, -torch.ones(1, 2, 3, 16, 16), torch.zeros(1, 2, 3), truth, *given, None, args)
    points, codes = asked[0]
    assert codes[0, 0, 0] == 1 and (32 <= points[0, 0, 0]).all() and (points[0, 0, 0] < 48).all()


COMMON = ['--images', '2', '--queries', '4', '--side', '48', '--threads', '1', '--warmup', '5', '--lr', '3e-3']


@pytest.mark.parametrize('positions', ['window', 'stretched'])
def test_loss_falls(tiny, folder, positions):
    torch.set_num_threads(1)
    args = train.arguments(['--data', '', '--model', 'efficientsam_ti', '--steps', '70', '--positions', positions, '--corrections', '0.3', *COMMON])
    model, ema, optimizer, _ = train.begin(args)
    source = data.Source(folder, ['set/0.png', 'set/1.png'], real_share=1)
    shape = args.images, args.queries, args.side, args.wanted
    rows = [train.update(s, model, ema, optimizer, data.batch_of(1, s, source, *shape), args) for s in range(args.steps)]
    assert np.mean([r[0] for r in rows[-15:]]) < 0.85 * np.mean([r[0] for r in rows[:10]])
    assert any(np.isfinite(r[3]) for r in rows), 'corrective clicks took part'


def test_a_run_is_exported_and_goes_on_as_the_same_network_only(tiny, folder, tmp_path):
    out = str(tmp_path / 'run.pt')
    train.main(['--data', str(folder), '--model', 'efficientsam_ti', '--out', out, '--steps', '2', *COMMON])
    files = export.export(export.load(out), str(tmp_path / 'm'))
    assert export.parity(export.load(out), *files) < export.TOLERANCE
    with pytest.raises(SystemExit, match='holds a run of efficientsam_ti, not of micro'):
        train.main(['--data', str(folder), '--model', 'micro', '--out', out, *COMMON])


def test_from_a_folder_to_a_model_of_efficientsam(tiny, folder, tmp_path, capsys):
    torch.save({'model': efficientsam.EfficientSam(*TINY).state_dict()}, tmp_path / 'efficient_sam_vitt.pt')
    encoder = students.build('vitt', *TINY[:3]).encoder
    torch.save({'student': {'name': 'vitt', 'width': 32, 'depth': 2, 'heads': 2}, 'encoder': encoder.state_dict()}, tmp_path / 'sami.pt')
    args = ['--data', str(folder / 'set'), '--out', str(tmp_path / 'cells'), '--steps', '3', '--objects', '2', *COMMON]
    with pytest.raises(SystemExit, match='needs --start, for example the official checkpoint efficient_sam_vitt.pt, or --encoder'):
        finetune.main(args + ['--model', 'efficientsam_ti'])
    before, after = finetune.main(args + ['--start', str(tmp_path / 'efficient_sam_vitt.pt'), '--encoder', str(tmp_path / 'sami.pt')])
    described = json.loads((tmp_path / 'cells' / 'model.json').read_text())
    assert (described['frame'], described['boxSize'], described['pointSize']) == (64, 7, 5)
    assert set(before) == set(after) == {'box', 'click'} and 'after:  box' in capsys.readouterr().out
    decoder = onnxruntime.InferenceSession(str(tmp_path / 'cells' / 'cells_decoder.onnx'))
    assert decoder.get_inputs()[1].shape == [1, 'num_queries', 'num_points', 2], 'negative points are learned'
    again = networks.load(tmp_path / 'cells' / 'checkpoint.pt')
    assert networks.name_of(again) == 'efficientsam_ti' and again.prompt_encoder.knows_negatives
