"""Folders and archives of records: what can be read is read, what cannot is listed, and a person is there once."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from cadres import read_roster
from schema import RosterError
from tests.cadres.appointment_forms import POSTS, lrm, lrmx

RESUME = ("2001.07--2019.03  石渡县水利局科员", "2019.03--         石渡县水利局局长")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "名册"
    (place / "科级").mkdir(parents=True)
    (place / "何沛.lrmx").write_bytes(lrmx())
    (place / "科级" / "李静.lrm").write_bytes(lrm("\r\n".join(RESUME), f0="李静", f1="女", f2="197406"))
    (place / "科级" / "坏.lrmx").write_bytes(lrmx()[:500])
    (place / "何沛.jpg").write_bytes(b"\xff\xd8")
    (place / "说明.docx").write_bytes(b"PK")
    return place


def zipped(folder: Path, name: str = "名册.zip") -> Path:
    path = folder.parent / name
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))
    return path


def names(path: Path) -> list[str]:
    return sorted(cadre.name for cadre in read_roster(path).cadres)


def test_a_folder_and_its_archive_are_one_roster(folder: Path) -> None:
    roster, archived = read_roster(folder), read_roster(zipped(folder))
    assert sorted(cadre.name for cadre in roster.cadres) == ["何沛", "李静"]
    assert archived.id == roster.id
    assert set(archived.cadres) == set(roster.cadres)
    assert [Path(error.path).name for error in roster.skipped] == ["坏.lrmx"]
    assert archived.skipped[0].path.endswith("名册.zip/科级/坏.lrmx")
    assert archived.files == (str(folder.parent / "名册.zip"),)


def test_an_archive_in_an_archive_and_names_of_chinese_windows(folder: Path) -> None:
    inner = zipped(folder, "内.zip")
    outer = folder.parent / "外.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("内.zip", inner.read_bytes())
        info = zipfile.ZipInfo("赵一.lrmx".encode("gb18030").decode("cp437"))
        archive.writestr(info, lrmx(name="赵一"))
    assert names(outer) == ["何沛", "李静", "赵一"]


def test_a_roster_of_broken_files_alone_is_refused(folder: Path) -> None:
    for file in folder.rglob("*.lrm*"):
        file.write_bytes(b"<Person>")
    with pytest.raises(RosterError, match=r"没有一份干部记录读得出（3 个文件"):
        read_roster(folder)
    (folder.parent / "空").mkdir()
    with pytest.raises(RosterError, match="这里没有干部名册"):
        read_roster(folder.parent / "空")
    (folder.parent / "坏.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(RosterError, match="压缩包已损坏"):
        read_roster(folder.parent / "坏.zip")


def test_of_two_forms_of_a_person_the_newer_counts(folder: Path) -> None:
    (folder / "旧.lrmx").write_bytes(lrmx(RESUME, TianBiaoShiJian="20100101"))
    roster = read_roster(folder)
    assert len(roster.cadres) == 2
    (cadre,) = (cadre for cadre in roster.cadres if cadre.name == "何沛")
    assert cadre.posts[0].unit == POSTS[0][0]
    assert any("同一人" in error.message and error.path.endswith("旧.lrmx") for error in roster.skipped)


def test_persons_alike_but_for_the_identity_number_are_two(folder: Path) -> None:
    (folder / "另.lrmx").write_bytes(lrmx(RESUME, ShenFenZheng="110101197103070011"))
    found = [cadre for cadre in read_roster(folder).cadres if cadre.name == "何沛"]
    assert len({cadre.id for cadre in found}) == 2


def test_a_form_gives_its_posts_to_the_row_of_a_table(folder: Path) -> None:
    table = "编号,姓名,性别,出生年月,单位,现任职务\nYZ001,何沛,男,1971.03,云泽市水利局,党组书记、局长\n"
    (folder / "名册.csv").write_text(table, encoding="utf-8")
    roster = read_roster(folder)
    assert sorted(cadre.name for cadre in roster.cadres) == ["何沛", "李静"]
    (cadre,) = (cadre for cadre in roster.cadres if cadre.id == "YZ001")
    assert tuple((post.unit, post.title, post.start, post.end) for post in cadre.posts) == POSTS


def test_a_form_that_fits_two_rows_goes_to_neither(folder: Path) -> None:
    rows = "编号,姓名,出生年月,单位,现任职务\nA,何沛,1971.03,水利局,局长\nB,何沛,1971.03,审计局,局长\n"
    (folder / "名册.csv").write_text(rows, encoding="utf-8")
    roster = read_roster(folder)
    assert all(len(cadre.posts) == 1 for cadre in roster.cadres if cadre.id in "AB")
    assert any("不止一个何沛" in error.message for error in roster.skipped)


def test_every_visible_sheet_of_a_workbook_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number, title in enumerate(("水利局", "审计局", "旧")):
        sheet = book.create_sheet(title)
        sheet.append(("编号", "姓名", "单位", "现任职务"))
        sheet.append((f"A{number}", f"何{number}", title, "局长"))
    book["旧"].sheet_state = "hidden"
    book["审计局"].append(("A0", "何沛", "审计局", "副局长"))
    book.save(tmp_path / "名册.xlsx")
    with pytest.raises(RosterError, match=r"工作表“审计局”第 3 行“编号”列：编号“A0”与工作表“水利局”第 2 行重复"):
        read_roster(tmp_path / "名册.xlsx")
    book["审计局"].delete_rows(3)
    book.save(tmp_path / "名册.xlsx")
    assert names(tmp_path / "名册.xlsx") == ["何0", "何1"]


def test_a_table_without_numbers_makes_them_of_name_and_birth(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    header = "姓名,性别,出生年月,单位,现任职务"
    path.write_text(f"{header}\n何沛,男,1971.03,水利局,局长\n何沛,男,1980.03,审计局,局长\n", encoding="utf-8")
    one, other = read_roster(path).cadres
    assert one.id != other.id
    path.write_text(f"{header}\n何沛,男,1971年3月,政协,副主席\n", encoding="utf-8")
    assert read_roster(path).cadres[0].id == one.id
    path.write_text(f"{header}\n何沛,男,1971.03,水利局,局长\n何沛,男,1971.03,审计局,局长\n", encoding="utf-8")
    with pytest.raises(RosterError, match=r"第 3 行“姓名”列：“何沛”与第 2 行同名、同性别、同出生年月"):
        read_roster(path)
    path.write_text(f"{header}\n何沛,男,,水利局,局长\n", encoding="utf-8")
    with pytest.raises(RosterError, match="出生年月是空的"):
        read_roster(path)
