# SPDX-FileCopyrightText: 2026 EfficientSAM for Fiji developers
# SPDX-License-Identifier: Apache-2.0
"""Makes golden.zip, small Zarr arrays of all kinds that ZarrArray reads: pip install tensorstore; python make-golden.py.

The value at (t, c, z, y, x) is (x // 7 + 3 * (y // 5) + 2 * z + t) % 6, and 3 everywhere on z = 2 of arrays that end with "-missing".
"""
import pathlib
import shutil
import tempfile
import zipfile

import numpy as np
import tensorstore as ts

SHAPE, CHUNK = (2, 1, 3, 18, 41), (1, 1, 2, 18, 32)
t, c, z, y, x = np.indices(SHAPE)
VALUES = (x // 7 + 3 * (y // 5) + 2 * z + t) % 6


def blosc(name, shuffle):
    return {"id": "blosc", "cname": name, "clevel": 5, "shuffle": shuffle, "blocksize": 0}


TWO = {
    "u1": ("|u1", None, {}),
    "zlib": ("<u2", {"id": "zlib", "level": 5}, {}),
    "big": (">u2", {"id": "gzip", "level": 5}, {}),
    "zstd": ("<i4", {"id": "zstd", "level": 3}, {}),
    "lz4": ("<u2", blosc("lz4", 1), {}),
    "lz4hc": ("<u4", blosc("lz4hc", 1), {}),
    "bits": ("<u4", blosc("zstd", 2), {}),
    "plain": (">i8", blosc("zlib", 0), {}),
    "fortran": ("<f4", None, {"order": "F"}),
    "dots": ("<f8", blosc("zstd", 1), {"dimension_separator": "."}),
    "missing": ("<i2", None, {"fill_value": 3}),
}

THREE = {
    "little": ("uint8", [{"name": "bytes"}], {}),
    "big": ("uint16", [{"name": "bytes", "configuration": {"endian": "big"}}, {"name": "gzip", "configuration": {"level": 5}}], {}),
    "zstd": ("int32", [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "zstd", "configuration": {"level": 3}}], {}),
    "blosc": ("uint32", [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "blosc", "configuration": {
        "cname": "lz4", "clevel": 5, "shuffle": "bitshuffle", "typesize": 4, "blocksize": 0}}], {}),
    "crc": ("int64", [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "crc32c"}], {}),
    "transposed": ("float32", [{"name": "transpose", "configuration": {"order": [4, 0, 2, 1, 3]}},
                               {"name": "bytes", "configuration": {"endian": "little"}}], {}),
    "shards": ("uint16", [{"name": "sharding_indexed", "configuration": {
        "chunk_shape": [1, 1, 1, 9, 16], "codecs": [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "zstd"}],
        "index_codecs": [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "crc32c"}]}}], {}),
    "shards-missing": ("uint32", [{"name": "sharding_indexed", "configuration": {
        "chunk_shape": [1, 1, 1, 18, 32], "codecs": [{"name": "bytes", "configuration": {"endian": "little"}}],
        "index_codecs": [{"name": "bytes", "configuration": {"endian": "little"}}], "index_location": "start"}}], {"fill_value": 3}),
    "dots": ("float64", [{"name": "bytes", "configuration": {"endian": "little"}}],
             {"chunk_key_encoding": {"name": "v2", "configuration": {"separator": "."}}}),
    "missing": ("int16", [{"name": "bytes", "configuration": {"endian": "little"}}], {"fill_value": 3}),
}


def write(path, driver, metadata):
    array = ts.open({"driver": driver, "kvstore": {"driver": "file", "path": str(path)}, "metadata": metadata, "create": True}).result()
    values = VALUES.astype(array.dtype.numpy_dtype)
    end = 2 if str(path).endswith("missing") else 3
    array[:, :, :end].write(values[:, :, :end]).result()


here = pathlib.Path(__file__).parent
folder = pathlib.Path(tempfile.mkdtemp())
for name, (dtype, compressor, more) in TWO.items():
    write(folder / ("v2-" + name), "zarr", {"zarr_format": 2, "shape": SHAPE, "chunks": CHUNK, "dtype": dtype, "compressor": compressor,
                                            "dimension_separator": "/", "fill_value": 0, "order": "C", "filters": None, **more})
for name, (dtype, codecs, more) in THREE.items():
    write(folder / ("v3-" + name), "zarr3", {"shape": SHAPE, "data_type": dtype, "fill_value": 0, "codecs": codecs,
                                             "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": CHUNK}}, **more})
with zipfile.ZipFile(here / "golden.zip", "w", zipfile.ZIP_DEFLATED) as out:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            out.write(file, str(file.relative_to(folder)))
shutil.rmtree(folder)
