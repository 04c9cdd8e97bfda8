"""Instance head: targets, from maps back to labels, old and new checkpoints."""
import copy

import numpy as np
import pytest
import torch
from scipy import ndimage as ndi

import head
import instances
from model import Model


def discs(*places, side=128):
    y, x = np.mgrid[0:side, 0:side]
    label = np.zeros((side, side), np.int32)
    for i, (cy, cx, r) in enumerate(places, 1):
        label[np.hypot(y - cy, x - cx) <= r] = i
    return label


def test_targets_of_a_disc():
    maps, weights = head.targets(discs((64, 64, 20)))
    assert maps.shape == (5, 32, 32) and weights.shape == (2, 32, 32)
    assert maps[0, 15, 15] == 1 and maps[0, 0, 0] == 0
    assert maps[1, 15, 15] > 0.8 and maps[2, 15, 15] > 0.8 and maps[1, 15, 12] < maps[1, 15, 13] < maps[1, 15, 15]
    assert 45 * 2 ** maps[3, 15, 15] == pytest.approx(41, abs=0.1) and 45 * 2 ** maps[4, 15, 15] == pytest.approx(40, abs=1)
    assert weights[1, 15, 15] == 1 and weights[1, 0, 0] == 0 and (weights[0] == 1).all()


def test_a_cut_object_has_no_size_and_goes_on_beyond_the_crop():
    maps, weights = head.targets(discs((0, 64, 30), (90, 90, 10)))
    assert weights[1, 1, 16] == 0 and weights[0, 1, 16] == pytest.approx(0.3) and weights[1, 22, 22] == 1
    assert maps[1, 0, 16] > 0.9, 'the crop ends in the middle of the object, and that is no border of it'
    full, _ = head.targets(np.ones((64, 64), np.int32))
    assert full[0].min() == 1 and np.isfinite(full).all()


def test_slim_objects_tell_their_width_by_the_diameter():
    label = np.zeros((128, 128), np.int32)
    label[60:68, 10:110] = 1
    maps, _ = head.targets(label)
    long_side, diameter = (45 * 2 ** maps[c, 15, 15] for c in (3, 4))
    assert long_side == pytest.approx(100, rel=0.01) and diameter == pytest.approx(2 * np.sqrt(800 / np.pi), rel=0.01)


def served(label):
    maps, _ = head.targets(label)
    return np.concatenate([maps[:3], 45 * np.exp2(maps[3:])])


def test_perfect_maps_give_back_the_objects_that_touch():
    label = discs((40, 40, 18), (40, 74, 17), (74, 56, 18), (100, 100, 12))
    found = instances.label(served(label), label.shape)
    assert found.max() == 4
    assert instances.average_precision(found, label, (0.5, 0.75)) == [1, 1]


def test_average_precision_counts_what_is_missed_and_what_is_invented():
    truth, found = discs((30, 30, 15), (90, 90, 15)), discs((30, 30, 15), (30, 90, 15), (90, 30, 15))
    assert instances.average_precision(found, truth, (0.5,)) == [1 / 4]
    assert instances.average_precision(np.zeros_like(truth), truth, (0.5,)) == [0]
    assert instances.average_precision(np.zeros_like(truth), np.zeros_like(truth), (0.5, 0.75)) == [1, 1]
    assert instances.average_precision(discs((30, 36, 15), (90, 90, 15)), truth, (0.5, 0.75)) == [pytest.approx(1), pytest.approx(1 / 3)]


def test_the_head_learns_one_scene():
    torch.manual_seed(0)
    maps, weights = (torch.from_numpy(a)[None] for a in head.targets(discs((40, 40, 18), (90, 84, 22))))
    net, emb = head.InstanceHead(), torch.randn(1, 512, 8, 8)
    optimizer, losses = torch.optim.Adam(net.parameters(), 1e-2), []
    for _ in range(40):
        loss, terms = head.head_loss(net(emb), maps, weights)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.3 * losses[0] and len(terms) == 5


def test_a_head_with_one_size_starts_one_with_two():
    torch.manual_seed(0)
    net = head.InstanceHead()
    old = copy.deepcopy(net.state_dict())
    old['o.weight'], old['o.bias'] = old['o.weight'][:4], old['o.bias'][:4]
    head.start(net, old)
    out = net.eval()(torch.randn(1, 512, 4, 4))
    assert torch.equal(out[:, 3], out[:, 4])


def test_checkpoints_with_and_without_a_head_load():
    torch.manual_seed(0)
    old, new = Model().eval(), Model()
    emb, points, codes = torch.randn(1, 512, 8, 8), torch.rand(1, 2, 3, 2) * 128, torch.ones(1, 2, 3)
    new.complete()
    complete = copy.deepcopy(new.state_dict())
    new.load_state_dict(old.state_dict())
    assert new.head is None and new.decoder.choice is None
    new.complete()
    with torch.no_grad():
        for a, b in zip(old.decoder(emb, points, codes), new.eval().decoder(emb, points, codes)):
            assert torch.equal(a, b), 'a score that has not learned changes nothing'
    old.load_state_dict(complete)
    assert old.head is not None and old.decoder.choice is not None


def test_head_and_score_are_added_to_a_model_and_nothing_else_changes():
    torch.manual_seed(0)
    old, new = Model(), Model()
    new.complete()
    parts = {k: v + 1 for k, v in new.state_dict().items() if k.startswith(('head.', 'decoder.choice.')) and v.is_floating_point()}
    before = {k: v.clone() for k, v in old.state_dict().items()}
    old.complete()
    head.add(old, parts)
    after = old.state_dict()
    assert all(torch.equal(after[k], v) for k, v in {**before, **parts}.items())
