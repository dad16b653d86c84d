"""A key is shown once, kept as a hash, and taken back for good."""

from __future__ import annotations

import json
import stat

import pytest
from conftest import run

from server.keys import KeysRefused, add_key, owner, read_keys, revoke_key


@pytest.fixture
def file(tmp_path):
    return tmp_path / "there" / "keys.json"


def test_a_key_opens_and_its_file_does_not_hold_it(file):
    key = add_key(file, "Ana")
    (kept,) = read_keys(file)
    assert owner([kept], key) == kept and kept.name == "Ana"
    secret = key.split("_", 2)[2]
    assert len(secret) >= 40 and secret not in file.read_text("utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["keys.json"]


@pytest.mark.parametrize(
    "change",
    [
        lambda key: "",
        lambda key: key[:-1],
        lambda key: key + "x",
        lambda key: key.upper(),
        lambda key: "sk" + key[2:],
        lambda key: key.rpartition("_")[0],
        lambda key: "fn_" + key.split("_", 2)[2],
        lambda key: "fn__" + key.split("_", 2)[2],
        lambda key: "é" + key,
    ],
)
def test_what_is_not_quite_a_key_opens_nothing(file, change):
    key = add_key(file, "Ana")
    assert owner(read_keys(file), change(key)) is None


def test_each_key_is_its_own(file):
    first, second = add_key(file, "Ana"), add_key(file, "Ben")
    assert [owner(read_keys(file), key).name for key in (first, second)] == ["Ana", "Ben"]
    mixed = first.rpartition("_")[0] + "_" + second.split("_", 2)[2]
    assert owner(read_keys(file), mixed) is None


def test_a_revoked_key_opens_nothing_and_the_file_stays(file):
    key = add_key(file, "Ana")
    gone = revoke_key(file, read_keys(file)[0].id)
    assert gone.name == "Ana"
    assert read_keys(file) == [] and owner([], key) is None
    assert file.exists()
    with pytest.raises(KeysRefused, match="there is no key"):
        revoke_key(file, gone.id)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"keys": 1}', '{"keys": [{"id": "a"}]}', "\xff"])
def test_a_file_that_is_none_of_ours_is_refused_and_kept(file, text):
    file.parent.mkdir()
    file.write_text(text, "latin-1")
    for use in (read_keys, lambda file: add_key(file, "Ana")):
        with pytest.raises(KeysRefused) as refused:
            use(file)
        assert refused.value.where == str(file) and refused.value.mend
    assert file.read_text("latin-1") == text


def test_the_commands(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_INDEX", str(tmp_path))
    file = tmp_path / "keys.json"
    assert run(capsys, monkeypatch, "keys", "list")[1] == "There are no keys.\n"
    code, out, err = run(capsys, monkeypatch, "keys", "add", "Ana [x]")
    assert code == 0 and "once" in err
    kept = owner(read_keys(file), out.strip())
    assert kept and kept.name == "Ana [x]"
    assert run(capsys, monkeypatch, "keys", "list")[1].split() == [
        kept.id,
        kept.created,
        "Ana",
        "[x]",
    ]
    told = json.loads(run(capsys, monkeypatch, "keys", "list", "--json")[1])
    assert told == {"keys": [{"id": kept.id, "name": kept.name, "created": kept.created}]}
    made = json.loads(run(capsys, monkeypatch, "keys", "add", "Ben", "--json")[1])
    assert owner(read_keys(file), made["key"]).name == made["name"] == "Ben"
    code, out, _ = run(capsys, monkeypatch, "keys", "revoke", kept.id)
    assert code == 0 and kept.id in out
    code, out, err = run(capsys, monkeypatch, "keys", "revoke", kept.id)
    assert code == 2 and not out and "footnote keys list" in err


def test_where_it_cannot_be_written_the_error_says_so(tmp_path, capsys, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FOOTNOTE_KEYS", str(tmp_path / "file" / "keys.json"))
    code, _, err = run(capsys, monkeypatch, "keys", "add", "Ana")
    assert code == 2 and "FOOTNOTE_KEYS" in err
