"""Small files of each accepted type, made here: PDF, zip with XML, and HWP as a compound file."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pypdf

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def pdf(text: str, password: str = "") -> bytes:
    """A page with one line of plain letters; under a password when one is given."""
    stream = f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    found, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(found))
        found += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(found)
    found += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    found += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    if not password:
        return found
    writer = pypdf.PdfWriter(clone_from=BytesIO(found))
    writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def packed(**members: str) -> bytes:
    """A zip; the names of its members have `__` for `/` and `_xml` for `.xml`."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, text in members.items():
            pack.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


def docx(*runs: str) -> bytes:
    """One paragraph in several runs."""
    inside = "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return packed(word__document_xml=f"<w:document><w:p>{inside}</w:p></w:document>")


def xlsx(*cells: str) -> bytes:
    """One row of texts."""
    inside = "".join(f"<c t='inlineStr'><is><t>{cell}</t></is></c>" for cell in cells)
    return packed(xl__worksheets__sheet1_xml=f"<worksheet><row>{inside}</row></worksheet>")


def hwpx(text: str, *, is_locked: bool = False) -> bytes:
    """One paragraph."""
    section = f"<hs:sec><hp:p><hp:run><hp:t>{text}</hp:t></hp:run></hp:p></hs:sec>"
    manifest = "<odf:manifest><odf:encryption-data/></odf:manifest>" if is_locked else "<odf:manifest/>"
    return packed(**{"Contents__section0_xml": section, "META-INF__manifest_xml": manifest})


def odt(text: str) -> bytes:
    """One paragraph."""
    return packed(content_xml=f"<office:text><text:p>{text}</text:p></office:text>")


def hwp(text: str, *, flags: int = 1) -> bytes:
    """An HWP 5 file with one paragraph; flags: 1 compressed, 2 under a password, 4 for distribution."""
    head = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000300, flags)
    words = text.encode("utf-16-le") + struct.pack("<H", 13)
    control = struct.pack("<8H", 2, 0, 0, 0, 0, 0, 0, 2)
    record = control + words
    section = struct.pack("<I", 67 | (len(record) << 20)) + record
    if flags & 1:
        packing = zlib.compressobj(wbits=-15)
        section = packing.compress(section) + packing.flush()
    return compound({"FileHeader": head.ljust(256, b"\0"), "BodyText/Section0": section})


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (MS-CFB, version 3) with streams in the root or in one folder."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[place : place + SECTOR].ljust(SECTOR, b"\0") for place in range(0, len(data), SECTOR)]
        sectors.extend(pieces)
        fat.extend([*range(first + 1, first + len(pieces)), _END])
        return first

    folders = sorted({name.partition("/")[0] for name in streams if "/" in name})
    roots = [name for name in streams if "/" not in name] + folders
    entries: list[bytes] = []

    def entry(name: str, kind: int, right: int = _FREE, child: int = _FREE, data: bytes = b"") -> bytes:
        # Streams below 4,096 bytes would lie in the mini stream: they are padded here.
        padded = data.ljust(4096, b"\0") if data else b""
        raw = name.encode("utf-16-le") + b"\0\0"
        start = store(padded) if padded else (_END if kind == 5 else 0)
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(raw), kind, 1, _FREE, right, child)
            + bytes(16 + 4 + 16)
            + struct.pack("<IQ", start, len(padded))
        )

    place = 1 + len(roots)
    entries.append(entry("Root Entry", 5, child=1))
    inside: list[bytes] = []
    for number, name in enumerate(roots, 1):
        right = number + 1 if number < len(roots) else _FREE
        if name in folders:
            found = [one for one in streams if one.startswith(f"{name}/")]
            entries.append(entry(name, 1, right, place + len(inside)))
            for order, one in enumerate(found):
                beside = place + len(inside) + 1 if order + 1 < len(found) else _FREE
                inside.append(entry(one.partition("/")[2], 2, beside, data=streams[one]))
        else:
            entries.append(entry(name, 2, right, data=streams[name]))
    listed = b"".join(entries + inside)
    directory = store(listed.ljust(-(-len(listed) // SECTOR) * SECTOR, b"\0"))
    fat_at = len(sectors)
    fat.append(_FAT)
    sectors.append(struct.pack(f"<{SECTOR // 4}I", *fat, *([_FREE] * (SECTOR // 4 - len(fat)))))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<I", fat_at) + struct.pack("<I", _FREE) * 108
    return head + b"".join(sectors)
