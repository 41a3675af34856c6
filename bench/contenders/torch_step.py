"""The small ConvNet's training step in PyTorch: `torch_step.py float32|bfloat16 STEPS`. Prints one line of JSON."""

import json
import statistics
import sys
import time

import torch
from torch import nn

precision, steps = sys.argv[1], int(sys.argv[2])
parts = []
channels = 3
for filters in (32, 64, 128, 128):
    parts += [nn.Conv2d(channels, filters, 3), nn.ReLU(), nn.MaxPool2d(2)]
    channels = filters
parts += [nn.Flatten(), nn.Dropout(0.5), nn.Linear(6272, 512), nn.ReLU(), nn.Linear(512, 1)]
model = nn.Sequential(*parts).to(memory_format=torch.channels_last)
optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-4, alpha=0.9)
objective = nn.BCEWithLogitsLoss()
images = torch.rand(20, 3, 150, 150).to(memory_format=torch.channels_last)
labels = (torch.arange(20) % 2).float()[:, None]
times = []
for index in range(steps + 5):
    begin = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bfloat16"):
        loss = objective(model(images).float(), labels)
    loss.backward()
    optimizer.step()
    loss.item()
    if index >= 5:
        times.append((time.perf_counter() - begin) * 1000)
print(json.dumps({"milliseconds": statistics.median(times)}))
