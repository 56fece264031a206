"""Make mnist.npz from the original files: ``python -m tools.make_mnist FOLDER``."""

import hashlib
import sys
import zipfile
from pathlib import Path

import numpy as np
from descent.datasets import mnist
from descent.datasets.mnist import Dataset, read_file, read_folder

STORE = Path(mnist.__file__).parent  # where the package reads what is made here
MD5 = {
    "train-images-idx3-ubyte": "6bbc9ace898e44ae57da46a324031adb",
    "train-labels-idx1-ubyte": "a25bea736e30d166cdddb491f175f624",
    "t10k-images-idx3-ubyte": "2646ac647ad5339dbf082846283269ea",
    "t10k-labels-idx1-ubyte": "27ae3e4e09519cfbb04c329615203637",
}
SIZES = (5000, 5000, 1000, 1000)


def require_originals(folder: Path) -> None:
    """Raise ValueError unless the four files are the original ones, to the bit."""
    for name, expected in MD5.items():
        digest = hashlib.md5(read_file(folder / name)).hexdigest()
        if digest != expected:
            raise ValueError(f"{folder / name} must have the MD5 {expected}, got {digest}")


def write_npz(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write the arrays as np.savez_compressed does, but without the time of day in the file."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                np.lib.format.write_array(file, array)


def main(folder: Path) -> None:
    """Write the first images and labels of `folder` into the package, print the SHA-256."""
    require_originals(folder)
    first = [array[:size] for array, size in zip(read_folder(folder), SIZES, strict=True)]
    path = STORE / "mnist.npz"
    write_npz(path, dict(zip(Dataset._fields, first, strict=True)))
    print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
