from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import archives
from corpus.archives import Entry, read_archive
from corpus.errors import SourceRefused

Pack = Callable[[Path, dict[str, bytes]], Path]


def tar(path: Path, files: dict[str, bytes], *more: tarfile.TarInfo) -> Path:
    path = path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as packed:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            packed.addfile(member, io.BytesIO(content))
        for member in more:
            packed.addfile(member)
    return path


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    path = path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def by_path(path: Path) -> dict[str, Entry]:
    return {entry.path: entry for entry in read_archive(path)}


both = pytest.mark.parametrize("pack", [tar, zipped])


@both
def test_the_top_folder_is_left_out(pack: Pack, tmp_path: Path) -> None:
    path = pack(tmp_path, {"top/a.md": b"A", "top/b/c.md": b"C", "top/d.png": b"D"})
    entries = by_path(path)
    assert {name: entry.content for name, entry in entries.items()} == {
        "a.md": b"A",
        "b/c.md": b"C",
        "d.png": None,
    }


@both
def test_two_top_folders_stay(pack: Pack, tmp_path: Path) -> None:
    assert set(by_path(pack(tmp_path, {"a/a.md": b"A", "b/b.md": b"B"}))) == {"a/a.md", "b/b.md"}


@both
@pytest.mark.parametrize(
    "name", ["../x.md", "top/../../x.md", "/etc/x.md", "C:\\x.md", "a\\..\\x.md"]
)
def test_climbing_out_is_refused(pack: Pack, name: str, tmp_path: Path) -> None:
    entries = by_path(pack(tmp_path, {"top/a.md": b"A", name: b"bad"}))
    assert entries.pop("a.md").content == b"A"
    (bad,) = entries.values()
    assert bad.content is None
    assert bad.left_out is not None
    assert bad.left_out[0] == "error"
    assert "leads out" in bad.left_out[1]
    assert not (tmp_path.parent / "x.md").exists()


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    members = []
    for name, kind in (("s", tarfile.SYMTYPE), ("h", tarfile.LNKTYPE), ("d", tarfile.CHRTYPE)):
        member = tarfile.TarInfo(f"top/{name}.md")
        member.type = kind
        member.linkname = str(secret)
        members.append(member)
    entries = by_path(tar(tmp_path, {"top/a.md": b"A"}, *members))
    for name in ("s.md", "h.md", "d.md"):
        assert entries[name] == Entry(
            name, left_out=("error", "refused: a link or device, not a file")
        )


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"top/a.md": b"A"})
    with zipfile.ZipFile(path, "a") as packed:
        link = zipfile.ZipInfo("top/l.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    assert by_path(path)["l.md"].left_out == ("error", "refused: a link or device, not a file")


@both
def test_cut_short_anywhere_is_refused(pack: Pack, tmp_path: Path) -> None:
    path = pack(tmp_path, {f"top/{n}.md": bytes([n]) * 900 for n in range(9)})
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        with pytest.raises(SourceRefused) as error:
            read_archive(path)
        assert error.value.where == str(path)


def test_a_plain_tar_cut_short_or_spoilt_is_refused(tmp_path: Path) -> None:
    whole = gzip.decompress(tar(tmp_path, {f"{n}.md": b"x" * 900 for n in range(4)}).read_bytes())
    path = tmp_path / "a.tar"
    path.write_bytes(whole)
    assert len(read_archive(path)) == 4
    for end in (512, 1536, 2000, 3072, 4608):
        path.write_bytes(whole[:end])
        with pytest.raises(SourceRefused):
            read_archive(path)
    path.write_bytes(whole[:1536] + b"\xff" * 512 + whole[2048:])
    with pytest.raises(SourceRefused):
        read_archive(path)


@both
def test_a_huge_member_is_left_out_unread(pack: Pack, tmp_path: Path) -> None:
    path = pack(tmp_path, {"a.md": b"A", "huge.md": bytes(archives.MAX_FILE + 1)})
    assert by_path(path)["huge.md"].left_out == ("error", "larger than 5 MB")


@both
def test_bombs_are_refused(pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pack(tmp_path, {f"{n}.{ext}": bytes(1000) for n in range(9) for ext in ("md", "bin")})
    for limit, size in (("MAX_UNPACKED", 9_000), ("MAX_KEPT", 8_000), ("MAX_MEMBERS", 12)):
        with monkeypatch.context() as patch:
            patch.setattr(archives, limit, size)
            with pytest.raises(SourceRefused, match="more than"):
                read_archive(path)
    assert len(read_archive(path)) == 18


def test_a_forged_header_cannot_ask_for_gigabytes(tmp_path: Path) -> None:
    member = tarfile.TarInfo("x")
    member.type = tarfile.XHDTYPE
    member.size = 3_000_000_000
    path = tmp_path / "a.tar"
    path.write_bytes(member.tobuf() + bytes(1024))
    with pytest.raises(SourceRefused, match="absurd"):
        read_archive(path)
