"""Windows of the embedding: their choice, what is cut out of them, and what the decoder computes in them."""
import numpy as np
import pytest
import torch

import export_windows
import scenes
import steps
import windows
from model import FRAME, Model


def test_the_window_grows_with_the_prompt():
    assert [windows.cells_of(n) for n in (20, 48, 49, 80, 81, 112, 113, 176, 177, 500)] == [8, 8, 12, 12, 16, 16, 24, 24, 32, 32]
    assert windows.cells_of(500, 16) == 16
    assert [windows.larger(n) for n in windows.SIZES] == [12, 16, 24, 32, 32]
    assert windows.larger(8, 10) == 10


def test_windows_lie_inside_and_hold_the_prompt_in_their_middle():
    for middle in range(-3, FRAME + 3):
        for cells in windows.SIZES:
            at = windows.origin(middle, cells, 32)
            assert 0 <= at <= 32 - cells
            if 0 < at < 32 - cells:
                assert abs((at + cells / 2) * windows.CELL - middle) <= windows.CELL / 2


def test_gather_and_cut_take_the_same_place():
    emb = torch.arange(2 * 3 * 8 * 8, dtype=torch.float32).reshape(2, 3, 8, 8).requires_grad_()
    crop, origins = torch.tensor([1, 0, 1]), torch.tensor([[2, 4], [0, 0], [2, 3]])
    got = windows.gather(emb, crop, origins, 4)
    assert torch.equal(got[0], emb[1, :, 4:8, 2:6]) and torch.equal(got[1], emb[0, :, :4, :4])
    got.sum().backward()
    assert emb.grad[1, 0, 5, 3] == 2 and emb.grad[1, 0, 0, 0] == 0 and emb.grad[0, 0, 0, 0] == 1, 'overlapping windows add their gradients'
    labels = np.zeros((2, 128, 128), np.int32)
    labels[1, 70:90, 40:60] = 7
    masks = windows.cut(labels, np.array([7, 7, 7]), np.array([1, 0, 1]), origins.numpy(), 4)
    assert masks.shape == (3, 32, 32) and masks[1].sum() == 0
    assert masks[0, 3:13, 4:14].min() == 1 and masks[0].sum() == 100 and masks[2].sum() == 100


def test_the_plan_holds_every_prompt_once():
    rng = np.random.default_rng(0)
    points, codes = rng.uniform(0, 256, (4, 9, 6, 2)).astype(np.float32), np.full((4, 9, 6), -1.0)
    codes[..., 0], codes[:, :3, :2] = 1, (2, 3)
    points[:, :3, 1] = points[:, :3, 0] + 30
    plan = windows.plan(rng, points, codes, np.full((4, 9), 40.0), 256)
    seen = sorted((b, q) for crop, prompt, _ in plan.values() for b, q in zip(crop.tolist(), prompt.tolist()))
    assert seen == [(b, q) for b in range(4) for q in range(9)]
    assert len(plan) > 1 and all(c <= 16 and (o >= 0).all() and (o + c <= 16).all() for c, (_, _, o) in plan.items())


def test_a_window_of_the_whole_crop_is_the_crop():
    torch.manual_seed(0)
    model = Model().eval()
    emb, place = torch.randn(2, 512, 8, 8), torch.tensor([[32.0, 64.0], [0.0, 0.0]])
    points, codes = torch.rand(2, 1, 3, 2) * 128, torch.tensor([1.0, 0.0, -1.0]).expand(2, 1, 3)
    with torch.no_grad():
        whole = model.ask(emb, points, codes, place)
        window = 8, (np.array([0, 1]), np.array([0, 0]), np.zeros((2, 2), int))
        part = steps.ask(model, emb, points[:, 0], codes[:, 0], place, window)
    assert torch.allclose(whole[0][:, 0], part[0], atol=1e-4) and torch.allclose(whole[1][:, 0], part[1], atol=1e-5)


def test_points_of_windows_stay_where_they_are_in_the_frame(monkeypatch):
    torch.manual_seed(0)
    model, seen = Model().eval(), []
    monkeypatch.setattr(model.decoder, 'forward', lambda e, p, c, off: seen.append((p, off)) or (torch.zeros(1, 1, 3, 32, 32), torch.zeros(1, 1, 3)))
    window = 4, (np.array([1]), np.array([0]), np.array([[3, 2]]))
    steps.ask(model, torch.randn(2, 512, 8, 8), torch.tensor([[[70.0, 40.0], [-1.0, -1.0]]]), torch.tensor([[1.0, -1.0]]),
              torch.tensor([[0.0, 0.0], [100.0, 200.0]]), window)
    (points, off), = seen
    assert points[0, 0].tolist() == [[70 - 48, 40 - 32], [-1, -1]], 'padding is not moved'
    assert off.tolist() == [[148, 232]]


def test_files_compute_what_pytorch_computes(tmp_path):
    torch.manual_seed(0)
    model = Model()
    model.complete()
    for p in model.decoder.choice.parameters():
        torch.nn.init.normal_(p, std=0.05)
    files = export_windows.export(model, str(tmp_path / 'm'))
    assert len(files) == 2 and export_windows.parity(model, files) < 1e-3


def test_a_model_without_a_head_has_no_file_of_one(tmp_path):
    assert len(export_windows.export(Model(), str(tmp_path / 'm'))) == 1
