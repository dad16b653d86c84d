"""Settings: read from the environment, refused where unknown, all of them documented."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.settings import Settings, SettingsRefused, default_index, read_settings


def test_the_command_line_outranks_the_environment(monkeypatch):
    monkeypatch.setenv("FOOTNOTE_PORT", "9000")
    monkeypatch.setenv("FOOTNOTE_HOST", "0.0.0.0")
    settings = read_settings(port=9001, host=None)
    assert (settings.port, settings.host) == (9001, "0.0.0.0")


def test_an_empty_variable_is_no_setting(monkeypatch):
    monkeypatch.setenv("FOOTNOTE_PORT", "")
    assert read_settings().port == 8000


def test_an_unknown_variable_is_refused_with_the_nearest(monkeypatch):
    monkeypatch.setenv("FOOTNOTE_PROT", "9000")
    with pytest.raises(SettingsRefused, match="FOOTNOTE_PROT") as refused:
        read_settings()
    assert refused.value.mend == "Did you mean FOOTNOTE_PORT?"


def test_an_unknown_variable_like_no_other_gets_the_whole_list(monkeypatch):
    monkeypatch.setenv("FOOTNOTE_XYZ", "1")
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    assert refused.value.mend
    for name in Settings.model_fields:
        assert f"FOOTNOTE_{name.upper()}" in refused.value.mend


@pytest.mark.parametrize("port", ["http", "-1", "70000"])
def test_a_value_out_of_range_names_its_variable(monkeypatch, port):
    monkeypatch.setenv("FOOTNOTE_PORT", port)
    with pytest.raises(SettingsRefused, match="FOOTNOTE_PORT"):
        read_settings()


@pytest.mark.parametrize("proxy", ["proxy.example", "10.0.0.0/33", "10.0.0.5/8", "10.0.0.256", "*"])
def test_a_proxy_that_no_client_can_be_is_refused(monkeypatch, proxy):
    monkeypatch.setenv("FOOTNOTE_TRUSTED_PROXIES", f"10.89.7.0/24, ::1, 127.0.0.1, {proxy}")
    with pytest.raises(SettingsRefused, match="FOOTNOTE_TRUSTED_PROXIES") as refused:
        read_settings()
    assert refused.value.what.startswith((f"{proxy!r} does not", f"{proxy} has host bits set"))


def test_proxies_are_addresses_and_networks():
    settings = Settings(trusted_proxies="10.89.7.0/24, ::1,127.0.0.1")
    assert settings.proxies == ["10.89.7.0/24", "::1", "127.0.0.1"]


def test_a_value_given_on_the_command_line_names_its_option():
    with pytest.raises(SettingsRefused, match="--port"):
        read_settings(port=-5)


def test_every_setting_is_documented():
    assert all(field.description for field in Settings.model_fields.values())


def test_nothing_else_can_be_set():
    with pytest.raises(ValueError, match="colour"):
        Settings(colour="red")


def test_a_checkout_keeps_its_index_in_its_own_folder():
    assert default_index() == Path(__file__).parent.parent / "index"


def test_an_installation_keeps_its_index_with_the_user(monkeypatch, tmp_path):
    monkeypatch.setattr("index.__file__", str(tmp_path / "index" / "__init__.py"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_index() == tmp_path / "data" / "footnote"
