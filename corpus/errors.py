"""Every error Footnote raises on purpose, in one tree.

FootnoteError
├── CorpusError            the texts given cannot be read
│   ├── SourceNotFound         no such folder, file, archive or named source
│   ├── SourceRefused          a source that is damaged, too big, or describes itself wrongly
│   ├── NothingToRead          sources without a single document
│   ├── MalformedFile          one file that is not in its format
│   ├── FetchFailed            a named archive could not be downloaded or checked
│   └── JudgmentsRefused       a judged set, a run or a baseline that is not in its format
├── IndexingError          the index cannot be built or used
│   ├── EncoderUnusable        the encoder is missing, altered, or gives bad vectors
│   ├── SnapshotMissing        nothing has been built here yet
│   ├── SnapshotDamaged        a file is missing, truncated, altered, or of another format
│   ├── EncoderMismatch        the snapshot was built with another encoder
│   ├── BuildFailed            the disk is full, or another build holds the lock
│   └── SnapshotRefused        a new snapshot that is worse than the one in use
├── NotKept                what people sent cannot be kept or read: the disk, the folder, the file
├── NotInSnapshot          an id that names nothing in the current snapshot
└── QuestionRefused        a question that cannot be asked: empty, too long, not text
"""


class FootnoteError(Exception):
    """Says what is wrong, where, and what mends it; printed to people as it stands."""

    def __init__(self, what: str, *, where: str | None = None, mend: str | None = None) -> None:
        self.what = what
        self.where = where
        self.mend = mend
        super().__init__(what)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}\n{self.mend}" if self.mend else text


class CorpusError(FootnoteError):
    """The texts given cannot be read."""


class SourceNotFound(CorpusError):
    """No such folder, file, archive or named source."""


class SourceRefused(CorpusError):
    """A source that is damaged, too big, of no known kind, or describes itself wrongly."""


class NothingToRead(CorpusError):
    """Sources without a single document."""


class MalformedFile(CorpusError):
    """One file that is not in its format; ``line`` counts from 1, None where none is meant."""

    def __init__(self, what: str, *, line: int | None = None) -> None:
        self.line = line
        super().__init__(what)


class FetchFailed(CorpusError):
    """A named archive could not be downloaded or did not match its checksum."""


class JudgmentsRefused(CorpusError):
    """A file to measure with, or against, that is missing or not in its format."""


class IndexingError(FootnoteError):
    """The index cannot be built or used."""


class EncoderUnusable(IndexingError):
    """The encoder is missing, altered, or gives vectors that are not finite."""


class SnapshotMissing(IndexingError):
    """Nothing has been built here yet."""


class SnapshotDamaged(IndexingError):
    """A file of the snapshot is missing, truncated, altered, or of another format."""


class EncoderMismatch(IndexingError):
    """The snapshot was built with another encoder than the one at hand."""


class BuildFailed(IndexingError):
    """The build could not finish; the snapshot that was current still is."""


class SnapshotRefused(IndexingError):
    """A new snapshot that is worse than the current one, which stays in use."""


class NotKept(FootnoteError):
    """What people sent cannot be written to the data folder, or read from it."""


class NotInSnapshot(FootnoteError):
    """An id that names nothing in the current snapshot."""


class QuestionRefused(FootnoteError):
    """A question that cannot be asked: empty, too long, or not text."""
