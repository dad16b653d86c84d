from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from corpus.errors import SourceNotFound, SourceRefused
from corpus.files import list_files


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b" / "7").mkdir(parents=True)
    others = ("d.png", "e.png", "LICENSE", "source.toml", "golden.tsv")
    for name in ("b/7/x.md", "a.MARKDOWN", "c.mdx", *others):
        (tmp_path / name).write_text(name)
    contents = list_files(tmp_path)
    assert [file.path for file in contents.files] == ["a.MARKDOWN", "b/7/x.md", "c.mdx"]
    assert contents.files[1].folder == "7"
    assert contents.files[0].folder == tmp_path.name
    assert contents.files[1].place == str(tmp_path / "b/7/x.md")
    assert contents.about is not None
    assert [finding.reason for finding in contents.findings] == [
        "2 files (.png), not read",
        "1 file (no suffix), not read",
    ]


def test_odd_entries_are_findings(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "source.toml").write_text("")
    (tmp_path / "gone.md").symlink_to("nowhere.md")
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "link.md").symlink_to("a.md")
    (tmp_path / "round").symlink_to(".")
    (tmp_path / "big.md").write_bytes(bytes(5_000_001))
    os.mkfifo(tmp_path / "pipe.md")
    contents = list_files(tmp_path)
    assert [file.path for file in contents.files] == ["a.md"]
    assert contents.about is None
    told = {Path(finding.path).name: finding.reason for finding in contents.findings}
    assert told == {
        "folder.md": "a folder named like a Markdown file",
        ".git": "a hidden folder",
        "source.toml": "not at the top, where it would count",
        "gone.md": "a link, and it leads nowhere",
        "loop.md": "a link, and it leads nowhere",
        "link.md": "a link, not followed",
        "round": "a link to a folder, not followed",
        "big.md": "larger than 5 MB",
        "pipe.md": "not a regular file",
    }


def test_what_the_source_says_are_no_texts_is_not_read_and_not_told(tmp_path: Path) -> None:
    for name in ("a.md", "judged/README.md", "judged/q.tsv", "judged-by.md", "notes/b.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "source.toml").write_text('not_texts = ["judged", "notes/b.md", "gone"]')
    contents = list_files(tmp_path)
    assert [file.path for file in contents.files] == ["a.md", "judged-by.md"]
    assert contents.about is not None
    (told,) = contents.findings
    assert told.path == str(tmp_path / "source.toml") and "“gone”" in told.reason
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name in ("judged/q.md", "a.md"):
            archive.write(tmp_path / "a.md", f"top/{name}")
        archive.writestr("top/source.toml", 'not_texts = ["judged"]')
    contents = list_files(tmp_path / "x.zip")
    assert [file.path for file in contents.files] == ["a.md"] and not contents.findings


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A")
    (tmp_path / "a.md").chmod(0)
    (finding,) = list_files(tmp_path).findings
    assert "cannot be read" in finding.reason


def test_names_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\x1b[2J\xff.md")).write_text("A")
    (file,) = list_files(tmp_path).files
    assert file.path == "\ufffd[2J\ufffd.md"


def test_an_absolute_member_is_not_named_as_a_file_of_this_machine(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("top/a.md", "A")
        archive.writestr("/etc/evil.md", "B")
    finding = list_files(tmp_path / "a.zip").findings[0]
    assert finding.path == f"{tmp_path}/a.zip//etc/evil.md"


def test_a_single_file(tmp_path: Path) -> None:
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "x.md").write_text("X")
    (file,) = list_files(tmp_path / "7" / "x.md").files
    assert (file.path, file.folder, file.place) == ("x.md", "7", str(tmp_path / "7" / "x.md"))


def test_nothing_there_or_nothing_readable(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound, match="Check the spelling"):
        list_files(tmp_path / "none")
    (tmp_path / "a.pdf").write_text("x")
    with pytest.raises(SourceRefused):
        list_files(tmp_path / "a.pdf")
    (tmp_path / "a.zip").write_text("not a zip")
    with pytest.raises(SourceRefused, match="damaged"):
        list_files(tmp_path / "a.zip")
