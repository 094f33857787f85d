#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks as people and programs write them, by kind: writes xlsx/*.xlsx and xlsx/manifest.tsv beside this script.

The ZIP is put together here, because a library would not write the wrong ones. A row is (name, expected, what and why,
read, bytes): see README.md.
"""
import os
import struct
import zlib

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_DOC = "http://purl.oclc.org/ooxml/officeDocument/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HEADERS = "deltagar_id insats inskriven forsorjning_efter halsa belopp_kr fritext".split()
CASES = []


# ---- the ZIP

class Part:
    def __init__(self, name, data, **how):
        self.name, self.data, self.how = name, data.encode("utf-8") if isinstance(data, str) else data, how


def local_header(part, packed, crc, how):
    name = how.get("local_name", part.name).encode("utf-8")
    flags = how.get("flags", 0)
    crc_, size = (0, 0) if flags & 8 else (crc, len(packed))
    size = how.get("local_size", size)
    extra = how.get("local_extra", b"")
    full = 0xFFFFFFFF if how.get("local_size") == 0xFFFFFFFF else (0 if flags & 8 else len(part.data))
    return struct.pack("<IHHHHHIIIHH", 0x04034B50, 45 if extra else 20, flags, how.get("local_method", how["method"]), 0, 33,
                       crc_, size, full, len(name), len(extra)) + name + extra


def make_zip(parts, comment=b"", before=b"", after=b"", count=None):
    out, directory = bytearray(before), bytearray()
    for part in parts:
        how = dict(part.how)
        deflated = how.get("deflate", False)
        how.setdefault("method", 8 if deflated else 0)
        packed = part.data
        if deflated:
            squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
            packed = squeeze.compress(part.data) + squeeze.flush()
        packed = how.get("packed", lambda data: data)(packed)
        crc = how.get("crc", zlib.crc32(part.data))
        offset = how.get("offset", len(out) - len(before) * how.get("relative", 0))
        if not how.get("no_local"):
            out += local_header(part, packed, crc, how) + packed
            if how.get("flags", 0) & 8:
                out += struct.pack("<IIII", 0x08074B50, crc, len(packed), len(part.data))
        name = part.name.encode("utf-8")
        extra = how.get("extra", b"")
        directory += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, how.get("flags", 0), how["method"], 0, 33, crc,
                                 how.get("size", len(packed)), how.get("full", len(part.data)), len(name), len(extra), 0, 0, 0,
                                 how.get("attributes", 0), offset) + name + extra
    start = len(out)
    out += directory
    total = len(parts) if count is None else count
    out += struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, total, total, len(directory), start, len(comment)) + comment + after
    return bytes(out)


# ---- the workbook

def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def t(text):
    return '<c r="%s" t="inlineStr"><is><t>' + escape(text).replace("%", "%%") + "</t></is></c>"


def n(value, style=0):
    return '<c r="%s" s="' + str(style) + '"><v>' + value.replace("%", "%%") + "</v></c>"


def raw(xml):
    return xml.replace("%", "%%").replace("@", "%s")


ROW = [t("P1"), t("Liten insats"), t("2024-01-15"), t("Arbete"), n("45"), n("1200"), t("")]


def row_xml(number, cells, attributes=""):
    names = [chr(ord("A") + i) for i in range(len(cells))]
    body = "".join(cell % (name + str(number)) if "%s" in cell else cell.replace("%%", "%") for name, cell in zip(names, cells) if cell)
    return '<row r="%d"%s>%s</row>' % (number, attributes, body)


def cells(key=None, insats=None, start=None, efter=None, halsa=None, belopp=None, text=None):
    return [new or old for new, old in zip((key, insats, start, efter, halsa, belopp, text), ROW)]


HEAD = row_xml(1, [t(h) for h in HEADERS])
SECOND = row_xml(3, [t("P2")] + ROW[1:])


def sheet(rows=None, more="", before="", space=MAIN):
    rows = HEAD + row_xml(2, ROW) if rows is None else rows
    return XML + '<worksheet xmlns="%s">%s<sheetData>%s</sheetData>%s</worksheet>' % (space, before, rows, more)


STYLES = XML + (
    '<styleSheet xmlns="%s"><numFmts>' % MAIN + "".join(
        '<numFmt numFmtId="%d" formatCode="%s"/>' % (164 + i, code) for i, code in enumerate((
            "yyyy\\-mm\\-dd;@", "[$-41D]d\\ mmmm\\ yyyy", "mmm\\-yy", "#,##0\\ &quot;kr&quot;", "0000", "0&quot; dagar&quot;",
            "[Red]0.0", "hh:mm", "[h]:mm", "_-* #,##0.00\\ &quot;kr&quot;_-;\\-* #,##0.00\\ &quot;kr&quot;_-")))
    + '</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>'
    + "".join('<xf numFmtId="%d"/>' % i for i in [0, 14, 9, 49] + list(range(164, 174))) + "</cellXfs></styleSheet>")
GENERAL, DATE, PERCENT, AT, DASHES, LONG, MONTH, KRONOR, FOUR, DAYS, RED, TIME, HOURS, MONEY = range(14)

STRINGS = XML + (
    '<sst xmlns="%s" count="9" uniqueCount="9"><si><t>Arbete</t></si><si><r><rPr><b/></rPr><t>Ar</t></r><r><t>bete</t></r></si>'
    '<si><t>Arbete</t><rPh sb="0" eb="1"><t>x</t></rPh><phoneticPr fontId="1"/></si><si><t xml:space="preserve">  kvar  </t></si>'
    "<si><t>rad_x000D_\ntvå_x0009_</t></si><si><t>_x005F_x000D_</t></si><si/><si><t/></si><si><t><![CDATA[a<b & c]]></t></si></sst>" % MAIN)


def book_xml(sheets='<sheet name="Blad1" sheetId="1" r:id="rId1"/>', more="", space=MAIN, doc=DOC):
    return XML + '<workbook xmlns="%s" xmlns:r="%s">%s<sheets>%s</sheets></workbook>' % (space, doc, more, sheets)


def relation(ident, kind, target, more="", doc=DOC):
    return '<Relationship Id="%s" Type="%s/%s" Target="%s"%s/>' % (ident, doc, kind, target, more)


RELATIONS = relation("rId1", "worksheet", "worksheets/sheet1.xml") + relation("rId8", "styles", "styles.xml") + relation(
    "rId9", "sharedStrings", "sharedStrings.xml")
TYPES = XML + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
ROOT = XML + '<Relationships xmlns="%s">%s</Relationships>' % (PACK, relation("rId1", "officeDocument", "xl/workbook.xml"))


def parts(sheet1=None, strings=STRINGS, styles=STYLES, book=None, relations=RELATIONS, more=(), types=TYPES, how=None):
    how = how or {}
    listed = [("[Content_Types].xml", types), ("_rels/.rels", ROOT), ("xl/workbook.xml", book or book_xml()),
              ("xl/_rels/workbook.xml.rels", XML + '<Relationships xmlns="%s">%s</Relationships>' % (PACK, relations)),
              ("xl/styles.xml", styles), ("xl/sharedStrings.xml", strings), ("xl/worksheets/sheet1.xml", sheet1 or sheet())]
    made = [Part(name, data, **dict({"deflate": True}, **how.get(name, {}))) for name, data in listed if data is not None]
    return made + [part if isinstance(part, Part) else Part(*part) for part in more]


def case(name, expected, what, data, read=""):
    CASES.append((name + ".xlsx", expected, what, read, data))


def book(name, expected, what, read="", zip_how=None, **how):
    case(name, expected, what, make_zip(parts(**how), **(zip_how or {})), read)


def cell(name, expected, what, read="", **changed):
    book(name, expected, what, read, sheet1=sheet(HEAD + row_xml(2, cells(**changed)) + SECOND))


book("plain", "OK", "as Excel writes it, deflated", "rows=1 start=2024-01-15 efter=2 halsa=45 belopp=1200")

# ---- XML
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
def with_doctype(xml, doctype):
    return xml.replace(XML, XML + doctype)
book("xml_billion_laughs_strings", "FILE E_XML_DTD", "entities that grow, in the shared strings", strings=with_doctype(STRINGS, LAUGHS).replace("Arbete", "&c;"))
book("xml_billion_laughs_sheet", "FILE E_XML_DTD", "in the sheet", sheet1=with_doctype(sheet(), LAUGHS))
book("xml_doctype_workbook", "FILE E_XML_DTD", "a DOCTYPE that declares nothing", book=with_doctype(book_xml(), "<!DOCTYPE workbook>"))
case("xml_doctype_relations", "FILE E_XML_DTD", "in the relationships", make_zip([
    Part(p.name, with_doctype(p.data.decode(), "<!DOCTYPE x SYSTEM 'http://example.se/x.dtd'>")) if p.name.endswith("workbook.xml.rels") else p
    for p in parts()]))
book("xml_doctype_styles", "FILE E_XML_DTD", "in the styles", styles=with_doctype(STYLES, "<!DOCTYPE x>"))
book("xml_doctype_types", "FILE E_XML_DTD", "in the content types", types=with_doctype(TYPES, "<!DOCTYPE x>"))
book("xml_doctype_utf16", "FILE E_XML_DTD", "in UTF-16: no filter for bytes would see it",
     sheet1=b"\xff\xfe" + with_doctype(sheet(), LAUGHS).replace("UTF-8", "UTF-16").encode("utf-16-le"))
book("xml_entity_unknown", "FILE E_XML", "an entity that is not declared", sheet1=sheet().replace("Arbete", "&aring;"))
book("xml_cut", "FILE E_XML", "a part that ends too early", sheet1=sheet()[:-20])
book("xml_not_closed", "FILE E_XML", "elements that cross", sheet1=sheet().replace("</is></c>", "</c></is>"))
book("xml_two_roots", "FILE E_XML", "two roots", sheet1=sheet() + "<worksheet/>")
book("xml_bad_utf8", "FILE E_XML", "a part that is no UTF-8", sheet1=sheet().encode().replace(b"Arbete", b"\xe5"))
book("xml_control", "FILE E_XML", "a control character that XML does not allow", sheet1=sheet().replace("Arbete", "a\x01"))
book("xml_control_reference", "FILE E_XML", "the same as a reference", sheet1=sheet().replace("Arbete", "&#1;"))
book("xml_encoding_unknown", "FILE E_XML", "an encoding that nobody knows", sheet1=sheet().replace("UTF-8", "x-none"))
book("xml_latin1", "OK", "a part in Latin-1", "text=å", sheet1=sheet(HEAD + row_xml(2, cells(text=t("å")))).replace("UTF-8", "ISO-8859-1").encode("latin-1"))
book("xml_bom", "OK", "UTF-8 with BOM", "rows=1", sheet1="\ufeff" + sheet())
book("xml_no_declaration", "OK", "without its declaration", "rows=1", sheet1=sheet().replace(XML, ""))
book("xml_depth", "FILE E_XML_DEPTH", "70 elements deep", sheet1=sheet(more="<a>" * 70 + "</a>" * 70))
book("xml_many_attributes", "OK", "an element with 3 000 attributes", "rows=1", sheet1=sheet(more="<ext %s/>" % " ".join('a%d="1"' % i for i in range(3000))))
book("xml_same_attribute", "FILE E_XML", "an attribute twice", sheet1=sheet(more='<ext a="1" a="2"/>'))
PREFIXED = sheet()
for tag in ("worksheet", "sheetData", "row", "c", "is", "t", "v"):
    for opening in ("<" + tag + ">", "<" + tag + " ", "</" + tag + ">"):
        PREFIXED = PREFIXED.replace(opening, opening.replace("<", "<x:", 1) if opening[1] != "/" else opening.replace("</", "</x:"))
book("xml_prefix", "OK", "elements with a prefix, as the Open XML SDK writes them", "rows=1", sheet1=PREFIXED.replace('xmlns="', 'xmlns:x="'))
book("xml_comments", "OK", "comments and processing instructions inside values", "rows=1 efter=2",
     sheet1=sheet().replace("Arbete", "Ar<!-- a -->be<?x y?>te"))
book("xml_cdata", "OK", "CDATA in a value", "text=a<b", sheet1=sheet(HEAD + row_xml(2, cells(text=raw('<c r="@" t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c>')))))
book("xml_references", "OK", "character references", "efter=2", sheet1=sheet().replace("Arbete", "&#65;rb&#x65;te"))
book("xml_anchor_rows", "OK", "a control's place has a <row> of its own below the data", "rows=1",
     sheet1=sheet(more='<controls xmlns:xdr="x"><control><anchor><from><xdr:col>1</xdr:col><xdr:row>4</xdr:row></from></anchor></control></controls>'))
book("xml_preserve_lines", "OK", "a sheet written on many lines", "rows=1", sheet1=sheet().replace("><", ">\n  <"))
case("xml_preserve_lines_value", "OK", "white space between an element's start and its value", make_zip(parts(sheet1=sheet().replace("<v>45</v>", "<v>\n 45\n </v>"))), "halsa=45")

# ---- the ZIP
for name, entry in (("traversal", "../../etc/cron.d/x"), ("traversal_middle", "xl/../../x.xml"), ("absolute", "/etc/x"), ("backslash", "xl\\..\\x"), ("drive", "C:/x")):
    book("zip_name_" + name, "FILE E_ZIP_PATH", "an entry called " + entry, more=[(entry, "x")])
book("zip_dup_case", "FILE E_ZIP_DUP", "two entries that differ in case alone", more=[("xl/worksheets/SHEET1.XML", sheet())])
book("zip_dup_workbook", "FILE E_ZIP_DUP", "two workbook parts", more=[("xl/workbook.xml", book_xml())])
book("zip_folders", "OK", "folders have entries of their own", "rows=1", more=[("xl/", ""), ("xl/worksheets/", "")])
book("zip_other_parts", "OK", "parts that are not read", "rows=1", more=[("docProps/app.xml", "<x/>"), ("xl/media/a.png", b"\x89PNG"), ("xl/embeddings/a.zip", b"PK\3\4")])
book("zip_stored", "OK", "stored, not deflated", "rows=1", how={name: {"deflate": False} for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml")})
book("zip_descriptor", "OK", "sizes behind the data, as a program that streams writes them", "rows=1", how={"xl/worksheets/sheet1.xml": {"flags": 8}})
ZIP64 = lambda data, packed: struct.pack("<HHQQ", 1, 16, len(data), packed)
SHEET = sheet().encode()
book("zip_zip64_local", "OK", "ZIP64 sizes in the entry's own header", "rows=1", how={"xl/worksheets/sheet1.xml": {"deflate": False, "local_size": 0xFFFFFFFF, "local_extra": ZIP64(SHEET, len(SHEET))}})
book("zip_zip64_central", "OK", "ZIP64 sizes in the directory", "rows=1", how={"xl/worksheets/sheet1.xml": {"deflate": False, "size": 0xFFFFFFFF, "full": 0xFFFFFFFF, "extra": ZIP64(SHEET, len(SHEET))}})
book("zip_zip64_missing", "FILE E_ZIP", "a size of 4 GB and no ZIP64 field", how={"xl/worksheets/sheet1.xml": {"deflate": False, "size": 0xFFFFFFFF}})
book("zip_comment", "OK", "a comment at the end", "rows=1", zip_how={"comment": b"hej"})
book("zip_two_ends", "FILE E_ZIP", "a comment that is an end record too", zip_how={"comment": struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0, 0, 0, 0, 0)})
book("zip_junk_after", "FILE E_ZIP", "bytes after the end", zip_how={"after": b"x" * 100})
book("zip_count_lies", "FILE E_ZIP", "more entries promised than there are", zip_how={"count": 12})
book("zip_encrypted", "FILE E_ZIP_ENC", "an entry with a password", how={"xl/worksheets/sheet1.xml": {"flags": 1}})
book("zip_bzip2", "FILE E_ZIP", "a method that no workbook uses", how={"xl/worksheets/sheet1.xml": {"method": 12}})
book("zip_local_name", "FILE E_ZIP", "an entry's own header has another name", how={"xl/worksheets/sheet1.xml": {"local_name": "xl/worksheets/sheet2.xml"}})
book("zip_local_method", "FILE E_ZIP", "an entry's own header has another method", how={"xl/worksheets/sheet1.xml": {"local_method": 0}})
book("zip_local_size", "FILE E_ZIP", "an entry's own header has another size", how={"xl/worksheets/sheet1.xml": {"local_size": 5}})
book("zip_full_size_lies", "OK", "the size when inflated is a lie: nobody goes by it", "rows=1", how={"xl/worksheets/sheet1.xml": {"full": 10}})
book("zip_size_beyond", "FILE E_ZIP", "an entry longer than the file", how={"xl/worksheets/sheet1.xml": {"size": 1 << 20, "local_size": 1 << 20}})
book("zip_deflate_garbage", "FILE E_ZIP", "deflated data that is none", how={"xl/worksheets/sheet1.xml": {"packed": lambda data: b"\xff" * len(data)}})
book("zip_deflate_cut", "FILE E_ZIP", "deflated data that ends too early", how={"xl/worksheets/sheet1.xml": {"packed": lambda data: data[:-10]}})
book("zip_crc_workbook", "FILE E_ZIP_CRC", "a wrong check sum in another part", how={"xl/workbook.xml": {"crc": 1}})
book("zip_ratio_strings", "FILE E_ZIP_RATIO", "a bomb in the shared strings", strings=STRINGS.replace("</sst>", " " * 3000000 + "</sst>"))
book("zip_ratio_styles", "FILE E_ZIP_RATIO", "a bomb in the styles", styles=STYLES + " " * 3000000)
book("zip_ratio_unread", "OK", "a bomb in a part that nobody reads: it stays packed", "rows=1", more=[Part("xl/media/a.bin", bytes(3000000), deflate=True)])
def overlapping():
    made = parts()
    inner = Part("xl/media/b.bin", b"b" * 50)
    whole = local_header(inner, inner.data, zlib.crc32(inner.data), {"method": 0}) + inner.data
    outer = Part("xl/media/a.bin", whole)
    before = make_zip(made)
    at = before.index(b"PK\1\2")
    inner.how = {"no_local": True, "offset": at + 30 + len(outer.name)}
    return make_zip(made + [outer, inner])
case("zip_overlap", "FILE E_ZIP", "an entry inside another one's data: bombs without nesting are made so", overlapping())
case("zip_empty", "FILE E_TYPE", "a ZIP with nothing in it", make_zip([]))
case("type_docx", "FILE E_TYPE docx", "Word", make_zip([Part("[Content_Types].xml", TYPES), Part("word/document.xml", "<x/>")]))
case("type_ods", "FILE E_TYPE ods", "OpenDocument", make_zip([Part("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), Part("content.xml", "<x/>")]))
case("type_xlsb", "FILE E_TYPE xlsb", "the binary workbook", make_zip([Part("[Content_Types].xml", TYPES), Part("xl/workbook.bin", b"\x83\x01")]))
case("type_zip", "FILE E_TYPE zip", "a ZIP of files", make_zip([Part("svar.csv", "a;b\r\n")]))
case("type_ole", "FILE E_TYPE xls", "old Excel under another name", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
case("type_ole_password", "FILE E_TYPE encrypted", "a workbook with a password is an OLE file with this stream", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(480))
case("type_html", "FILE E_TYPE html", "a web page that a system calls Excel", b"<html><table><tr><td>x</td></tr></table></html>")
case("type_spreadsheetml", "FILE E_TYPE xml", "SpreadsheetML 2003", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>')
case("type_empty", "FILE E_EMPTY", "0 bytes", b"")
case("type_nul", "FILE E_CTRL", "only NULs: a crashed transfer", bytes(4096))
case("type_csv", "OK", "CSV under another name: read as what it is", "deltagar_id;insats;inskriven\r\nP1;Liten insats;2024-01-15\r\n".encode(), "rows=1")
book("type_macro_sheet", "FILE E_TYPE xlsm", "macros of Excel 4 are a sheet", more=[("xl/macrosheets/sheet1.xml", "<x/>")])

# ---- relationships and sheets
for name, target, more in (("file_url", "file:///etc/passwd", ""), ("http", "http://example.se/x.xml", ' TargetMode="External"'), ("external", "worksheets/sheet1.xml", ' TargetMode="External"'),
                           ("up", "../../etc/passwd", ""), ("missing", "worksheets/sheet7.xml", ""), ("percent", "worksheets/sheet%31.xml", ""), ("empty", "", ""), ("unc", "\\\\x\\y.xml", "")):
    book("rel_" + name, "FILE E_XLSX_REL", "a sheet's target: " + (target or "nothing"), relations=RELATIONS.replace("worksheets/sheet1.xml\"/>", target.replace("%", "%") + "\"" + more + "/>"))
book("rel_absolute", "OK", "a target from the root", "rows=1", relations=RELATIONS.replace("worksheets/", "/xl/worksheets/"))
book("rel_dot", "OK", "./ before a target", "rows=1", relations=RELATIONS.replace("worksheets/", "./worksheets/"))
book("rel_none", "FILE E_XLSX", "a sheet without its relationship", relations=RELATIONS.replace('Id="rId1"', 'Id="rId7"'))
case("rel_part_missing", "FILE E_XLSX", "no relationships at all", make_zip([p for p in parts() if not p.name.endswith("workbook.xml.rels")]))
book("sheets_none", "FILE E_XLSX", "no sheet", book=book_xml(""))
book("sheets_hidden", "FILE E_XLSX", "every sheet hidden", book=book_xml('<sheet name="Blad1" sheetId="1" state="veryHidden" r:id="rId1"/>'))
CHART = '<sheet name="Diagram1" sheetId="2" r:id="rId2"/>'
book("sheets_chart_beside", "OK", "a chart sheet beside the data", "rows=1", book=book_xml(CHART + '<sheet name="Blad1" sheetId="1" r:id="rId1"/>'), relations=RELATIONS + relation("rId2", "chartsheet", "chartsheets/sheet1.xml"), more=[("xl/chartsheets/sheet1.xml", "<chartsheet/>")])
book("sheets_chart_only", "FILE E_XLSX", "nothing but a chart sheet", book=book_xml(CHART), relations=relation("rId2", "chartsheet", "chartsheets/sheet1.xml"), more=[("xl/chartsheets/sheet1.xml", "<chartsheet/>")])
book("sheets_empty", "FILE E_EMPTY", "an empty sheet", sheet1=sheet(""))
book("sheets_styled_empty", "FILE E_EMPTY", "a sheet with cells that have a style and no value", sheet1=sheet(row_xml(1, [raw('<c r="@" s="1"/>')] * 3)))
book("sheets_header_only", "OK N_NO_ROWS", "headers and no rows", "rows=0", sheet1=sheet(HEAD))
book("sheets_second", "OK N_SHEET", "the data stand on the second sheet", "rows=1", book=book_xml('<sheet name="Läs mig" sheetId="2" r:id="rId2"/><sheet name="Blad1" sheetId="1" r:id="rId1"/>'), relations=RELATIONS + relation("rId2", "worksheet", "worksheets/sheet2.xml"), more=[("xl/worksheets/sheet2.xml", sheet(row_xml(1, [t("Så fyller du i")])))])
book("sheets_two_alike", "FILE E_SHEET", "two sheets alike: a question", book=book_xml('<sheet name="Anna" sheetId="2" r:id="rId2"/><sheet name="Blad1" sheetId="1" r:id="rId1"/>'), relations=RELATIONS + relation("rId2", "worksheet", "worksheets/sheet2.xml"), more=[("xl/worksheets/sheet2.xml", sheet())])
book("strict", "OK", "ISO 29500 strict: other namespaces, dates as text", "rows=1 start=2024-01-15", book=book_xml(space=STRICT, doc=STRICT_DOC), sheet1=sheet(HEAD + row_xml(2, cells(start=raw('<c r="@" s="1" t="d"><v>2024-01-15</v></c>'))), space=STRICT), relations=RELATIONS.replace(DOC, STRICT_DOC))
book("external_link", "WARN W_XLSX_EXT", "a link to another workbook", relations=RELATIONS + relation("rId5", "externalLink", "externalLinks/externalLink1.xml"), more=[("xl/externalLinks/externalLink1.xml", "<x/>")])
book("external_connection", "WARN W_XLSX_EXT", "a connection to a database", relations=RELATIONS + relation("rId5", "connections", "connections.xml"), more=[("xl/connections.xml", "<connections/>")])
book("external_formula", "WARN W_XLSX_EXT", "a formula over another workbook", "halsa=7", sheet1=sheet(HEAD + row_xml(2, cells(halsa=raw('<c r="@"><f>\'C:\\a\\[b.xlsx]Blad1\'!A1</f><v>7</v></c>')))))

# ---- places
book("place_gaps", "OK", "empty cells are not written", "rows=1 halsa=45", sheet1=sheet(HEAD + row_xml(2, [ROW[0], ROW[1], ROW[2], None, ROW[4]])))
book("place_row_gaps", "OK", "empty rows are not written", "rows=2", sheet1=sheet(HEAD + row_xml(5, ROW) + row_xml(9, [t("P2")] + ROW[1:])))
book("place_no_references", "OK", "rows and cells without references", "rows=1", sheet1=sheet().replace(' r="1"', "").replace(' r="2"', "").replace("".join([' r="A1"']), "") if False else
     sheet("".join("<row>" + "".join('<c t="inlineStr"><is><t>%s</t></is></c>' % v for v in values) + "</row>" for values in (HEADERS, ["P1", "Liten insats", "2024-01-15", "Arbete", "45", "1200", ""]))))
book("place_cells_back", "FILE E_XLSX_REF", "cells in the wrong order", sheet1=sheet(HEAD + '<row r="2">' + ROW[1] % "B2" + ROW[0] % "A2" + "</row>"))
book("place_cell_twice", "FILE E_XLSX_REF", "a cell twice", sheet1=sheet(HEAD + '<row r="2">' + ROW[0] % "A2" + t("P9") % "A2" + "</row>"))
book("place_row_twice", "FILE E_XLSX_REF", "a row twice", sheet1=sheet(HEAD + row_xml(2, ROW) + row_xml(2, ROW)))
book("place_rows_back", "FILE E_XLSX_REF", "rows in the wrong order", sheet1=sheet(row_xml(2, ROW) + HEAD))
book("place_other_row", "FILE E_XLSX_REF", "a cell of another row", sheet1=sheet(HEAD + '<row r="2">' + ROW[0] % "A3" + "</row>"))
book("place_lower_case", "FILE E_XLSX_REF", "a2", sheet1=sheet(HEAD + '<row r="2">' + ROW[0] % "a2" + "</row>"))
book("place_row_zero", "FILE E_XLSX_REF", "row 0", sheet1=sheet('<row r="0"></row>' + HEAD))
book("place_row_beyond", "FILE E_XLSX_REF", "row 1048577", sheet1=sheet(HEAD + '<row r="1048577"></row>'))
book("place_row_overflow", "FILE E_XLSX_REF", "row 2^32 + 2", sheet1=sheet(HEAD + '<row r="4294967298"></row>'))
book("place_column_beyond", "FILE E_XLSX_REF", "column XFE", sheet1=sheet(HEAD + '<row r="2">' + ROW[0] % "XFE2" + "</row>"))
book("place_column_far", "ROW E_COLS", "a value in column XFD: under no header", sheet1=sheet(HEAD + '<row r="2">' + "".join(c % (chr(65 + i) + "2") for i, c in enumerate(ROW)) + n("1") % "XFD2" + "</row>"))
book("place_columns_501", "FILE E_COLS_MAX", "501 headers", sheet1=sheet('<row r="1">' + "".join('<c t="inlineStr"><is><t>%s</t></is></c>' % (HEADERS + ["k%d" % i for i in range(494)])[i] for i in range(501)) + "</row>" + row_xml(2, ROW)))
book("place_styled_right", "OK", "cells with a style and no value to the right", "rows=1", sheet1=sheet('<row r="1">' + "".join(t(h) % (chr(65 + i) + "1") for i, h in enumerate(HEADERS)) + "".join('<c r="%s1" s="1"/>' % c for c in "HIJK") + "</row>" + row_xml(2, ROW + [raw('<c r="@" s="1"/>')] * 4)))
book("place_styled_below", "OK", "rows with a style and no value below", "rows=1", sheet1=sheet(HEAD + row_xml(2, ROW) + "".join(row_xml(i, [raw('<c r="@" s="1"/>')] * 7) for i in range(3, 40))))
book("place_merged_title", "OK N_HDR_ROW", "a merged title above the headers", "rows=1", sheet1=sheet(row_xml(1, [t("Uttag 2024")] + [raw('<c r="@" s="1"/>')] * 6) + row_xml(2, [t(h) for h in HEADERS]) + row_xml(3, ROW), more='<mergeCells count="1"><mergeCell ref="A1:G1"/></mergeCells>'))
book("place_merged_rows", "ROW E_INITIATIVE", "a merged cell has its value in its first row alone", sheet1=sheet(HEAD + row_xml(2, ROW) + row_xml(3, [t("P2"), raw('<c r="@"/>')] + ROW[2:]), more='<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>'))
book("place_hidden_rows", "OK N_HIDDEN", "rows that a filter hides are read, and told of", "rows=2", sheet1=sheet(HEAD + row_xml(2, ROW, ' hidden="1"') + SECOND))
book("place_hidden_columns", "OK N_HIDDEN", "a column that is hidden", "rows=1", sheet1=sheet(before='<cols><col min="5" max="5" width="9" hidden="1"/></cols>'))
book("place_hidden_empty", "OK", "empty rows and the columns beyond the table are hidden to look well", "rows=1", sheet1=sheet(HEAD + row_xml(2, ROW) + '<row r="3" hidden="1"/>', before='<cols><col min="8" max="16384" hidden="1"/></cols>'))
book("place_total_row", "ROW E_TOTAL_ROW", "a row of totals", sheet1=sheet(HEAD + row_xml(2, ROW) + row_xml(3, [t("Summa"), None, None, None, None, raw('<c r="@"><f>SUM(F2:F2)</f><v>1200</v></c>')])))
book("place_dimension_huge", "OK", "a dimension that lies", "rows=1", sheet1=sheet(before='<dimension ref="A1:XFD1048576"/>'))

# ---- values
for name, index, read in (("plain", 0, "efter=2"), ("rich", 1, "efter=2"), ("phonetic", 2, "efter=2")):
    cell("value_shared_" + name, "OK", "a shared string: " + name, read, efter=raw('<c r="@" t="s"><v>%d</v></c>' % index))
for name, index, read in (("spaces", 3, "text=\\s\\skvar\\s\\s"), ("escapes", 4, "text=rad\\ntvå\\s"), ("escaped_escape", 5, "text=_x000D_"), ("cdata", 8, "text=a<b\\s&\\sc")):
    cell("value_shared_" + name, "OK", "a shared string: " + name, read, text=raw('<c r="@" t="s"><v>%d</v></c>' % index))
cell("value_shared_empty", "OK", "empty shared strings", "rows=2", text=raw('<c r="@" t="s"><v>6</v></c>'), efter=raw('<c r="@" t="s"><v>7</v></c>'))
for name, index in (("beyond", "9"), ("negative", "-1"), ("fraction", "1.0"), ("huge", "99999999999999999999"), ("word", "x")):
    cell("value_shared_index_" + name, "FILE E_XLSX_REF", "index " + index, efter=raw('<c r="@" t="s"><v>%s</v></c>' % index))
book("value_shared_none", "FILE E_XLSX_REF", "an index and no shared strings", strings=None, relations=RELATIONS.replace(relation("rId9", "sharedStrings", "sharedStrings.xml"), ""), sheet1=sheet(HEAD + row_xml(2, cells(efter=raw('<c r="@" t="s"><v>0</v></c>')))))
book("value_shared_count_lies", "OK", "4 000 000 000 shared strings promised", "rows=1", strings=STRINGS.replace('count="9" uniqueCount="9"', 'count="4000000000" uniqueCount="4000000000"'))
cell("value_inline_rich", "OK", "inline text in runs", "efter=2", efter=raw('<c r="@" t="inlineStr"><is><r><t>Ar</t></r><r><t>bete</t></r></is></c>'))
cell("value_inline_phonetic", "OK", "inline text with its pronunciation", "efter=2", efter=raw('<c r="@" t="inlineStr"><is><t>Arbete</t><rPh sb="0" eb="1"><t>x</t></rPh></is></c>'))
cell("value_formula_text", "OK", "a formula's saved text", "efter=2", efter=raw('<c r="@" t="str"><f>D9</f><v>Arbete</v></c>'))
cell("value_formula_number", "OK", "a formula's saved number", "halsa=42", halsa=raw('<c r="@"><f>40+2</f><v>42</v></c>'))
cell("value_formula_empty_text", "OK", "a formula that gave an empty text", "rows=2", efter=raw('<c r="@" t="str"><f>""</f><v></v></c>'))
cell("value_formula_unsaved", "ROW E_FORMULA", "a formula whose value was never saved: not read as empty", halsa=raw('<c r="@"><f>40+2</f></c>'))
cell("value_formula_unsaved_shared", "ROW E_FORMULA", "the same, a shared formula", halsa=raw('<c r="@"><f t="shared" si="0"/></c>'))
cell("value_formula_unsaved_text", "ROW E_FORMULA", "the same, in free text", text=raw('<c r="@"><f>A1</f></c>'))
for error in ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!"):
    cell("value_error_" + error.strip("#!?").replace("/", "").lower(), "ROW E_EXCEL_ERR", error, halsa=raw('<c r="@" t="e"><v>%s</v></c>' % error))
cell("value_error_key", "ROW E_EXCEL_ERR", "#N/A as a key", key=raw('<c r="@" t="e"><v>#N/A</v></c>'))
cell("value_error_text", "ROW E_EXCEL_ERR", "#REF! in free text", text=raw('<c r="@" t="e"><v>#REF!</v></c>'))
cell("value_bool_number", "ROW E_NUM", "TRUE where a number is asked", halsa=raw('<c r="@" t="b"><v>1</v></c>'))
cell("value_bool_category", "ROW E_CAT", "TRUE where a category is asked", efter=raw('<c r="@" t="b"><v>1</v></c>'))
for name, style in (("built_in", DATE), ("dashes", DASHES), ("long", LONG), ("month", MONTH)):
    cell("value_date_" + name, "OK", "a date by its style", "start=2024-01-15", start=n("45306", style))
cell("value_date_general", "ROW E_DATE_SERIAL", "a day number without a date's style", start=n("45306"))
cell("value_date_text", "OK", "a date as text", "start=2024-01-15", start=n("45306", DATE).replace("<v>45306", "<v>45306"))
cell("value_date_time", "OK N_DATE_TIME", "with a time of day", "start=2024-01-15", start=n("45306.5", DATE))
cell("value_date_rounding", "OK", "a hair under midnight: what the sheet shows", "start=2024-01-15", start=n("45305.99999999999", DATE))
cell("value_date_60", "ROW E_DATE_RANGE", "day 60, 29 February 1900, that never was", start=n("60", DATE))
cell("value_date_zero", "ROW E_DATE", "day 0", start=n("0", DATE))
cell("value_date_negative", "ROW E_DATE", "a negative day", start=n("-5", DATE))
cell("value_date_beyond", "ROW E_DATE", "a day after 9999", start=n("3000000", DATE))
cell("value_date_time_only", "ROW E_DATE", "a time and no day", start=n("0.5", TIME))
cell("value_date_in_number", "ROW E_NUM", "a number that became a date: 1-3", halsa=n("45352", DATE))
cell("value_date_in_category", "ROW E_CAT", "a category that became a date", efter=n("45352", DATE))
cell("value_iso_time", "OK N_DATE_TIME", "t=\"d\" with a time", "start=2024-01-15", start=raw('<c r="@" t="d"><v>2024-01-15T10:00:00</v></c>'))
book("value_1904", "OK N_DATE1904", "the 1904 system", "start=2024-01-15", book=book_xml(more='<workbookPr date1904="true"/>'), sheet1=sheet(HEAD + row_xml(2, cells(start=n("43844", DATE)))))
cell("value_text_number", "OK", "a number as text", "halsa=45", halsa=t("45"))
cell("value_text_apostrophe", "OK N_NUM", "an apostrophe typed before a number, kept as text", "halsa=45", halsa=t("'45"))
cell("value_shortest", "OK", "4.5999999999999996 is 4,6", "halsa=4.6", halsa=n("4.5999999999999996"))
cell("value_exponent", "OK", "1.2E3 as a number", "belopp=1200", belopp=n("1.2E3"))
cell("value_money", "OK", "styles of money", "belopp=1200", belopp=n("1200", MONEY))
cell("value_kronor", "OK", "a style with a unit", "belopp=1200", belopp=n("1200", KRONOR))
cell("value_days", "OK", "a style with d, a and y in quotes", "halsa=45", halsa=n("45", DAYS))
cell("value_red", "OK", "a style with a colour: [Red] has a d", "halsa=45", halsa=n("45", RED))
cell("value_percent", "ROW E_NUM", "50 % where points are asked", halsa=n("0.5", PERCENT))
cell("value_style_beyond", "OK", "a style that does not exist", "halsa=45", halsa=n("45", 99999))
cell("value_nan", "ROW E_NUM", "NaN", halsa=n("NaN"))
cell("value_inf", "ROW E_NUM", "INF", halsa=n("INF"))
cell("value_hex", "ROW E_NUM", "0x1F", halsa=n("0x1F"))
cell("value_large", "ROW E_NUM_RANGE", "1E+20", belopp=n("1E+20"))
cell("value_overflow", "ROW E_NUM", "1E+999", belopp=n("1E+999"))
cell("value_number_text", "ROW E_NUM", "a number's cell with a word", halsa=n("fyra"))
cell("value_type_unknown", "ROW E_NUM", "a type that does not exist", halsa=raw('<c r="@" t="zzz"><v>fyra</v></c>'))
cell("value_pnr_number", "OK", "a personnummer that became a number of twelve digits", "people=2", key=n("189001019802"))
cell("value_pnr_exponent", "OK", "the same in the file's own writing", "people=2", key=n("1.89001019802E+11"))
cell("value_pnr_ten", "ROW E_PNR_CENTURY", "ten digits as a number", key=n("9001019802"))
cell("value_pnr_nine", "ROW E_PNR", "a leading zero was lost", key=n("101019802"))
cell("value_pnr_text_rounded", "ROW E_PNR", "1,89001E+11 as text", key=t("1,89001E+11"))
cell("value_pnr_free_text", "ROW E_PII_FREETEXT", "a personnummer in free text", text=t("ring 18930404-9837"))
cell("value_long", "ROW E_LEN", "70 000 characters", text=t("x" * 70000))
cell("value_injection", "OK", "a formula as text", "text==1+1", text=t("=1+1"))


def main():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "xlsx")
    os.makedirs(folder, exist_ok=True)
    names = set()
    with open(os.path.join(folder, "manifest.tsv"), "w", encoding="utf-8", newline="\n") as manifest:
        manifest.write("file\texpected\twhat\tread\n")
        for name, expected, what, read, data in CASES:
            assert name not in names, name
            names.add(name)
            with open(os.path.join(folder, name), "wb") as out:
                out.write(data)
            manifest.write("\t".join((name, expected, what, read)) + "\n")
    for name in os.listdir(folder):
        if name.endswith(".xlsx") and name not in names:
            os.remove(os.path.join(folder, name))
    print(len(CASES))


main()
