"""Photos to batches in torchvision: `torchvision_data.py FOLDER EPOCHS`, a folder with one for each class.
Prints one line of JSON: photos a second in each epoch."""

import json
import sys
import time

import torch
from torchvision import datasets, transforms

folder, epochs = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(1)
photos = datasets.ImageFolder(
    folder, transforms.Compose([transforms.Resize((150, 150), antialias=False), transforms.ToTensor()])
)
loader = torch.utils.data.DataLoader(photos, batch_size=20, shuffle=True, num_workers=2, persistent_workers=True)
rates = []
for _ in range(epochs):
    begin = time.perf_counter()
    count = sum(len(images) for images, _ in loader)
    rates.append(count / (time.perf_counter() - begin))
print(json.dumps({"rates": rates}))
