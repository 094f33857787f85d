# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes an XLSX workbook from text on standard input, for tests: python3 workbook.py OUT.xlsx < TEXT.

A line `[name]` begins a sheet, `[name|hidden]` a hidden one; every other line is a row of cells between `;` (an empty line is an
empty row). `\\n` in a cell is a line break. A cell that begins with `=` followed by digits is a number; all else is text.
"""
import re
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://schemas.openxmlformats.org/"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def letters(column):
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def sheet_xml(rows):
    out = [HEAD, f'<worksheet xmlns="{NAMESPACE}spreadsheetml/2006/main"><sheetData>']
    for number, row in enumerate(rows, 1):
        if not any(row):
            continue
        out.append(f'<row r="{number}">')
        for column, cell in enumerate(row, 1):
            place = f"{letters(column)}{number}"
            if re.fullmatch(r"=[0-9.]+", cell):
                out.append(f'<c r="{place}"><v>{cell[1:]}</v></c>')
            elif cell:
                text = escape(cell.replace("\\n", "\n"))
                out.append(f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
        out.append("</row>")
    out.append("</sheetData></worksheet>")
    return "".join(out)


sheets = []
for line in sys.stdin.read().splitlines():
    if re.fullmatch(r"\[.*\]", line):
        sheets.append((line[1:-1], []))
    else:
        sheets[-1][1].append(line.split(";"))

with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as book:
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for i in range(1, len(sheets) + 1))
    book.writestr("[Content_Types].xml", HEAD + f'<Types xmlns="{NAMESPACE}package/2006/content-types">'
                  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                  '<Override PartName="/xl/workbook.xml" '
                  'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                  + parts + "</Types>")
    book.writestr("_rels/.rels", HEAD + f'<Relationships xmlns="{NAMESPACE}package/2006/relationships">'
                  f'<Relationship Id="rId1" Type="{NAMESPACE}officeDocument/2006/relationships/officeDocument" '
                  'Target="xl/workbook.xml"/></Relationships>')
    listed = ""
    for i, (name, _) in enumerate(sheets, 1):
        name, _, state = name.partition("|")
        listed += f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="rId{i}"' + (f' state="{state}"' if state else "") + "/>"
    book.writestr("xl/workbook.xml", HEAD + f'<workbook xmlns="{NAMESPACE}spreadsheetml/2006/main" '
                  f'xmlns:r="{NAMESPACE}officeDocument/2006/relationships"><sheets>{listed}</sheets></workbook>')
    book.writestr("xl/_rels/workbook.xml.rels", HEAD + f'<Relationships xmlns="{NAMESPACE}package/2006/relationships">'
                  + "".join(f'<Relationship Id="rId{i}" Type="{NAMESPACE}officeDocument/2006/relationships/worksheet" '
                            f'Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1)) + "</Relationships>")
    for i, (_, rows) in enumerate(sheets, 1):
        book.writestr(f"xl/worksheets/sheet{i}.xml", sheet_xml(rows))
