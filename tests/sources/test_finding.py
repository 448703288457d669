"""Files, folders and zip archives; limits and refusals."""

import stat
import zipfile
from pathlib import Path

import pytest

from archive.sources import BadFile, Limits, find
from archive.sources.finding import entry_name, natural


def names(found: list) -> list[str]:
    return [f.name for f in found]


def test_a_folder_is_read_in_natural_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in ("10.txt", "2.txt", "a/1.md", "x.pdf", ".hidden.txt", ".git/1.txt", "__MACOSX/1.txt", "._2.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("文")
    found, problems = find([tmp_path])
    assert names(found) == ["2.txt", "10.txt", "a/1.md"]
    assert problems == []


def test_a_single_file_is_named_by_itself_and_knows_its_folders(tmp_path: Path) -> None:
    folder = tmp_path / "青溪日报" / "2023-04-12"
    folder.mkdir(parents=True)
    (folder / "01.txt").write_text("文")
    [found], _ = find([folder / "01.txt"])
    assert found.name == "01.txt"
    assert found.context[-2:] == ("青溪日报", "2023-04-12")


def test_wrong_paths_are_problems_in_words(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_text("文")
    (tmp_path / "bad.zip").write_text("文")
    (tmp_path / "large.txt").write_text("文" * 100)
    paths = [tmp_path / "none", tmp_path / "x.pdf", tmp_path / "bad.zip", tmp_path / "large.txt"]
    found, problems = find(paths, Limits(file=99))
    assert found == []
    assert [p.reason[:4] for p in problems] == ["没有这个", "只收 .", "不是能打", "文件有 "]


def zipped(path: Path, entries: dict[str, bytes], **flags: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = flags.get(name.replace(".", "_"), 0)
            archive.writestr(info, data)
    return path


def test_a_zip_is_read_like_a_folder(tmp_path: Path) -> None:
    path = zipped(tmp_path / "青溪日报.zip", {"2023-04-12/02.txt": b"b", "2023-04-12/01.txt": b"a", "note.pdf": b"x"})
    found, problems = find([path])
    assert names(found) == ["2023-04-12/01.txt", "2023-04-12/02.txt"]
    assert found[0].context[-1] == "青溪日报"
    assert found[0].read() == b"a"
    assert problems == []


def test_names_in_gbk_without_a_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("青溪日报/01.txt".encode("gb18030").decode("cp437")), b"a")
    data = path.read_bytes()
    raw = "青溪日报/01.txt".encode("gb18030").decode("cp437").encode("utf-8")
    plain = "青溪日报/01.txt".encode("gb18030")
    assert raw in data
    # the module marks such names as UTF-8; an old archiver writes the bytes and no mark
    with zipfile.ZipFile(path) as archive:
        info = archive.infolist()[0]
        info.flag_bits = 0
        assert entry_name(info) == plain.decode("gb18030")


@pytest.mark.parametrize("name", ["../up.txt", "/root.txt", "a/../../b.txt", "C:/x.txt", "."])
def test_paths_that_lead_out_of_a_zip_are_refused(tmp_path: Path, name: str) -> None:
    found, problems = find([zipped(tmp_path / "a.zip", {name: b"x", "ok.txt": b"y"})])
    assert names(found) == ["ok.txt"]
    assert "包外" in problems[0].reason


def test_links_nested_zips_bombs_and_floods_are_refused(tmp_path: Path) -> None:
    link = zipped(tmp_path / "l.zip", {"link.txt": b"/etc/passwd"}, link_txt=(stat.S_IFLNK | 0o777) << 16)
    nested = zipped(tmp_path / "n.zip", {"inner.zip": b"PK"})
    bomb = zipped(tmp_path / "b.zip", {"bomb.txt": b"0" * (3 * 1024 * 1024)})
    flood = zipped(tmp_path / "f.zip", {f"{n}.txt": b"x" for n in range(4)})
    found, problems = find([link, nested, bomb, flood], Limits(zip_entries=3))
    assert found == []
    assert ["符号链接" in problems[0].reason, "还有压缩包" in problems[1].reason] == [True, True]
    assert ["压缩比" in problems[2].reason, "上限" in problems[3].reason] == [True, True]


def test_a_damaged_entry_is_a_bad_file(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": bytes(range(32, 120)) * 9})
    [found], _ = find([path])
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(bytes(data))
    with pytest.raises(BadFile, match="坏了"):
        found.read()


def test_an_entry_whose_packed_bytes_are_no_stream_is_a_bad_file(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(range(32, 120)) * 9)
    [found], _ = find([path])
    data = bytearray(path.read_bytes())
    data[35] = 0xFF  # the first byte of the stream: a kind of block that does not exist
    path.write_bytes(bytes(data))
    with pytest.raises(BadFile, match="坏了"):
        found.read()


def test_numbers_sort_by_value() -> None:
    assert sorted(["p10", "p9", "p1a"], key=natural) == ["p1a", "p9", "p10"]
