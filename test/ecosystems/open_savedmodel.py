"""Opens a SavedModel of netc as TensorFlow's users do, and prints what it says of photos."""

import json
import sys

import tensorflow as tf

from photos import arguments

folder, photos = arguments()
model = tf.saved_model.load(folder)
predict = model.signatures["serving_default"]
(name,) = predict.structured_input_signature[1]
together = predict(**{name: tf.constant(photos)})
alone = [predict(**{name: tf.constant(photo[None])}) for photo in photos]
classes = model.signatures["classes"]()
json.dump(
    {
        "input": [name, predict.structured_input_signature[1][name].shape.as_list()],
        "together": {key: value.numpy().tolist() for key, value in together.items()},
        "alone": {key: [each[key].numpy()[0].tolist() for each in alone] for key in together},
        "classes": {key: [text.decode() for text in value.numpy()] for key, value in classes.items()},
        "ops": sorted({node.type for node in predict.graph.get_operations()}),
    },
    sys.stdout,
)
