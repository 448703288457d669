"""The audit of the pinned packages fails on a known hole and on nothing else."""

from tests.advisories import NOT_HAD, verdict

SOUND = {"dependencies": [{"name": "django", "version": "5.2", "vulns": []}]}
HOLE = {"id": "PYSEC-2026-1", "fix_versions": ["5.2.1"]}
HOLED = {"dependencies": [{"name": "django", "version": "5.2", "vulns": [HOLE]}]}
UNKNOWN = {"dependencies": [{"name": "django", "version": "5.2", "skip_reason": "not found"}]}


def test_a_known_hole_fails_and_names_the_version_that_mends_it():
    lines, well = verdict([HOLED, SOUND])
    assert not well and lines[0] == "django 5.2: PYSEC-2026-1, mended in 5.2.1"


def test_a_known_hole_fails_even_where_the_other_list_could_not_be_asked():
    assert verdict([None, HOLED])[1] is False


def test_advisories_out_of_reach_are_told_and_fail_nothing():
    for reports in ([None, None], [UNKNOWN, UNKNOWN], [SOUND, None]):
        assert verdict(reports) == ([NOT_HAD], True)


def test_sound_packages_are_counted():
    assert verdict([SOUND, SOUND]) == (["2 pins audited, no known hole."], True)
