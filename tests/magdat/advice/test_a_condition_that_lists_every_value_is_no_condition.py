"""Whoever names every platform or every moment has limited nothing, and whoever names one has not said it all."""

from __future__ import annotations

import pytest
from made_advice import company, found, problems, use

MOMENTS = ["werkuren", "pauze", "buiten_werkuren"]
ABOUT_USE = {"verbod_algemeen", "verbod_pauze", "verbod_vrije_tijd", "grens_momenten", "grens_moment_open"}


@pytest.fixture(scope="session")
def networks(library):
    return tuple(library.platforms)


def about_use(library, tmp_path, *rules, **changes):
    return found(library, tmp_path, regels=list(rules), **changes) & ABOUT_USE


def test_a_ban_on_every_platform_is_a_ban_on_everything(networks, library, tmp_path):
    ids = about_use(library, tmp_path, use(decision="nee", platform=networks))
    assert ids == {"verbod_algemeen", "grens_momenten"}


def test_a_ban_on_every_platform_at_every_moment_too(networks, library, tmp_path):
    ids = about_use(library, tmp_path, use(decision="nee", platform=networks, moment=MOMENTS))
    assert ids == {"verbod_algemeen", "grens_momenten"}


def test_a_ban_on_every_network_but_the_tools_of_the_work_too(networks, library, tmp_path):
    social = [name for name in networks if name not in {"intranet", "teams", "slack", "yammer", "chatgpt"}]
    assert "verbod_algemeen" in about_use(library, tmp_path, use(decision="nee", platform=social))


def test_a_ban_for_every_department_too(library, tmp_path):
    firm = {**company(), "afdelingen": ["magazijn", "winkel"]}
    ban = use(decision="nee", afdeling=["magazijn", "winkel"])
    assert "verbod_algemeen" in about_use(library, tmp_path, ban, bedrijf=firm)


def test_a_ban_on_one_platform_is_no_blanket_ban(library, tmp_path):
    assert "verbod_algemeen" not in about_use(library, tmp_path, use(decision="nee", platform="tiktok"))


def test_a_blanket_ban_with_one_exception_still_is_one(library, tmp_path):
    rules = [use(decision="nee"), use("netwerken", platform="linkedin")]
    assert "verbod_algemeen" in about_use(library, tmp_path, *rules)


def test_every_moment_in_one_rule_makes_no_difference_between_them(library, tmp_path):
    assert about_use(library, tmp_path, use(moment=MOMENTS)) == {"grens_momenten"}


def test_moments_apart_are_a_difference(library, tmp_path):
    rules = [use("werk", "voorwaardelijk", moment="werkuren"), use("rest", moment=["pauze", "buiten_werkuren"])]
    assert about_use(library, tmp_path, *rules) == set()


def test_a_moment_is_settled_when_every_platform_is(networks, library, tmp_path):
    rules = [
        use("werk", "voorwaardelijk", moment="werkuren", platform=networks),
        use("rest", moment=["pauze", "buiten_werkuren"], platform=networks),
    ]
    assert about_use(library, tmp_path, *rules) == set()


def test_a_moment_that_no_rule_is_about_is_named(library, tmp_path):
    items = problems(library, tmp_path, regels=[use(moment="werkuren")])["grens_moment_open"]
    assert [item.message.rpartition(" ")[2] for item in items] == ["buiten_werkuren", "pauze"]


def test_a_ban_on_every_criticism_may_list_the_moments(library, tmp_path):
    rule = {**use("zwijg", "nee", moment=MOMENTS), "onderwerp": "kritiek_meningsuiting"}
    assert "verbod_kritiek" in found(library, tmp_path, regels=[rule])


def secret(**conditions):
    return {**use("geheim", "nee", **conditions), "onderwerp": "vertrouwelijk"}


@pytest.mark.parametrize("conditions", [{"platform": "chatgpt"}, {"inhoud": "cijfers"}, {"rol": "hr"}])
def test_a_rule_on_a_special_case_does_not_settle_the_topic(conditions, library, tmp_path):
    (item,) = problems(library, tmp_path, regels=[secret(**conditions)])["inhoud_vertrouwelijk"]
    assert "«geheim»" in item.message


@pytest.mark.parametrize("conditions", [{}, {"moment": "werkuren"}, {"moment": MOMENTS}, {"toestel": "werk"}])
def test_a_rule_in_general_does(conditions, library, tmp_path):
    assert "inhoud_vertrouwelijk" not in found(library, tmp_path, regels=[secret(**conditions)])


def test_a_rule_on_every_platform_does(networks, library, tmp_path):
    assert "inhoud_vertrouwelijk" not in found(library, tmp_path, regels=[secret(platform=networks)])
