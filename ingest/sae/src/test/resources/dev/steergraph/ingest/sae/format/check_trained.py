"""What SAELens makes of the SAEs that TrainedSaes.java (in the tests' sources) has trained and written here.

Loads every trained-* with SAE.load_from_disk, as anyone would, and adds expected.safetensors with x, codes and
reconstructions.

    pip install sae-lens==6.54.0
    python check_trained.py
"""

import pathlib
import warnings

import torch
from safetensors.torch import save_file
from sae_lens import SAE

warnings.filterwarnings("ignore")
D, N = 16, 40

for folder in sorted(pathlib.Path(__file__).parent.glob("trained-*")):
    sae = SAE.load_from_disk(folder)
    torch.manual_seed(7)
    x = torch.randn(N, D) * torch.arange(1, D + 1) + torch.arange(D) % 3
    with torch.no_grad():
        codes = sae.encode(x)
        reconstruction = sae.decode(codes)
    save_file({"x": x, "codes": codes.contiguous(), "reconstruction": reconstruction.contiguous()},
              folder / "expected.safetensors")
    error = (x - reconstruction).pow(2).sum() / (x - x.mean(dim=0)).pow(2).sum()
    print(f"{folder.name}: {type(sae).__name__}, hook {sae.cfg.metadata.hook_name},"
          f" L0 {(codes > 0).sum().item() / N:.2f}, explained variance {1 - error.item():.3f}")
