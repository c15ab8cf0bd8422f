import io
import zipfile

import openpyxl
import pytest

from core.sheets import FileUnreadable, read_sheet


def workbook_bytes(change=lambda sheet: None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "예산"
    sheet.append(["구분", "금액"])
    sheet.append(["세출", 1000])
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_workbook_keeps_positions_merges_and_formulas() -> None:
    def change(sheet):
        sheet["A5"] = "세입"
        sheet["B5"] = "=B2*2"
        sheet.merge_cells("A7:B8")

    sheet = read_sheet(workbook_bytes(change), max_rows=100)
    assert sheet.rows[0] == ["구분", "금액"]
    assert sheet.rows[4][0] == "세입"
    assert sheet.formulas == frozenset({(4, 1)})
    assert sheet.merged == ((6, 0, 7, 1),)
    assert sheet.merged_origin(7, 1) == (6, 0)
    assert sheet.merged_origin(1, 1) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_csv_in_the_encodings_of_offices(encoding: str) -> None:
    sheet = read_sheet('구분,금액\n세입,"1,000"\n'.encode(encoding), max_rows=10)
    assert sheet.rows == [["구분", "금액"], ["세입", "1,000"]]


@pytest.mark.parametrize(
    "content, reason",
    [
        (b"", "빈 파일입니다."),
        (b"PK\x03\x04broken", "엑셀(xlsx) 파일이 손상되었거나 형식이 다릅니다."),
        (b"\xd0\xcf\x11\xe0old", "xlsx 또는 csv 형식으로 저장하여 올리십시오."),
        (b"\xff\xff\xff,\x81", "글자 인코딩이 UTF-8 또는 한글(CP949)이 아닙니다."),
        ("가,나\n".encode() * 12, "10행, 200열까지 읽습니다."),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(FileUnreadable) as refused:
        read_sheet(content, max_rows=10)
    assert refused.value.facts == {"reason": reason}


def test_macros_and_bombs_are_refused() -> None:
    for name, body in (("xl/vbaProject.bin", b"x"), ("xl/media/zeros.bin", b"0" * 80_000_000)):
        out = io.BytesIO(workbook_bytes())
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, body)
        with pytest.raises(FileUnreadable):
            read_sheet(out.getvalue(), max_rows=10)
