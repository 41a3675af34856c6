"""TrivialAugment as torchvision has it (its wide ranges), on a photo of Pillow: every operation at some of its strengths.

Shears are about the centre, as netc has them, and all that moves pixels reads between four of them. Levels of pixels that come from
outside of the photo are not said: what stands there is each one's own choice.
"""

import base64
import inspect
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).parents[1]))

import numpy as np
import torchvision
from PIL import Image
from torchvision.transforms import InterpolationMode, functional as F

from draws import uniform
from write import write_fixture

SIZE, STRENGTHS = 36, 31

# Not all levels are there, and some are more often: autocontrast and equalize have something to do.
drawn = uniform("trivial", SIZE * SIZE * 3).astype(np.float64)
photo = np.floor(40 + 170 * drawn * drawn).astype(np.uint8).reshape(SIZE, SIZE, 3)


def applied(image, name, magnitude):
    """torchvision's `_apply_op`, but for the place that shears leave where it is."""
    moved = dict(interpolation=InterpolationMode.BILINEAR, fill=0)
    still = dict(angle=0.0, translate=[0, 0], scale=1.0, shear=[0.0, 0.0])
    degrees = float(np.degrees(np.arctan(magnitude)))
    match name:
        case "Identity":
            return image
        case "ShearX":
            return F.affine(image, **{**still, "shear": [degrees, 0.0]}, **moved)
        case "ShearY":
            return F.affine(image, **{**still, "shear": [0.0, degrees]}, **moved)
        case "TranslateX":
            return F.affine(image, **{**still, "translate": [round(magnitude), 0]}, **moved)
        case "TranslateY":
            return F.affine(image, **{**still, "translate": [0, round(magnitude)]}, **moved)
        case "Rotate":
            return F.rotate(image, magnitude, **moved)
        case "Brightness":
            return F.adjust_brightness(image, 1.0 + magnitude)
        case "Color":
            return F.adjust_saturation(image, 1.0 + magnitude)
        case "Contrast":
            return F.adjust_contrast(image, 1.0 + magnitude)
        case "Sharpness":
            return F.adjust_sharpness(image, 1.0 + magnitude)
        case "Posterize":
            return F.posterize(image, int(magnitude))
        case "Solarize":
            return F.solarize(image, magnitude)
        case "AutoContrast":
            return F.autocontrast(image)
        case "Equalize":
            return F.equalize(image)


def text(levels):
    return base64.b64encode(np.ascontiguousarray(levels, np.uint8).tobytes()).decode()


trivial = torchvision.transforms.TrivialAugmentWide(STRENGTHS)
space = trivial._augmentation_space(*([STRENGTHS] if len(inspect.signature(trivial._augmentation_space).parameters) == 1 else []))
image = Image.fromarray(photo)
white = Image.fromarray(np.full((SIZE, SIZE), 255, np.uint8))

cases = [{"photo": text(photo), "size": SIZE, "operations": list(space)}]
for name, (magnitudes, signed) in space.items():
    moves = name in ("ShearX", "ShearY", "TranslateX", "TranslateY", "Rotate")
    varies = magnitudes.ndim > 0
    # Whole pixels: of others torchvision drops the part behind the point, and so makes 15 of 15.999999.
    strengths = (0, 15) if name.startswith("Translate") else (7, 30) if varies else (0,)
    for strength in strengths:
        for sign in (-1, 1) if signed else (1,):
            magnitude = sign * float(magnitudes[strength]) if varies else 0.0
            made = np.asarray(applied(image, name, magnitude))
            case = {"operation": name, "strength": strength, "sign": sign, "magnitude": magnitude}
            if moves:  # red alone: all channels are moved alike
                case["inside"] = text(np.asarray(applied(white, name, magnitude)) == 255)
                made = made[..., 0]
            cases.append({**case, "levels": text(made)})
write_fixture("trivial_augment", cases)
