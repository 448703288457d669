"""Names stay as they are printed, whatever form they are read in."""

from archive.parsing.bylines import bylines


def test_a_name_keeps_its_characters_beside_a_plain_one_of_the_same_form():
    found = bylines("本报讯（记者 林乾山 周 浪）各级领导干部到会。")
    assert found[0].names == ("林乾山", "周浪")
