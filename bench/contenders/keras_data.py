"""Photos to batches in Keras: `keras_data.py dataset|generator|augmented FOLDER EPOCHS`, a folder with one for each class.
Prints one line of JSON: photos a second in each epoch, and milliseconds of processor a photo."""

import json
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
from keras_lecture import augmentation

kind, folder, epochs = sys.argv[1], sys.argv[2], int(sys.argv[3])


def dataset():
    photos = keras.utils.image_dataset_from_directory(
        folder, image_size=(150, 150), batch_size=20, label_mode="binary", verbose=False
    )
    rescale = keras.layers.Rescaling(1 / 255)
    photos = photos.map(lambda images, labels: (rescale(images), labels)).prefetch(2)
    return lambda: (len(images) for images, _ in photos)


def generator(settings):
    from keras.src.legacy.preprocessing.image import ImageDataGenerator

    photos = ImageDataGenerator(rescale=1 / 255, **settings).flow_from_directory(
        folder, target_size=(150, 150), batch_size=20, class_mode="binary", interpolation="bilinear"
    )

    def epoch():
        # As many threads as there are cores, as fit(workers=2) had.
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(2) as threads:
            for images, _ in threads.map(photos.__getitem__, range(len(photos))):
                yield len(images)

    return epoch


epoch = dataset() if kind == "dataset" else generator(augmentation if kind == "augmented" else {})
rates, processor = [], []
for _ in range(epochs):
    begin, used = time.perf_counter(), time.process_time()
    count = sum(epoch())
    rates.append(count / (time.perf_counter() - begin))
    processor.append((time.process_time() - used) * 1000 / count)
print(json.dumps({"rates": rates, "processor": processor}))
