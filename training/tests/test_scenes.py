"""Batches of scenes, drawings of cells, the loss in windows, and the score that sees the masks."""
import numpy as np
import pytest
import torch

import cells
import data
import losses
import prompts
import scenes
import synth
import train
import windows
from choice import Choice
from model import Model


@pytest.mark.parametrize('make', cells.KINDS + (cells.cells,))
def test_objects_of_every_kind(make):
    label = make(np.random.default_rng(1), 160)
    assert label.shape == (160, 160) and label.max() >= 1 and label.min() >= 0


def test_nuclei_lie_in_their_cells():
    rng = np.random.default_rng(2)
    for _ in range(4):
        label = cells.cells(rng, 160)
        part = cells.nuclei(rng, label)
        assert part.any() and (label[part] > 0).all() and part.sum() < 0.6 * (label > 0).sum()


@pytest.mark.parametrize('mode', sorted(set(synth.MODES + synth.FLAT + synth.PARTICLES + synth.NUCLEATED)))
def test_every_look_shows_something(mode):
    rng = np.random.default_rng(3)
    label = cells.cells(rng, 128)
    image = synth.render(rng, label, cells.nuclei(rng, label), [mode])
    assert image.shape == (128, 128, 3) and image.dtype == np.uint8 and image.std() > 4


def test_clumps_are_of_two_objects_or_more():
    label = np.zeros((64, 64), np.int32)
    label[5:15, 5:15], label[5:15, 17:25], label[40:50, 40:50] = 1, 2, 3
    groups = scenes.clumps(label)
    assert groups[10, 10] == groups[10, 20] > 0 and groups[45, 45] == 0 and groups[10, 15] == 0
    label[5:15, 17:25] = 0
    assert scenes.clumps(label).max() == 0


@pytest.fixture(scope='module')
def batch():
    return scenes.batch_of(4, 0, data.Source('', [], 192, 0, seed=4), 3, 40, 128)


def test_a_batch_asks_for_objects_and_for_nothing(batch):
    assert batch.images.shape == (3, 3, 128, 128) and batch.maps.shape == (3, 5, 32, 32) and batch.weights.shape == (3, 2, 32, 32)
    assert batch.labels.max() < cells.PART, 'flags are gone'
    nothing = batch.ids[..., 0] == 0
    assert 0 < nothing.mean() < 0.25
    for b, q, k in zip(*np.nonzero(batch.codes == 1)):
        x, y = batch.points[b, q, k].astype(int)
        assert batch.labels[b, y, x] == batch.ids[b, q, 0]
    for level, maps in ((1, batch.groups), (2, batch.parts)):
        for b, q in zip(*np.nonzero(batch.ids[..., level])):
            assert (maps[b] == batch.ids[b, q, level]).any() and batch.ids[b, q, 0] > 0
    assert not ((batch.codes == 2).any(-1) & (batch.ids[..., 1:] > 0).any(-1)).any(), 'a box means one object'


def test_truth_of_windows_is_that_of_the_labels(batch):
    for window in windows.plan(np.random.default_rng(0), batch.points, batch.codes, batch.sides, 128).items():
        masks, present = scenes.targets(batch, 0, window)
        size, (crop, prompt, origins) = window
        for n, (b, q) in enumerate(zip(crop, prompt)):
            y, x = origins[n, 1] * 16, origins[n, 0] * 16
            part = batch.labels[b, y:y + 16 * size, x:x + 16 * size]
            assert present[n] == (batch.ids[b, q, 0] > 0)
            assert masks[n].sum() * 4 == pytest.approx((part == batch.ids[b, q, 0]).sum() if present[n] else 0)


def test_background_that_may_hold_objects_is_not_asked_for():
    rng = np.random.default_rng(0)
    labels, flags = np.zeros((64, 64), np.int32), np.full((64, 64), data.UNKNOWN)
    points, codes = np.zeros((6, 2)), np.full(6, 1.0)
    assert not any(scenes.nothing(rng, labels, flags, points, codes) for _ in range(20)) and (codes == 1).all()
    assert scenes.nothing(rng, labels, 0 * flags, points, codes) and codes[0] in (1, 2)


def test_half_of_the_boxes_are_loose():
    rng = np.random.default_rng(0)
    boxes = np.array([prompts.jittered_box(rng, 100, 100, 200, 160) for _ in range(2000)])
    grown = np.minimum.reduce([100 - boxes[:, 0], boxes[:, 2] - 200, 100 - boxes[:, 1], boxes[:, 3] - 160])
    assert 0.3 < (grown > 2).mean() < 0.55 and grown.max() < 25


