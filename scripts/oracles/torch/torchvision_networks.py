"""Networks of torchvision in full size, with weights drawn by their names: what they say of pictures.

The twin of the draws is test/runtime/weights/torchvision.test.ts.
"""

import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).parents[1]))

import numpy as np
import torch
import torchvision

from draws import uniform
from write import write_fixture

PHOTOS, BLOCK = 2, 12


def drawn(name, shape, gain):
    """Kernels of such a size that signals keep theirs through the whole depth."""
    u = uniform(name, int(np.prod(shape))).reshape(shape)
    part = name.rsplit(".", 1)[-1]
    if len(shape) > 1:
        return (2 * u - 1) * np.float32(np.sqrt(gain / np.prod(shape[1:])))
    if part in ("running_var", "weight"):
        return np.float32(1) + np.float32(0.25) * u
    return (2 * u - 1) * np.float32(0.1)


def pictures(name, size):
    """Squares of one colour, a few pixels wide."""
    count = size // BLOCK
    colours = uniform(name, PHOTOS * count * count * 3).reshape(PHOTOS, count, count, 3)
    return colours.repeat(BLOCK, 1).repeat(BLOCK, 2) * np.float32(4) - np.float32(2)


def case(name, gain, size=96):
    """gain: of kernels, 3 where a normalisation follows and 6 where half of what comes out is cut off."""
    model = getattr(torchvision.models, name)(weights=None).eval()
    state = model.state_dict()
    values = {key: torch.tensor(drawn(key, tuple(value.shape), gain)) for key, value in state.items() if value.dtype == torch.float32}
    model.load_state_dict({**state, **values}, strict=True)
    with torch.no_grad():
        logits = model(torch.tensor(pictures(name, size)).permute(0, 3, 1, 2))
        predictions = torch.softmax(logits, 1).numpy()
    return {
        "name": name,
        "shapes": {key: list(value.shape) for key, value in state.items()},
        "gain": gain,
        "size": size,
        "block": BLOCK,
        "predictions": predictions.tolist(),
    }


write_fixture("torchvision_networks", [case("resnet18", 3), case("resnet50", 3), case("squeezenet1_0", 6), case("mobilenet_v2", 6), case("alexnet", 6, 228)])
