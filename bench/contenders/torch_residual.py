"""The training step of `examples/faces.net` in PyTorch: `torch_residual.py float32|bfloat16 STEPS BATCH`. Prints one line of JSON:
milliseconds by the clock and of the processor."""

import json
import statistics
import sys
import time

import torch
from torch import nn
from torchvision.models import resnet50

precision, steps, batch = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
base = resnet50()
base.fc = nn.Identity()
heads = nn.ModuleList([nn.Sequential(nn.Linear(2048, 64), nn.ReLU(), nn.Linear(64, units)) for units in (1, 1, 5)])
base.to(memory_format=torch.channels_last)
optimizer = torch.optim.Adam([*base.parameters(), *heads.parameters()], lr=1e-3)
images = torch.rand(batch, 3, 200, 200).to(memory_format=torch.channels_last)
age = torch.ones(batch, 1)
gender = (torch.arange(batch) % 2).float()[:, None]
race = torch.arange(batch) % 5
times = []
for index in range(steps + 2):
    begin, processor = time.perf_counter(), time.process_time()
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bfloat16"):
        features = base(images)
        years, female, origin = (head(features).float() for head in heads)
    loss = (
        nn.functional.mse_loss(years, age)
        + 10 * nn.functional.binary_cross_entropy_with_logits(female, gender)
        + 10 * nn.functional.cross_entropy(origin, race)
    )
    loss.backward()
    optimizer.step()
    loss.item()
    if index >= 2:
        times.append((time.perf_counter() - begin, time.process_time() - processor))
clock, processor = (statistics.median(each[place] for each in times) * 1000 for place in (0, 1))
print(json.dumps({"milliseconds": clock, "processor": processor}))