def test_larger_crops_have_as_many_prompts():
    source = data.Source('', [], 192, 0, seed=4)
    batch = scenes.batch_of(4, 1, source, 4, 6, 64, larger=1)
    assert batch.images.shape == (2, 3, 96, 96) and batch.points.shape[:2] == (2, 14)


def half(side=32):
    truth = torch.zeros(1, side, side)
    truth[:, 4:14, 4:14] = 1
    return truth, torch.where(truth > 0, 6.0, -6.0)[:, None]


def test_the_loss_does_not_depend_on_the_window():
    truth, good = half()
    wide = torch.zeros(1, 64, 64)
    wide[:, 8:18, 8:18] = 1
    wrong = [torch.where(t.roll(3, 2) > 0, 15.0, -15.0)[:, None] for t in (truth, wide)]
    assert losses.each_of(wrong[0], truth).item() == pytest.approx(losses.each_of(wrong[1], wide).item(), rel=0.01)
    assert losses.each_of(good, truth).item() < 0.05


def test_nothing_wants_scores_of_zero_and_leaves_masks_alone():
    truth, good = half()
    logits = torch.cat([good, -good, good], 1).requires_grad_()
    scores = torch.tensor([[0.9, 0.1, 0.5]], requires_grad=True)
    loss, rows = losses.window_loss(logits, scores, truth, torch.tensor([False]))
    loss.backward()
    assert loss.item() == pytest.approx(2 * (0.81 + 0.01 + 0.25) / 3) and logits.grad.abs().max() == 0 and len(rows) == 0
    assert (scores.grad > 0).all()


def test_a_clump_is_learned_by_another_candidate_than_the_object():
    truth, good = half()
    clump = truth.clone()
    clump[:, 14:24, 4:14] = 1
    logits = torch.cat([good, torch.zeros_like(good) - 1, torch.where(clump[:, None] > 0, 2.0, -6.0)], 1).requires_grad_()
    present = torch.tensor([True])
    plain, rows = losses.window_loss(logits, torch.zeros(1, 3), truth, present)
    both, _ = losses.window_loss(logits, torch.zeros(1, 3), truth, present, [(clump, present), (truth, ~present)])
    a, b = (torch.autograd.grad(x, logits, retain_graph=True)[0] for x in (plain, both))
    assert torch.equal(a[:, :2], b[:, :2]) and not torch.equal(a[:, 2], b[:, 2])
    assert rows.shape == (1, 3) and rows[0, 0] == 1


def test_the_score_sees_the_masks():
    torch.manual_seed(0)
    choice = Choice()
    truth, good = half(64)
    bad = torch.where(truth.roll((20, 20), (1, 2)) > 0, 6.0, -6.0)[:, None]
    features = torch.randn(1, 4, 128), torch.randn(1, 128, 8, 8), torch.randn(1, 32, 32, 32), torch.rand(1, 6, 32, 32)
    same = torch.cat([good, good, bad], 1)
    assert choice(same, *features).abs().max() == 0, 'nothing changes before training'
    torch.nn.init.normal_(choice.net[-1].weight)
    tokens = features[0][:, :1].expand(-1, 4, -1)
    out = choice(same, tokens, *features[1:]).detach()
    assert out.shape == (1, 3) and out[0, 0] == pytest.approx(out[0, 1].item(), abs=1e-5) and abs(out[0, 0] - out[0, 2]) > 1e-3


def test_a_step_trains_encoder_decoder_head_and_score(batch):
    torch.manual_seed(0)
    args = train.arguments(['--data', '', '--model', 'micro', '--warmup', '1', '--corrections', '1'])
    model, ema, optimizer, _ = train.begin(args)
    before = {k: v.clone() for k, v in model.state_dict().items()}
    figures = train.update(0, model, ema, optimizer, batch, args)
    assert len(figures) == 7 and np.isfinite(figures).all()
    changed = {k for k, v in model.state_dict().items() if not torch.equal(v, before[k])}
    for part in ('encoder.s2', 'encoder.neck', 'decoder.hyper', 'head.o', 'decoder.choice.net.4'):
        assert any(k.startswith(part) for k in changed), part
    untouched = {k for k in before if not k.startswith('decoder.choice.net') and k not in changed and before[k].is_floating_point()}
    assert untouched == {'decoder.freq'}, 'but for the random codes of positions all weights learn'
