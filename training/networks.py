"""The networks that can be trained, by name; where their weights come from; and the sizes that data and plugin need."""
import pickle
from collections import namedtuple

import torch

import efficientsam
import reference
import students
from model import Encoder, Model

VITS = {'efficientsam_ti': 'vitt', 'efficientsam_s': 'vits'}    # names in efficientsam.SIZES and students.build
NAMES = ('micro',) + tuple(VITS)
UNTOUCHED = 'neck', 'h8', 'h4'      # parts of the encoders that SAMI pretraining leaves random

# Crops of a step, their prompts and side; typical size of their objects, in pixels; loss; share of steps with larger crops. Objects take the same share of every frame.
Usual = namedtuple('Usual', 'images queries side wanted loss larger')


class CheckpointError(Exception):
    """A checkpoint cannot be used; the message says why, for the user."""


def is_vit(model):
    return isinstance(model, efficientsam.EfficientSam)


def usual(name):
    return Usual(6, 12, 256, 38, 'own', 0.4) if name == 'micro' else Usual(2, 6, 512, 76, 'sam', None)


def serving(model):
    """Frame of the model, and sizes of objects there at which it is asked: those of micro, in a larger frame."""
    own = reference.MICRO
    times = model.side / own.frame if is_vit(model) else 1
    return reference.Serving(round(own.frame * times), own.box * times, own.point * times)


def build(name):
    """A network with random weights; EfficientSAM with an embedding for negative points."""
    if name == 'micro':
        return Model()
    model = efficientsam.EfficientSam(*efficientsam.SIZES[VITS[name]])
    model.prompt_encoder.add_negatives()
    return model


def name_of(model):
    if not is_vit(model):
        return 'micro'
    return next(n for n, size in VITS.items() if efficientsam.SIZES[size][0] == model.image_encoder.width)


def read(path):
    """What a PyTorch file holds."""
    try:
        return torch.load(path, map_location='cpu', weights_only=True)
    except FileNotFoundError:
        raise CheckpointError(f'There is no checkpoint {path}.') from None
    except (pickle.UnpicklingError, RuntimeError, OSError, EOFError, KeyError) as e:
        raise CheckpointError(f'{path} is not a PyTorch checkpoint; if it is a ZIP archive, unpack it. ({str(e).splitlines()[0]})') from e


def load(path, raw=False):
    """A checkpoint of train.py or finetune.py, or an official one of EfficientSAM -> a model"""
    state = read(path)
    state = state.get('raw' if raw else 'model', state) if isinstance(state, dict) else {}
    try:
        if efficientsam.is_checkpoint(state):
            return efficientsam.from_state(state)
        if not any(k.startswith('decoder.') for k in state):
            raise CheckpointError(f'{path} holds no weights of micro or EfficientSAM.')
        model = Model()
        model.load_state_dict(state)
        return model
    except (RuntimeError, ValueError) as e:
        raise CheckpointError(f'{path} does not fit: {e}') from e


def start(name=None, checkpoint=None, encoder=None):
    """The network that training starts from: with random weights, those of a checkpoint, and an encoder of sami.py.

    Without a name the checkpoint tells; without that too it is micro. An EfficientSAM gets an embedding for negative points.
    """
    model = load(checkpoint) if checkpoint else build(name or 'micro')
    if name and name_of(model) != name:
        raise CheckpointError(f'{checkpoint} holds {name_of(model)}, not {name}. Give --model {name_of(model)}, or another --start.')
    if is_vit(model) and not model.prompt_encoder.knows_negatives:
        model.prompt_encoder.add_negatives()
    if encoder:
        load_encoder(model.image_encoder if is_vit(model) else model.encoder, encoder)
    return model


def kind(encoder):
    """-> micro or ViT, width, depth, heads"""
    if isinstance(encoder, Encoder):
        return 'micro', encoder.norm.normalized_shape[0], len(encoder.blocks), encoder.blocks[0].heads
    return 'ViT', encoder.width, len(encoder.blocks), encoder.blocks[0].attn.heads


def load_encoder(encoder, path):
    """Takes over all that SAMI pretraining (sami.py) has learned; the neck and micro's side outputs, which it does not touch, stay as they are."""
    state = read(path)
    if not isinstance(state, dict) or 'encoder' not in state or 'student' not in state:
        raise CheckpointError(f'{path} is not a checkpoint of sami.py.')
    student, own = state['student'], kind(encoder)
    sizes = zip(('width', 'depth', 'heads'), students.USUAL[student['name']])
    theirs = ('micro' if student['name'] == 'micro' else 'ViT',) + tuple(student.get(k) or v for k, v in sizes)
    if theirs != own:
        raise CheckpointError('{} holds another encoder: {}, {} wide, {} blocks, {} heads. Wanted is: {}, {} wide, {} blocks, {} heads. Choose --model '
                              'or the checkpoint to fit.'.format(path, *theirs, *own))
    learned = {k: v for k, v in state['encoder'].items() if k.split('.')[0] not in UNTOUCHED}
    wanted = {k: v.shape for k, v in encoder.state_dict().items() if k.split('.')[0] not in UNTOUCHED}
    wrong = [k for k in sorted(wanted.keys() | learned.keys()) if k not in learned or wanted.get(k) != learned[k].shape]
    if wrong:
        raise CheckpointError(f'{path} does not fit: {wrong[0]} is missing, or has another shape.')
    encoder.load_state_dict(learned, strict=False)
