"""The same texts, settings and encoder make the same index and the same answers, on any threads.

Every file of the snapshot is compared to the byte, and answers to the word.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import STARTER

from index.encoder import ExportedEncoder

CODE = """
import json, os, sys
from pathlib import Path

cpus, exports, index, corpus = sys.argv[1:]
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(cpus)])

from corpus.reading import Source
from index.building import build
from index.encoder_export import load_encoder
from index.snapshot import load
from rag.asking import answer

encoder = load_encoder(None, Path(exports))
build([Source("starter", Path(corpus))], Path(index), encoder)
snapshot = load(Path(index), encoder)
questions = Path(corpus, "evaluation", "queries.tsv").read_text("utf-8").splitlines()[::6]
answers = [answer(line.split("\\t")[1], (), snapshot) for line in questions]
print(json.dumps({
    "fingerprint": snapshot.manifest.fingerprint,
    "files": dict(snapshot.manifest.files),
    "answers": [[a.status, [s.text for s in a.sentences], [r.section_id for r in a.references]]
                for a in answers],
}))
"""


def built(index: Path, exports: Path, cpus: int, threads: int) -> dict[str, object]:
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(cpus), str(exports), str(index), str(STARTER)],
        env={**os.environ, **dict.fromkeys(names, str(threads))},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.model
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cannot choose processors here")
def test_any_number_of_threads_makes_the_same_index_and_answers(exports, tmp_path):
    alone = built(tmp_path / "alone", exports, cpus=1, threads=1)
    many = built(tmp_path / "many", exports, cpus=99, threads=5)
    assert alone == many
    assert len(alone["answers"]) > 10
    assert any(sentences for _, sentences, _ in alone["answers"])


@pytest.mark.model
def test_a_text_has_the_same_vector_whatever_it_is_encoded_with(real_encoder: ExportedEncoder):
    """Or a rebuild, which encodes only what is new, would differ from a build from nothing."""
    texts = [
        file.read_text("utf-8")[: 60 * n] for n, file in enumerate(sorted(STARTER.rglob("*.md")), 1)
    ]
    texts = [text for text in texts if text.strip()][:40]
    together = real_encoder.encode(texts)
    assert (together == np.vstack([real_encoder.encode([text]) for text in texts])).all()
    assert (together[::-1] == real_encoder.encode(texts[::-1])).all()
