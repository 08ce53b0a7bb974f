#!/usr/bin/env python3
"""Makes the class lists in this folder and expected.json, the truth of each.

Run:  python3 make.py        (needs: pip install openpyxl xlwt odfpy)

Everything is written beside this file. The same run gives the same bytes.
Every person is invented. Birth numbers keep to the serials 238 (female) and
239 (male), with a right check digit; telephone numbers are from the range kept
for fiction; mail addresses end in .example.

How it hangs together: a Sheet holds rows of cells and, for each row that is a
student, the truth. Row numbers are counted as the rows are added, so they are
the numbers a spreadsheet shows (a leading "sep=;" line is not a row there).
The functions text, xlsx, xls and ods write Sheets; zips, folders and JSON are
written by hand at the end.
"""
import datetime
import io
import json
import pathlib
import re
import shutil
import unicodedata
import uuid
import zipfile

import openpyxl
import xlwt
from odf import opendocument
from odf import table as odt
from odf import text as odx
from odf.style import Style
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = pathlib.Path(__file__).resolve().parent
STAMP = (2026, 8, 20, 8, 0, 0)
SCHOOL = "Norrviksgymnasiet"
EXPECTED = []
WRITTEN = []

# ------------------------------------------------------------------ people

# Names that fit ISO-8859-1 and Mac Roman.
WEST = """
F Elsa|Andersson        M Hugo|Östlund           F Linnéa|Sjögren
M Yusuf|Abdullahi       F Zahra|al Jabouri       M Karl-Johan|Åberg
F Hodan|Farah           M Jakub|Kowalski         F Ebba|von Essen
M Väinö|Lähdesmäki      F Dilan|Özdemir          M Oskar|Johansson
F Anna-Karin|Berglund   M Besnik|Krasniqi        F Ornicha|Srisuk
M Gustav|af Ugglas      F Amina|Mohamed Ali      M Emil|Strömqvist-Lund
F Märta|Åkesson         M Omar|el Amin           F Siiri|Hämäläinen
M André|Sandström       F Rojin|Karimi           M Somchai|Wongsuwan
F Chloé|Nilsson-Björk   M Ibrahim|Touré          F Zuzanna|Nowak
M Nils|Bergström        F Ayaan|Abdi Warsame     M Axel|von Platen
F Wilma|Öberg           M Ali|Al-Khafaji         F Ronja|de la Cruz
M Elias|Ågren           F Leyla|Demir            M Abdirahman|Hussein Jama
F Alva|Lindström        M Mohammed|Hassan        F Noor|el Masri
M Juhani|Virtanen       F Vesna|Petrovic         M Noah|Pettersson
"""
# Names with š and ž: Windows-1252 and ISO-8859-15 have them, at different bytes.
CARON = """
F Nataša|Vukman  M Aleš|Žagar  F Maša|Kos  M Dušan|Žižek  F Živa|Hrast
M Saša|Šober     F Eva-Lotta|Åström  M Göran|Häggström
"""
# Names that only Unicode holds.
WIDE = """
F Łucja|Wójcik   M Wojciech|Dąbrowski  F Ayşe|Şahin   M Yiğit|Kılıç
F Jovana|Đorđević  M Amar|Hadžić       F Şilan|Çelik  M Michał|Żak
F Märta-Stina|Öhman  M Emir|Begović    F Zofia|Łukasik M Örjan|Åslund
"""


def luhn(nine):
    total = 0
    for i, ch in enumerate(nine):
        d = int(ch) * (2 if i % 2 == 0 else 1)
        total += d - 9 if d > 9 else d
    return str(-total % 10)


def ascii_lower(s):
    s = s.translate(str.maketrans("łŁđĐı", "lLdDi"))
    s = unicodedata.normalize("NFD", s)
    s = "".join(c for c in s if not unicodedata.combining(c))
    return s.lower().replace(" ", "").replace("'", "")


class Person:
    count = 0

    def __init__(self, sex, given, family, year=2010, birth=None):
        Person.count += 1
        k = self.k = Person.count
        self.sex, self.given, self.family = sex, given, family
        self.birth = birth or datetime.date(year, 1 + k * 7 % 12, 1 + k * 11 % 28)

    def __getattr__(self, name):
        if name == "iso":
            return self.birth.isoformat()
        if name == "d8":
            return self.birth.strftime("%Y%m%d")
        if name == "d6":
            return self.birth.strftime("%y%m%d")
        if name == "four":
            serial = "238" if self.sex == "F" else "239"
            return serial + luhn(self.d6 + serial)
        if name == "p12":
            return self.d8 + self.four
        if name == "p10":
            return self.d6 + self.four
        if name == "p12h":
            return self.d8 + "-" + self.four
        if name == "p10h":
            return self.d6 + "-" + self.four
        if name == "coord":  # samordningsnummer: the day plus 60
            d6 = self.d6[:4] + str(self.birth.day + 60)
            serial = "238" if self.sex == "F" else "239"
            return self.d8[:6] + d6[4:] + "-" + serial + luhn(d6 + serial)
        if name == "mail":
            return f"{ascii_lower(self.given)}.{ascii_lower(self.family)}@elev.norrvik.example"
        if name == "comma":
            return f"{self.family}, {self.given}"
        if name == "full":
            return f"{self.given} {self.family}"
        if name == "km":
            return "K" if self.sex == "F" else "M"
        if name == "kvinna":
            return "kvinna" if self.sex == "F" else "man"
        if name == "guid":
            return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{self.full} {self.k}"))
        if name == "tel":
            return f"070-17406{5 + self.k % 90:02d}"
        if name == "street":
            return f"{['Storgatan', 'Kyrkvägen', 'Åsgatan', 'Björkvägen'][self.k % 4]} {1 + self.k % 40}"
        if name == "serial":
            return (self.birth - datetime.date(1899, 12, 30)).days
        if name in ("vh", "vh_given"):
            g = ["Maria", "Hassan", "Birgitta", "Per", "Fadumo", "Tomasz", "Åsa"][self.k % 7]
            return g if name == "vh_given" else f"{g} {self.family}"
        if name == "vh_mail":
            return f"{ascii_lower(self.vh_given)}.{ascii_lower(self.family)}{self.k}@post.example"
        raise AttributeError(name)


def names(block):
    return [(m[0], m[1], m[2].strip()) for m in re.findall(r"\b([FM]) (\S+?)\|(.+?)(?=\s{2,}|\s+[FM] \S+\||$)", block, re.M)]


PARTICLES = ("von", "af", "de", "al", "el")
POOLS = {"west": names(WEST), "caron": names(CARON), "wide": names(WIDE)}
# Names whose split nobody can doubt when given name and surname share a cell without comma.
POOLS["clear"] = [n for n in POOLS["west"] if " " not in n[2] or n[2].split()[0] in PARTICLES]
TURN = dict.fromkeys(POOLS, 0)


def swedish(s):
    order = {"å": "zz1", "ä": "zz2", "ö": "zz3"}
    return "".join(order.get(c, ascii_lower(c)) for c in s.lower())


def some(n, year=2010, pool="west"):
    """The next n names of a pool, as people born that year, in order of surname."""
    got = []
    for _ in range(n):
        sex, given, family = POOLS[pool][TURN[pool] % len(POOLS[pool])]
        TURN[pool] += 1
        got.append(Person(sex, given, family, year))
    return sorted(got, key=lambda p: (swedish(p.family), swedish(p.given)))


def these(block, year=2010):
    """Named people, in the order written."""
    return [Person(*n, year) for n in names(block)]


# ------------------------------------------------------------------ sheets


def truth(row, p, know="", cls=None, grade=None, sp=None, mail=False, prot=False, sheet=None, **over):
    """know: 'pnr' (birth and sex are known), 'bd' (birth), 'sex', 'bd sex', or ''."""
    t = {
        "row": row,
        "sheet": sheet,
        "given": p.given,
        "family": p.family,
        "class": cls,
        "birth_date": p.iso if "pnr" in know or "bd" in know else None,
        "sex": p.sex if "pnr" in know or "sex" in know else None,
        "grade": grade,
        "study_path": sp,
        "email": p.mail if mail is True else (mail or None),
        "protected": prot,
    }
    t.update(over)
    for k in ("given", "family", "class"):
        if t[k]:
            t[k] = " ".join(unicodedata.normalize("NFC", t[k]).split())
    return t


class Sheet:
    def __init__(self):
        self.rows, self.truth = [], []

    def add(self, *cells):
        self.rows.append(list(cells))
        return self

    def blank(self, n=1):
        for _ in range(n):
            self.rows.append([])
        return self

    def stu(self, cells, p, know="", **kw):
        self.rows.append(list(cells))
        self.truth.append(truth(len(self.rows), p, know, **kw))

    def table(self, people, cols, know="", head=True, **kw):
        """cols: (heading, attribute of a person | function of person and index | constant)."""
        if head:
            self.add(*[c[0] for c in cols])
        for i, p in enumerate(people):
            cells = []
            for _, what in cols:
                if callable(what):
                    cells.append(what(p, i))
                elif isinstance(what, str) and what.startswith("."):
                    cells.append(getattr(p, what[1:]))
                else:
                    cells.append(what)
            one = {k: (v(p, i) if callable(v) else v) for k, v in kw.items()}
            self.stu(cells, p, know(p, i) if callable(know) else know, **one)
        return self


def expect(name, rows, note):
    EXPECTED.append({"file": name, "rows": rows, "note": note})
    WRITTEN.append(name)


def one_sheet(name, s, note):
    expect(name, s.truth, note)


def text(name, s, note, sep=";", enc="utf-8", eol="\r\n", quote="min", bom=b"", first="", last_eol=True, change=None):
    """A text table. quote: min (where needed), all, none. change: a function on the whole text."""

    def cell(v):
        v = "" if v is None else v.isoformat() if isinstance(v, datetime.date) else str(v)
        if quote == "all" or (quote == "min" and (sep in v or '"' in v or "\n" in v)):
            return '"' + v.replace('"', '""') + '"'
        return v

    out = first + eol.join(sep.join(cell(v) for v in r) for r in s.rows) + (eol if last_eol else "")
    if change:
        out = change(out)
    (HERE / name).write_bytes(bom + out.encode(enc))
    one_sheet(name, s, note)


def same_zip(path):
    """Writes a zip anew with fixed times, so that a second run gives the same bytes."""
    with zipfile.ZipFile(path) as z:
        parts = [(i.filename, z.read(i)) for i in z.infolist()]
    when = b"2026-08-20T08:00:00Z"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for n, data in parts:
            if n == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + when, data)
            info = zipfile.ZipInfo(n, STAMP)
            info.compress_type = zipfile.ZIP_STORED if n == "mimetype" else zipfile.ZIP_DEFLATED
            z.writestr(info, data)
    path.write_bytes(out.getvalue())


def join_truth(sheets):
    several = len(sheets) > 1
    return [dict(t, sheet=title if several else None) for title, s in sheets.items() for t in s.truth]


def xlsx(name, sheets, note, tweak=None, mac=False):
    sheets = sheets if isinstance(sheets, dict) else {"Blad1": sheets}
    wb = openpyxl.Workbook()
    if mac:
        wb.epoch = CALENDAR_MAC_1904
    wb.remove(wb.active)
    for title, s in sheets.items():
        ws = wb.create_sheet(title)
        for r, cells in enumerate(s.rows, 1):
            for c, v in enumerate(cells, 1):
                if v not in (None, ""):
                    cell = ws.cell(r, c, v)
                    if isinstance(v, datetime.date):
                        cell.number_format = "yyyy-mm-dd"
    if tweak:
        tweak(wb)
    wb.save(HERE / name)
    same_zip(HERE / name)
    expect(name, join_truth(sheets), note)


def xls(name, sheets, note, merge=()):
    sheets = sheets if isinstance(sheets, dict) else {"Blad1": sheets}
    wb = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for title, s in sheets.items():
        ws = wb.add_sheet(title)
        for r, cells in enumerate(s.rows):
            for c, v in enumerate(cells):
                if v in (None, "") or any(r == m[0] and m[2] <= c <= m[3] for m in merge):
                    continue
                ws.write(r, c, v, day) if isinstance(v, datetime.date) else ws.write(r, c, v)
        for r1, r2, c1, c2, v in merge:
            ws.write_merge(r1, r2, c1, c2, v)
    wb.save(str(HERE / name))
    expect(name, join_truth(sheets), note)


def ods(name, sheets, note, span=None):
    """span: {(row, column): (rows, columns)}, counted from 0, for the first sheet."""
    sheets = sheets if isinstance(sheets, dict) else {"Blad1": sheets}
    doc = opendocument.OpenDocumentSpreadsheet()
    for n, (title, s) in enumerate(sheets.items()):
        spans = (span or {}) if n == 0 else {}
        hidden = {(r + i, c + j) for (r, c), (h, w) in spans.items() for i in range(h) for j in range(w)} - set(spans)
        tab = odt.Table(name=title)
        tab.addElement(odt.TableColumn(numbercolumnsrepeated=max(len(r) for r in s.rows)))
        r = 0
        while r < len(s.rows):
            run = 1
            if not s.rows[r]:
                while r + run < len(s.rows) and not s.rows[r + run]:
                    run += 1
                row = odt.TableRow(numberrowsrepeated=run)
                row.addElement(odt.TableCell(numbercolumnsrepeated=1024))
                tab.addElement(row)
                r += run
                continue
            row = odt.TableRow()
            for c, v in enumerate(s.rows[r]):
                if (r, c) in hidden:
                    row.addElement(odt.CoveredTableCell())
                    continue
                at = {}
                if (r, c) in spans:
                    at = {"numberrowsspanned": spans[r, c][0], "numbercolumnsspanned": spans[r, c][1]}
                if v in (None, ""):
                    row.addElement(odt.TableCell(**at))
                    continue
                if isinstance(v, datetime.date):
                    cell = odt.TableCell(valuetype="date", datevalue=v.isoformat(), **at)
                    v = v.isoformat()
                elif isinstance(v, (int, float)):
                    cell = odt.TableCell(valuetype="float", value=v, **at)
                else:
                    cell = odt.TableCell(valuetype="string", **at)
                for line in str(v).split("\n"):
                    cell.addElement(odx.P(text=line))
                row.addElement(cell)
            tab.addElement(row)
            r += 1
        # LibreOffice fills the sheet's foot with one row said to stand a million times.
        foot = odt.TableRow(numberrowsrepeated=1048576 - len(s.rows))
        foot.addElement(odt.TableCell(numbercolumnsrepeated=1024))
        tab.addElement(foot)
        doc.spreadsheet.addElement(tab)
    doc.save(str(HERE / name))
    same_zip(HERE / name)
    expect(name, join_truth(sheets), note)


FAM, GIV, P12H, P10H, MAIL = ".family", ".given", ".p12h", ".p10h", ".mail"

# ------------------------------------------------------- text: encodings


def encodings():
    s = Sheet().table(some(6), [("Klass", "SA26A"), ("Efternamn", FAM), ("Förnamn", GIV), ("Personnummer", P12H)], "pnr", cls="SA26A")
    text("semicolon-windows-1252.csv", s, "Swedish Excel's ordinary CSV: semicolons, Windows-1252, CRLF", enc="cp1252")

    s = Sheet().table(some(5, 2009, "caron"), [("Efternamn", FAM), ("Förnamn", GIV), ("Klass", "EK25B"), ("Kön", ".km")], "sex", cls="EK25B")
    text("semicolon-windows-1252-caron-names.csv", s, "š and ž as Windows-1252 bytes (0x9A, 0x9E), which ISO-8859-1 reads as control characters", enc="cp1252")

    s = Sheet().table(some(6, 2009, "wide"), [("Efternamn", FAM), ("Förnamn", GIV), ("Klass", "NA25A"), ("Personnr (ÅÅMMDD-XXXX)", P10H), ("Kön", ".km"), ("E-post", MAIL)],
                      "pnr", cls="NA25A", mail=True)
    text("semicolon-utf8-bom.csv", s, "Excel's CSV UTF-8 with byte order mark, ten-digit personnummer, heading with a format in brackets", bom=b"\xef\xbb\xbf")

    s = Sheet().table(some(5, 2008, "wide"), [("First Name", GIV), ("Last Name", FAM), ("Class", "TE24A"), ("Email", MAIL), ("Birth date", ".iso")], "bd", cls="TE24A", mail=True)
    text("comma-utf8-google-sheets.csv", s, "Google Sheets: commas, no BOM, CRLF but none after the last line, English headings", sep=",", last_eol=False)

    s = Sheet().table(some(6, 2010, "wide"), [("Förnamn", GIV), ("Efternamn", FAM), ("Personnummer", ".p12"), ("Klass", "BF26")], "pnr", cls="BF26")
    text("tab-utf16le-bom-unicode-text.txt", s, "Excel's 'Unicode text': UTF-16 LE with BOM, tabs", sep="\t", enc="utf-16-le", bom=b"\xff\xfe")

    s = Sheet().table(some(4, 2009), [("Elev", ".comma"), ("Pnr", P10H), ("Grupp", "VO25")], "pnr", cls="VO25")
    text("tab-utf16be-bom.txt", s, "UTF-16 BE with BOM, tabs; surname, given name in one cell", sep="\t", enc="utf-16-be", bom=b"\xfe\xff")

    s = Sheet().table(some(5, 2010), [("Efternamn", FAM), ("Tilltalsnamn", GIV), ("Personnr", P12H)], "pnr")
    text("semicolon-utf16le-no-bom.csv", s, "UTF-16 LE with no byte order mark to tell of it", enc="utf-16-le")

    s = Sheet().table(some(5, 2008), [("PERSONNR", ".p10"), ("EFTERNAMN", FAM), ("FÖRNAMN", GIV), ("KLASS", "HT24")], "pnr", cls="HT24")
    text("pipe-iso-8859-1.txt", s, "Old system: vertical bars, ISO-8859-1, LF, headings in capitals, ten digits without hyphen", sep="|", enc="iso-8859-1", eol="\n")

    s = Sheet().table(some(7, 2010, "caron"), [("Efternamn", FAM), ("Förnamn", GIV), ("Personnummer", P12H), ("Klass", "IN26")], "pnr", cls="IN26")
    text("semicolon-iso-8859-15-caron-names.csv", s, "ISO-8859-15: š is 0xA8 and ž 0xB8, which Windows-1252 reads as a diaeresis and a cedilla by themselves", enc="iso-8859-15", eol="\n")

    s = Sheet().table(some(6, 2009), [("Förnamn", GIV), ("Efternamn", FAM), ("Klass", "ES25"), ("Född", ".iso")], "bd", cls="ES25")
    text("semicolon-mac-roman-cr.csv", s, "Old Mac Excel: Mac Roman and carriage returns only", enc="mac_roman", eol="\r")

    s = Sheet().table(some(5, 2010), [("Namn", ".comma"), ("Klass", "HU26"), ("E-post", MAIL)], cls="HU26", mail=True)
    text("semicolon-mac-roman-crlf.csv", s, "Mac Excel's CSV: Mac Roman, but CRLF and semicolons", enc="mac_roman")

    s = Sheet().table(some(5, 2010), [("Surname", FAM), ("Given name", GIV), ("Gender", ".sex"), ("Class", "NA26B")], "sex", cls="NA26B")
    text("comma-utf8-cr-line-ends.csv", s, "UTF-8 with old-Mac line ends; Gender F and M", sep=",", eol="\r")

    s = Sheet().table(some(5, 2009) + some(2, 2009, "wide"), [("Förnamn", GIV), ("Efternamn", FAM), ("Klass", "SA25Å"), ("Personnummer", P12H)], "pnr", cls="SA25Å")
    text("tab-utf8-decomposed.tsv", s, "From a Mac: letters and their marks apart (NFD), in heading, names and class alike", sep="\t", eol="\n", change=lambda t: unicodedata.normalize("NFD", t))

    s = Sheet().table(some(6, 2009), [("Förnamn", GIV), ("Efternamn", FAM), ("Klass", "RL25"), ("Födelsedatum", ".iso"), ("Kön", ".kvinna")], "bd sex", cls="RL25")
    text("semicolon-double-encoded-utf8.csv", s, "UTF-8 read as Windows-1252 and written as UTF-8 once more: Ã¶ for ö", change=lambda t: t.encode("utf-8").decode("cp1252"))

    s = Sheet().table(some(4, 2010), [("Efternamn", FAM), ("Förnamn", GIV), ("Personnr", P10H)], "pnr")
    text("sep-line-semicolon-windows-1252.csv", s, "A first line 'sep=;' that a spreadsheet eats, so the heading is row 1", enc="cp1252", first="sep=;\r\n")

    s = Sheet().table(some(4, 2008, "clear"), [("Student", ".full"), ("Class", "EK24"), ("E-mail", MAIL)], cls="EK24", mail=True)
    text("sep-line-comma-utf8-bom.csv", s, "BOM, then 'sep=,', names as given surname (particles and hyphens tell)", sep=",", bom=b"\xef\xbb\xbf", first="sep=,\r\n")

    s = Sheet().table(some(4, 2009), [("Efternamn", FAM), ("Förnamn", GIV), ("Grupp", "TE25A"), ("Personnummer", P12H)], "pnr", cls="TE25A")
    text("sep-line-tab-utf16.csv", s, "UTF-16 with BOM in a .csv, tabs, and a 'sep=' line whose value is a tab", sep="\t", enc="utf-16-le", bom=b"\xff\xfe", first="sep=\t\r\n")


# ------------------------------------------------------- text: quoting


def quoting():
    said = ['Kallas "Lillan" hemma', "Har bytt; se mejl", "", 'Skåp 12, "A"-hallen', "Ny; kom 20/8"]
    s = Sheet().table(some(5), [("Förnamn", GIV), ("Efternamn", FAM), ("Klass", "SA26B"), ("Kommentar", lambda p, i: said[i]), ("Personnummer", P12H)], "pnr", cls="SA26B")
    text("quoted-with-doubled-quotes.csv", s, "All cells quoted; doubled quotes and the separator inside a comment", quote="all")

    a = these("F Ebba|von Essen  M Nils|Bergström  F Ayaan|Abdi Warsame  M Axel|von Platen")
    s = Sheet()
    s.add("Förnamn", "Efternamn", "Personnummer\n(ÅÅÅÅMMDD-XXXX)", "Adress", "Klass")
    for p in a:
        fam = p.family.replace(" ", "\n", 1) if p.k % 2 == 0 or p.family.startswith("von") else p.family
        s.stu([p.given, fam, p.p12h, f"{p.street}\n123 45 Norrvik", "FT26"], p, "pnr", cls="FT26")
    text("quoted-with-line-breaks-in-cells.csv", s, "Line breaks in the heading, in addresses and in a surname: rows are records, not lines", eol="\r\n")

    s = Sheet().table(some(4, 2009), [("Namn", ".comma"), ("Adress", lambda p, i: f"{p.street}\r\n123 45 Norrvik"), ("Klass", "BA25")], cls="BA25")
    text("comma-names-quoted-with-crlf-inside.csv", s, "Commas both between cells and inside the quoted names; CRLF inside addresses", sep=",")

    s = Sheet()
    s.add("Personnummer", "Efternamn", "Förnamn", "Klass")
    for i, p in enumerate(some(5, 2009)):
        pnr = [f'="{p.p10}"', f"'{p.p10}", f'="{p.p12}"', f"'{p.p12}", f'="{p.p10}"'][i]
        s.stu([pnr, p.family, p.given, "NB25"], p, "pnr", cls="NB25")
    text("personnummer-guarded-for-excel.csv", s, 'Numbers guarded against Excel as ="..." or with an apostrophe in front', quote="none", enc="cp1252")

    s = Sheet().table(some(4, 2010), [("Förnamn ", lambda p, i: "  " + p.given), (" Efternamn", lambda p, i: p.family.replace(" ", "\u00a0") + "  "), ("Klass", " IM26 "), ("E-post", lambda p, i: p.mail + " ")],
                      cls="IM26", mail=True)
    text("stray-and-hard-spaces.csv", s, "Spaces round cells, no-break spaces inside surnames")


# ------------------------------------------------------- text: round about the list


def round_about():
    s = Sheet().add("Norrviksgymnasiet").add("Klasslista SA26A").add("Utskriven 2026-08-20 av Per Larsson").blank(2)
    s.table(some(6), [("Efternamn", FAM), ("Förnamn", GIV), ("Personnummer", P12H), ("E-post", MAIL)], "pnr", cls="SA26A", mail=True)
    text("title-and-blank-rows-above.csv", s, "School, class and print date above; the class stands in the title only", enc="cp1252")

    s = Sheet().add("Elevlista, klass TE25B, läsåret 2026/2027", "", "", "").add("", "", "", "")
    s.table(some(5, 2009), [("Nr", lambda p, i: i + 1), ("Namn", ".comma"), ("Födelsedatum", ".iso"), ("Anm.", "")], "bd", cls="TE25B")
    s.add("", "", "", "").add("Antal elever: 5", "", "", "").add("Utskrivet 2026-08-20", "", "", "").add("Sida 1 av 1", "", "", "")
    text("title-above-totals-below.csv", s, "Class in the title, row numbers, and a foot of totals, date and page")

    s = Sheet().table(some(5, 2008), [("", ""), ("Nr", lambda p, i: i + 1), ("Förnamn", GIV), ("", ""), ("Efternamn", FAM), ("Klass", "VF24"), ("", "")], cls="VF24")
    s.add("", "", "Summa", "", "5", "", "")
    text("row-numbers-and-empty-columns.csv", s, "Empty columns, row numbers and a total that looks like a name and a number", enc="cp1252")

    a = some(6, 2009)
    s = Sheet()
    for i in range(0, 6, 2):
        s.table(a[i:i + 2], [("Efternamn", FAM), ("Förnamn", GIV), ("Klass", "EE25"), ("Personnr", P10H)], "pnr", head=i == 0, cls="EE25")
        s.add("", "", "", "") if i == 0 else s.blank(2)
    text("blank-rows-between-students.csv", s, "Blank rows, some with separators and some without, between students")

    a, b = some(4), some(3)
    s = Sheet()
    for cls, who in (("SA26A", a), ("TE26B", b)):
        s.add(f"Klass: {cls}")
        s.table(who, [("Efternamn", FAM), ("Förnamn", GIV), ("Personnummer", P12H)], "pnr", cls=cls)
        s.blank()
    text("sections-one-a-class.csv", s, "'Klass: SA26A', heading, students, blank, and the next class", enc="cp1252")

    s = Sheet()
    for cls, mentor, who in (("EK25A", "Per Larsson", some(3, 2009)), ("EK25B", "Åsa Nyström", some(3, 2009)), ("EK25C", "Karim Aziz", some(3, 2009))):
        s.add(f"Klass {cls}  Mentor: {mentor}", "", "")
        s.table(who, [("Namn", ".comma"), ("Kön", ".km"), ("Födelsedag", ".iso")], "bd sex", cls=cls)
        s.add(f"Antal elever: {len(who)}", "", "").add("", "", "")
    text("sections-with-mentors-and-totals.tsv", s, "Each class's title names its mentor, who is no student; a total after each", sep="\t")

    a = some(7, 2010)
    cols = [("Personnr", P12H), ("Namn", ".comma"), ("Klass", "NA26A"), ("Telefon", ".tel")]
    s = Sheet()
    s.add("Norrviksgymnasiet", "", "", "Sida 1 av 2")
    s.table(a[:4], cols, "pnr", cls="NA26A")
    s.blank().add("Norrviksgymnasiet", "", "", "Sida 2 av 2")
    s.table(a[4:], cols, "pnr", cls="NA26A")
    s.add("Summa", "7 elever", "", "")
    text("heading-repeated-each-page.txt", s, "A print-out saved as text: page head and heading come again", sep="\t", enc="cp1252")


# ------------------------------------------------------- text: no heading


def no_heading():
    s = Sheet().table(some(6), [("", GIV), ("", FAM), ("", P12H)], "pnr", head=False)
    text("no-header-given-family-personnummer.csv", s, "No heading: given name, surname, personnummer")

    s = Sheet().table(some(5, 2009), [("", ".comma"), ("", "SA25A"), ("", MAIL)], head=False, cls="SA25A", mail=True)
    text("no-header-family-comma-given-class-email.csv", s, "No heading: 'surname, given', class, mail", enc="cp1252")

    s = Sheet().table(some(5, 2008), [("", ".p10"), ("", FAM), ("", GIV)], "pnr", head=False)
    text("no-header-personnummer-family-given.txt", s, "No heading: ten digits, surname, given name, tabs; sorted by surname", sep="\t", enc="cp1252")

    a = these("F Elsa|Andersson  M Hugo|Berglund  F Wilma|Johansson  M Oskar|Lindqvist  F Anna-Karin|Nilsson  M Mohammed|Hassan  F Ebba|von Essen")
    s = Sheet().table(a, [("", ".full")], head=False)
    text("no-header-one-column-of-names.txt", s, "Nothing but names, given name first, one a line", eol="\n")

    s = Sheet().table(some(6, 2010), [("", ".comma")], head=False)
    text("no-header-surname-comma-given-only.txt", s, "Nothing but 'surname, given', one a line: the comma looks like a separator", eol="\n", quote="none", last_eol=False)

    s = Sheet().table(some(4, 2009, "clear"), [("", lambda p, i: i + 1), ("", ".full"), ("", "RL25A"), ("", ".iso"), ("", ".km")], "bd sex", head=False, cls="RL25A")
    text("no-header-number-name-class-birth-sex.csv", s, "No heading: row number, whole name, class, birth date, sex", sep=",", eol="\n")

    s = Sheet().table(some(4, 2010), [("", MAIL), ("", GIV), ("", FAM), ("", "EE26")], head=False, cls="EE26", mail=True)
    text("no-header-email-first.csv", s, "No heading: mail, given name, surname, class")


# ------------------------------------------------------- text: names


def name_cells():
    s = Sheet().table(some(6), [("Elev (efternamn, förnamn)", ".comma"), ("Klass", "NA26C"), ("Personnr", P10H)], "pnr", cls="NA26C")
    text("elev-surname-comma-given.csv", s, "A heading that tells the order in brackets, and both words 'efternamn' and 'förnamn' in one", enc="cp1252")

    a = these("F Alva|Andersson  M Emil|Berg-Lindström  F Ebba|von Essen  F Linnéa|Gustafsson  M Oskar|Johansson  F Elsa|Lindqvist  M Gustav|af Ugglas  M Hugo|Öberg", 2009)
    a.sort(key=lambda p: swedish(p.family))
    s = Sheet().table(a, [("Namn", lambda p, i: f"{p.family} {p.given}"), ("Klass", "SA25C")], cls="SA25C")
    text("namn-surname-first-without-comma.csv", s, "'Namn' with the surname first and no comma: only the names, particles and sorting tell")

    s = Sheet().table(some(6, 2010, "clear"), [("För- och efternamn", ".full"), ("Årskurs", "1"), ("Grupp", "SA26D")], cls="SA26D", grade=1)
    text("for-och-efternamn-in-one.csv", s, "One heading with a hanging hyphen for the whole name, given name first; every two-word surname begins with a particle")

    a = these("F Hanna|Eriksson  M Isak|Holmgren  F Saga|Lundgren  M Viktor|Nordin  F Tuva|Persson  F Ornicha|Srisuk  M Elias|Ågren", 2008)
    s = Sheet().table(a, [("Elev", lambda p, i: f"{p.family} {p.given}"), ("E-post", MAIL), ("Klass", "TE24B")], cls="TE24B", mail=True)
    text("elev-surname-first-mail-tells.txt", s, "'Elev' with the surname first and no comma; the mail (given.surname@) tells the order", sep="\t", enc="cp1252")

    s = Sheet().table(some(5, 2010, "clear"), [("Elevens namn", ".full"), ("Elevens e-post", MAIL), ("Elevgrupp", "BF26A")], cls="BF26A", mail=True)
    text("elevens-namn-given-first.csv", s, "'Elevens namn', 'Elevens e-post', 'Elevgrupp'", sep=",", eol="\n")

    s = Sheet().table(some(5, 2010), [("Fnamn", GIV), ("Enamn", FAM), ("Pers.nr", ".p10"), ("Kl", "VO26")], "pnr", cls="VO26")
    text("fnamn-enamn-short-headings.csv", s, "Headings cut short by hand: Fnamn, Enamn, Pers.nr, Kl", enc="cp1252")

    a = some(5, 2009)
    s = Sheet()
    s.add("KLASS", "NAMN", "FÖDELSENR")
    for p in a:
        s.stu(["SA25B", p.comma.upper(), p.p10h], p, "pnr", cls="SA25B", given=p.given, family=p.family)
    text("all-capitals-windows-1252.csv", s, "Everything in capitals; the capitals stay", enc="cp1252")

    s = Sheet().table(some(5, 2010), [("Deltagare", ".comma"), ("Undervisningsgrupp", "MA1b-SA26"), ("Epost", MAIL)], cls="MA1b-SA26", mail=True)
    text("deltagare-in-a-teaching-group.csv", s, "A teaching group's list: 'Deltagare' and 'Undervisningsgrupp'")


# ------------------------------------------------------- text: numbers, dates, sex


def numbers_and_dates():
    s = Sheet()
    s.add("Efternamn", "Förnamn", "Personnummer", "Klass")
    for i, p in enumerate(some(6, 2010)):
        v = [p.p12h, f"{p.d8} {p.four}", f"{p.d6} - {p.four}", p.p10, f"{p.d8[:4]} {p.d8[4:6]} {p.d8[6:]}-{p.four}", p.p12][i]
        s.stu([p.family, p.given, v, "HA26"], p, "pnr", cls="HA26")
    text("personnummer-mixed-by-hand.csv", s, "The same column typed in six ways, with spaces", enc="cp1252")

    s = Sheet().table(some(6, 2009), [("Personnr", lambda p, i: p.p10.lstrip("0")), ("Efternamn", FAM), ("Förnamn", GIV)], "pnr")
    text("personnummer-lost-leading-zero.csv", s, "Ten-digit numbers that lost their first zero in Excel: nine digits")

    s = Sheet().table(some(5, 2009), [("Person-ID", lambda p, i: f"{p.p12[0]},{p.p12[1:6]}E+11"), ("Efternamn", FAM), ("Förnamn", GIV), ("Klass", "EK25A")], cls="EK25A")
    text("personnummer-scientific-notation.csv", s, "Numbers saved as 2,00903E+11: birth date and sex are lost, and must not be guessed")

    s = Sheet().table(some(5, 2009), [("Efternamn", FAM), ("Förnamn", GIV), ("Personnummer", lambda p, i: f"{p.p12[0]},{p.p12[1:6]}E+11"), ("Född", ".iso"), ("Kön", ".km")], "bd sex")
    text("personnummer-scientific-with-birth-column.csv", s, "Numbers lost as above, but birth date and sex stand in columns of their own", enc="cp1252")

    s = Sheet()
    s.add("Personnummer", "Efternamn", "Förnamn", "Klass", "Årskurs")
    for i, p in enumerate(some(7, 2010)):
        v, know = [(p.p12h, "pnr"), (p.coord, "pnr"), (f"{p.d8}-TF{p.k % 90 + 10}", "bd"), (p.coord.replace("-", ""), "pnr"), (f"{p.d6}-T{p.k % 900 + 100}", "bd"), (p.coord[2:], "pnr"), (p.p10h, "pnr")][i]
        s.stu([v, p.family, p.given, "IM26SPR", "1"], p, know, cls="IM26SPR", grade=1)
    text("samordningsnummer-and-temporary.csv", s, "Language introduction: coordination numbers (day + 60) and the school's temporary numbers, which tell no sex")

    s = Sheet().table(some(5, 2009), [("ssn", lambda p, i: f"{p.d8}TF{10 + i}" if i % 2 else p.p12), ("Surname", FAM), ("First name", GIV), ("Sex", lambda p, i: p.sex if i != 3 else "")],
                      lambda p, i: "bd" if i == 3 else "bd sex")
    text("temporary-numbers-with-a-sex-column.tsv", s, "Temporary numbers without hyphen; the sex column tells, but is blank once", sep="\t")

    s = Sheet().table(some(6, 2009), [("Förnamn", GIV), ("Efternamn", FAM), ("Födelsedatum", lambda p, i: f"{p.birth.day}/{p.birth.month} {p.birth.year}"), ("Kön", lambda p, i: "flicka" if p.sex == "F" else "pojke")], "bd sex")
    text("birth-day-slash-month.csv", s, "Dates as 1/3 2009 (day first); flicka, pojke", sep=",", eol="\n")

    s = Sheet().table(some(6, 2008), [("Namn", ".comma"), ("Född", lambda p, i: p.birth.strftime("%d.%m.%Y")), ("Kön", lambda p, i: "Kvinna" if p.sex == "F" else "Man"), ("Klass", "TE24A")], "bd sex", cls="TE24A")
    text("birth-with-dots.csv", s, "Dates as 01.03.2008, day first", enc="cp1252")

    s = Sheet().table(some(5, 2010), [("Förnamn", GIV), ("Efternamn", FAM), ("Född", ".d8"), ("Klass", "NA26A")], "bd", cls="NA26A")
    text("birth-eight-digits.csv", s, "Dates as 20100301")

    s = Sheet().table(some(5, 2009), [("Förnamn", GIV), ("Efternamn", FAM), ("Född", ".d6"), ("Åk", "2")], "bd", grade=2)
    text("birth-six-digits.txt", s, "Dates as 090301, grade in 'Åk'", sep="\t", enc="cp1252")

    s = Sheet().table(some(5, 2009), [("Klass", "FT25"), ("Förnamn", GIV), ("Efternamn", FAM), ("Födelsedag", ".serial")], "bd", cls="FT25")
    text("birth-excel-serials.csv", s, "Dates that became Excel's day numbers (39873)")

    s = Sheet().table(some(6, 2010), [("Förnamn", GIV), ("Efternamn", FAM), ("Kön", lambda p, i: "2" if p.sex == "F" else "1"), ("Klass", "ES26")], "sex", cls="ES26")
    text("sex-one-and-two.csv", s, "Sex as 1 (man) and 2 (kvinna)", sep=",")

    s = Sheet()
    s.add("Personnummer", "Förnamn", "Efternamn", "Juridiskt kön")
    for i, p in enumerate(some(5, 2008)):
        other = {"F": "M", "M": "F"}[p.sex] if i == 2 else p.sex
        s.stu([p.p12h, p.given, p.family, "Kvinna" if other == "F" else "Man"], p, "bd", sex=other)
    text("sex-column-against-personnummer.csv", s, "In the third student's row the sex column says other than the number: the column wins")

    progs = ["SASAM", "Samhällsvetenskapsprogrammet", "SABET", "Teknikprogrammet", "TEINF", "NANAT", "International Baccalaureate"]
    path = ["SA", "SA", "SA", "TE", "TE", "NA", "IB"]
    yr = ["Gy1", "1", "Åk 1", "GY1", "År 1", "1", "Gy 1"]
    s = Sheet().table(some(7, 2010), [("Förnamn", GIV), ("Efternamn", FAM), ("Årskurs", lambda p, i: yr[i]), ("Studieväg", lambda p, i: progs[i])], grade=1, sp=lambda p, i: path[i])
    text("grades-and-study-paths-mixed.csv", s, "Grade written in many ways; study path now a code, now a name, once neither (the text stays; it is not IN)")

    progs = [("Handels- och administrationsprogrammet", "HA"), ("Försäljnings- och serviceprogrammet", "FS"), ("VVS- och fastighetsprogrammet", "VF"), ("Naturbruksprogrammet", "NB"),
             ("Naturvetenskapsprogrammet", "NA"), ("Industritekniska programmet", "IN"), ("Introduktionsprogrammet", "Introduktionsprogrammet"), ("El- och energiprogrammet", "EE"), ("Humanistiska programmet", "HU")]
    s = Sheet().table(some(9, 2010), [("Efternamn", FAM), ("Förnamn", GIV), ("Program", lambda p, i: progs[i][0])], sp=lambda p, i: progs[i][1])
    text("programme-names-spelled-out.csv", s, "Programmes by their full names, some much alike", enc="cp1252")


# ------------------------------------------------------- text: systems


def systems():
    s = Sheet().table(some(5, 2010), [
        ("Namn", ".comma"), ("Personnummer", P12H), ("Klass", "SA26A"), ("Årskurs", "1"), ("Studievägskod", "SASAM"), ("E-post", MAIL), ("Telefon", ".tel"), ("Adress", ".street"),
        ("Vårdnadshavare 1 namn", ".vh"), ("Vårdnadshavare 1 e-post", ".vh_mail"), ("Vårdnadshavare 1 personnummer", lambda p, i: "19800101-XXXX"), ("Mentor", "Per Larsson"), ("Frånvaro %", lambda p, i: f"{3 + i},{i}")],
        "pnr", cls="SA26A", grade=1, sp="SA", mail=True)
    text("wide-export-with-guardians.csv", s, "A school system's wide export: guardians' names, mails and numbers must not be taken for the student's", enc="cp1252")

    s = Sheet().table(some(5, 2009), [
        ("Elev-ID", ".guid"), ("Förnamn", GIV), ("Efternamn", FAM), ("Klass", "EK25B"), ("Mentor", "Åsa Nyström"), ("Mentor e-post", "asa.nystrom@norrvik.example"),
        ("E-post vårdnadshavare 1", ".vh_mail"), ("Vårdnadshavare 1", ".vh"), ("Specialkost", lambda p, i: ["", "Vegetarian", "Halal", "", "Gluten"][i]), ("Skåp", lambda p, i: 101 + i)], cls="EK25B")
    text("guids-mentor-and-guardian-mail-only.csv", s, "The only mails are the mentor's and the guardian's: the student has none")

    s = Sheet().table(some(4, 2010, "clear"), [("Namn", ".full"), ("E-post", MAIL), ("Vårdnadshavare", ".vh"), ("E-post", ".vh_mail"), ("Telefon", ".tel")], mail=True)
    text("email-heading-twice.csv", s, "'E-post' stands twice: the second, after the guardian, is the guardian's", sep=",", quote="all")

    s = Sheet().table(some(4, 2010), [("VH1 Förnamn", ".vh_given"), ("VH1 Efternamn", FAM), ("VH1 E-post", ".vh_mail"), ("Elev Förnamn", GIV), ("Elev Efternamn", FAM), ("Elev Klass", "NA26A"), ("Elev Personnr", P10H)],
                      "pnr", cls="NA26A")
    text("guardian-columns-before-student.csv", s, "The guardian's columns come first, under like headings")

    s = Sheet().table(some(5, 2010), [("Klass", "VO26"), ("Efternamn", FAM), ("Förnamn", GIV), ("Personnummer", P12H), ("Skyddade personuppgifter", lambda p, i: ["", "Ja", "Nej", "", "ja"][i])],
                      "pnr", cls="VO26", prot=lambda p, i: i in (1, 4))
    text("protected-ja-nej.csv", s, "Protected persons marked Ja; Nej and blank are not", enc="cp1252")

    s = Sheet().table(some(5, 2009), [("Sekretess", lambda p, i: "X" if i == 3 else ""), ("Namn", ".comma"), ("Klass", "HT25"), ("Adress", lambda p, i: "" if i == 3 else p.street)], cls="HT25", prot=lambda p, i: i == 3)
    text("protected-with-an-x.txt", s, "First column marks a protected person with X", sep="\t")

    a = some(6, 2010)
    s = Sheet().add("Efternamn", "Förnamn", "Klass", "Personnummer")
    for i, p in enumerate(a):
        if i == 2:
            s.stu(["Skyddad", "identitet", "SA26B", ""], p, cls="SA26B", prot=True, given="", family="")
        elif i == 4:
            s.stu(["Skyddad identitet", "", "SA26B", ""], p, cls="SA26B", prot=True, given="", family="")
        else:
            s.stu([p.family, p.given, "SA26B", p.p12h], p, "pnr", cls="SA26B")
    text("protected-name-hidden-two-columns.csv", s, "'Skyddad identitet' in place of a name, split over two cells and whole in one")

    a = some(4, 2010)
    s = Sheet().add("Elev", "Klass", "E-post")
    for i, p in enumerate(a):
        if i == 1:
            s.stu(["Skyddad identitet", "TE26A", ""], p, cls="TE26A", prot=True, given="", family="")
        else:
            s.stu([p.comma, "TE26A", p.mail], p, cls="TE26A", mail=True)
    text("protected-name-hidden-one-column.csv", s, "'Skyddad identitet' in place of a 'surname, given' name", enc="cp1252")

    a, b = some(3, 2010), some(4, 2009)
    s = Sheet().table(a, [("Klass", "NA26A"), ("Förnamn", GIV), ("Efternamn", FAM), ("Årskurs", "1"), ("Program", "NA")], cls="NA26A", grade=1, sp="NA")
    s.table(b, [("", "TE25A"), ("", GIV), ("", FAM), ("", "2"), ("", "TE")], head=False, cls="TE25A", grade=2, sp="TE")
    text("two-classes-by-column.csv", s, "Two classes and grades in one list, told by the class column", sep=",")

    # Files named .xls that are not: systems write a table of text or HTML and trust Excel to open it.
    s = Sheet().table(some(4, 2010), [("Klass", "BA26"), ("Efternamn", FAM), ("Förnamn", GIV), ("Personnummer", ".p12")], "pnr", cls="BA26")
    text("tab-text-named-as.xls", s, "Tab-separated Windows-1252 text under the name .xls, as web systems send it", sep="\t", enc="cp1252")

    s = Sheet().table(some(4, 2009), [("Namn", ".comma"), ("Personnr", P10H), ("Klass", "RL25")], "pnr", cls="RL25")
    body = "\n".join("<tr>" + "".join(f"<{t}>{v}</{t}>" for v in r) + "</tr>" for t, r in [("th" if i == 0 else "td", r) for i, r in enumerate(s.rows)])
    html = ('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
            f'</head><body><table border="1">\n{body}\n</table></body></html>\n')
    html = html.replace("ö", "&ouml;").replace("å", "&aring;")
    (HERE / "html-table-named-as.xls").write_bytes(html.encode("utf-8"))
    one_sheet("html-table-named-as.xls", s, "An HTML table under the name .xls, with letters as entities, as web systems send it")

    s = Sheet()
    s.add("sourcedId", "status", "dateLastModified", "enabledUser", "orgSourcedIds", "role", "username", "userIds", "givenName", "familyName", "middleName", "identifier", "email", "sms", "phone", "agentSourcedIds", "grades", "password")
    a = some(5, 2010)
    staff = [("teacher", "Per", "Larsson"), ("administrator", "Karin", "Ek"), ("parent", a[0].vh_given, a[0].family)]
    for i, p in enumerate(a):
        if i < 3:
            role, g, f = staff[i]
            s.add(f"x{i}", "", "", "true", "org-1", role, f"{role}{i}", "", g, f, "", "", f"{ascii_lower(g)}.{ascii_lower(f)}@norrvik.example", "", "", "", "", "")
        s.stu([p.guid, "", "", "true", "org-1", "student", p.mail, "", p.given, p.family, "", "", p.mail, "", p.tel, "", "1", ""], p, grade=1, mail=True)
    text("oneroster-users-alone.csv", s, "OneRoster's users.csv by itself: teachers, staff and parents among the students", sep=",")


# ------------------------------------------------------- workbooks

BOLD = Font(bold=True)


def workbooks():
    s = Sheet().add(f"{SCHOOL} – Klasslista SA26A").add("Läsåret 2026/2027").blank()
    s.table(some(7), [("Nr", lambda p, i: i + 1), ("Efternamn", FAM), ("Förnamn", GIV), ("Personnummer", P12H), ("E-post", MAIL)], "pnr", cls="SA26A", mail=True)
    s.blank().add("Antal elever: 7", "", "", "", "Utskrivet 2026-08-20")

    def merged(wb):
        ws = wb.active
        ws.merge_cells("A1:E1")
        ws.merge_cells("A2:E2")
        ws["A1"].font = Font(bold=True, size=16)
        ws["A1"].alignment = Alignment(horizontal="center")
        ws.freeze_panes = "A5"
        for c in range(1, 6):
            ws.cell(4, c).fill = PatternFill("solid", fgColor="DDDDDD")
        for r in range(5, 12):
            ws.cell(r, 5).hyperlink = "mailto:" + ws.cell(r, 5).value
    xlsx("title-merged-across.xlsx", s, "Title merged over five columns with the class in it; mails are links; totals below", merged)

    s = Sheet().add("Klass", "Efternamn", "Förnamn", "Personnr")
    spans, r = [], 2
    for cls, n in (("EK25A", 4), ("EK25B", 3), ("EK25C", 1)):
        s.table(some(n, 2009), [("", lambda p, i, c=cls: c if i == 0 else None), ("", FAM), ("", GIV), ("", P10H)], "pnr", head=False, cls=cls)
        spans.append((r, r + n - 1))
        r += n

    def down(wb):
        for a, b in spans:
            if b > a:
                wb.active.merge_cells(start_row=a, end_row=b, start_column=1, end_column=1)
    xlsx("class-merged-down.xlsx", s, "The class cell is merged over its students: all but the first have it empty", down)

    book = {}
    for cls, year in (("SA26A", 2010), ("TE25B", 2009), ("NA24", 2008)):
        book[cls] = Sheet().table(some(4, year), [("Efternamn", FAM), ("Förnamn", GIV), ("Personnummer", P12H)], "pnr", cls=cls)
    xlsx("sheet-for-each-class.xlsx", book, "Three sheets, each named after its class; the class stands nowhere else")

    info = Sheet().add("Elevlistor läsåret 2026/2027").blank().add("Kontakt", "Karin Ek, administratör").add("E-post", "karin.ek@norrvik.example").add("Uttag", datetime.date(2026, 8, 20))
    lst = Sheet().table(some(5), [("Förnamn", GIV), ("Efternamn", FAM), ("Klass", "BF26"), ("E-post", MAIL)], cls="BF26", mail=True)
    xlsx("info-sheet-first.xlsx", {"Info": info, "Elever": lst}, "The first sheet has a contact person and no list; the second has the list")

    s = Sheet()
    for cls, who in (("SA26A", some(3)), ("TE26B", some(4))):
        s.add(f"Klass: {cls}")
        s.table(who, [("Namn", ".comma"), ("Personnummer", P12H), ("Mentor", "Per Larsson")], "pnr", cls=cls)
        s.blank()
    xlsx("sections-in-one-sheet.xlsx", s, "Two classes under one another, each with its title and heading")

    s = Sheet().add("Namn", "Född", "Kön")
    for cls, year in (("HA25A", 2009), ("HA24B", 2008)):
        s.add(cls)
        s.table(some(3, year), [("", ".comma"), ("", ".birth"), ("", ".km")], "bd sex", head=False, cls=cls)
    xlsx("class-lines-under-one-heading.xlsx", s, "One heading at the top, then a line with nothing but the class before its students; date cells")

    s = Sheet().table(some(6, 2009), [("Förnamn", GIV), ("Efternamn", FAM), ("Födelsedatum", ".birth"), ("Klass", "NA25B")], "bd", cls="NA25B")

    def forms(wb):
        for r in range(2, 8):
            wb.active.cell(r, 3).number_format = ["yyyy-mm-dd", "d/m yyyy", "dd.mm.yyyy", 'd mmmm yyyy', "[$-41D]d mmm yy", "m/d/yy"][r - 2]
    xlsx("date-cells-many-formats.xlsx", s, "True date cells shown in six ways, one of them month first: the value counts, not the look", forms)

    s = Sheet().table(some(5, 2008), [("Efternamn", FAM), ("Förnamn", GIV), ("Född", ".birth")], "bd")
    xlsx("date-cells-1904.xlsx", s, "Mac Excel's calendar from 1904: the same day numbers mean days four years later", mac=True)

    s = Sheet().add("Personnummer", "Efternamn", "Förnamn", "Klass")
    for i, p in enumerate(some(6, 2009)):
        s.stu([[int(p.p12), int(p.p10), p.p12h, float(p.p12), int(p.p10), p.p10h][i], p.family, p.given, "EE25"], p, "pnr", cls="EE25")

    def plain(wb):
        for r in range(2, 8):
            wb.active.cell(r, 1).number_format = "0" if r % 2 else "General"
    xlsx("personnummer-as-numbers.xlsx", s, "Numbers as numbers: twelve digits (shown as 2,00903E+11 but whole), ten that lost the zero, and text between", plain)

    s = Sheet()
    s.add("Elev", None, None, "Vårdnadshavare 1", None, "Vårdnadshavare 2", None, "Mentor")
    s.table(some(5), [("Efternamn", FAM), ("Förnamn", GIV), ("Personnr", P12H), ("Namn", ".vh"), ("E-post", ".vh_mail"), ("Namn", lambda p, i: f"Lena {p.family}" if i % 2 else None), ("E-post", lambda p, i: f"lena{p.k}@post.example" if i % 2 else None), ("Namn", "Per Larsson")], "pnr")

    def two(wb):
        ws = wb.active
        for m in ("A1:C1", "D1:E1", "F1:G1"):
            ws.merge_cells(m)
    xlsx("two-heading-rows-with-guardians.xlsx", s, "Two rows of headings: 'Namn' and 'E-post' below belong to the guardians named above, the student has no mail", two)

    s = Sheet().blank(4)
    s.add(None, None, "Deltagare", "Klass", "Mail")
    for p in some(4, 2010, "clear"):
        s.stu([None, None, p.full, "ES26B", p.mail], p, cls="ES26B", mail=True)
        s.blank()

    def boxed(wb):
        line = Side(style="thin")
        for r in range(5, 200):
            for c in range(3, 6):
                wb.active.cell(r, c).border = Border(line, line, line, line)
    xlsx("list-begins-at-c5-with-gaps.xlsx", s, "The list begins in C5, every second row is empty, and bordered empty cells go on for 200 rows", boxed)

    s = Sheet().table(some(5, 2010, "wide"), [("Elev-ID", ".guid"), ("Tilltalsnamn", GIV), ("Efternamn", FAM), ("Klass", "SA26C"), ("Årskurs", 1), ("Inriktning", "SABET")], cls="SA26C", grade=1, sp="SA")

    def decked(wb):
        ws = wb.active
        ws.column_dimensions["A"].hidden = True
        ws.auto_filter.ref = "A1:F6"
        ws["C3"].comment = Comment("Byter klass vid lov?", "Per Larsson")
        ws["B2"] = CellRichText(TextBlock(InlineFont(b=True), ws["B2"].value[:2]), ws["B2"].value[2:])
    xlsx("hidden-column-comment-rich-text.xlsx", s, "A hidden column of identifiers, a comment, a name half in bold, grade as a number", decked)

    s = Sheet().table(some(5, 2010), [("", ".comma"), ("", "IM26"), ("", P12H)], "pnr", head=False, cls="IM26")
    xlsx("no-header.xlsx", s, "No heading: 'surname, given', class, personnummer")

    s = Sheet().table(some(4, 2009, "clear"), [("Student", ".full"), ("Grupp", "NA25C"), ("Sekretess", lambda p, i: "Ja" if i == 2 else None), ("Kommentar", lambda p, i: "Ring inte hem" if i == 2 else None)],
                      cls="NA25C", prot=lambda p, i: i == 2)
    xlsx("protected-column.xlsx", {"Blad1": s, "Blad2": Sheet().blank(), "Blad3": Sheet().blank()}, "Old Excel's two empty sheets follow the list, so its sheet has a name in the truth")

    book = {"Närvaro": Sheet().add("Vecka", "Frånvaro %").add(34, 4.5).add(35, 6.1)}
    for cls in ("VO26A", "VO26B"):
        book[cls] = Sheet().add(cls).blank().table(some(3), [("Elev", ".comma"), ("Födelsenr", ".p10")], "pnr", cls=cls)
    xlsx("statistics-sheet-and-class-sheets.xlsx", book, "A sheet of figures first, then a sheet a class with the class as a lone title too")

    progs = [("EK25", "EK"), ("Ekonomiprogrammet", "EK"), ("BFPED", "BF"), ("Barn- och fritidsprogrammet", "BF"), ("Vård- och omsorgsprogrammet", "VO"), (None, None)]
    s = Sheet().table(some(6, 2008), [("Given name", GIV), ("Surname", FAM), ("Class", "mix24"), ("Grade", 3), ("Program", lambda p, i: progs[i][0]), ("Date of birth", ".birth")],
                      "bd", cls="mix24", grade=3, sp=lambda p, i: progs[i][1])
    xlsx("english-headings-programmes.xlsx", s, "English headings; programme codes of the 2011 and 2025 reforms and names mixed, once blank")

    # .xls
    s = Sheet().table(some(6, 2009), [("Personnummer", P12H), ("Efternamn", FAM), ("Förnamn", GIV), ("Klass", "TE25A"), ("Studievägskod", "TEINF"), ("Åk", 2.0), ("Vårdnadshavare 1 e-post", ".vh_mail")],
                      "pnr", cls="TE25A", grade=2, sp="TE")
    xls("old-excel-export.xls", s, "A system's old Excel export; the grade is a number 2.0; the mail is the guardian's")

    book = {c: Sheet().table(some(3, 2010), [("Namn", ".comma"), ("Född", ".birth"), ("Kön", ".kvinna")], "bd sex", cls=c) for c in ("NA26A", "NA26B")}
    xls("sheet-for-each-class.xls", book, "Two sheets named as classes, true date cells")

    s = Sheet().add(None, None, None, None).add("Utskriftsdatum:", None, None, datetime.date(2026, 8, 20)).blank()
    s.table(some(5, 2009), [("Nr", lambda p, i: float(i + 1)), ("Elevens namn", ".comma"), ("Pnr", lambda p, i: float(p.p10)), ("Anmärkning", None)], "pnr", cls="EK25C")
    s.add(None, "Summa", 5.0)
    xls("title-merged-and-sum.xls", s, "Class in a merged title, print date as a date cell, ten-digit numbers as floats without their zero, a sum", merge=[(0, 0, 0, 3, "Klasslista EK25C")])

    s = Sheet().table(some(5, 2008), [("", GIV), ("", FAM), ("", "FT24"), ("", ".birth")], "bd", head=False, cls="FT24")
    xls("no-header-with-dates.xls", s, "No heading: given name, surname, class, date cell")

    s = Sheet().table(some(4, 2010, "wide"), [("Efternamn", FAM), ("Förnamn", GIV), ("Grupp", "SA26E"), ("Mail", MAIL)], cls="SA26E", mail=True)
    xls("wide-names-and-empty-sheets.xls", {"Blad1": s, "Blad2": Sheet(), "Blad3": Sheet()}, "Polish, Turkish and Balkan letters; two empty sheets")

    # .ods
    s = Sheet().add(f"Elevlista {SCHOOL}").add("Klass: HU26").blank(3)
    s.table(some(6), [("Förnamn", GIV), ("Efternamn", FAM), ("Personnummer", P12H)], "pnr", cls="HU26")
    s.blank(2).add("Antal elever: 6")
    ods("title-rows-repeated-blanks.ods", s, "LibreOffice writes three blank rows as one repeated row: row numbers must still be right")

    book = {c: Sheet().table(some(3, y), [("Elev", ".comma"), ("Födelsedatum", ".birth")], "bd", cls=c) for c, y in (("TE26A", 2010), ("TE25A", 2009))}
    ods("sheet-for-each-class.ods", book, "Two sheets named as classes, date cells")

    s = Sheet().add("Klass", "Namn", "Person-ID", "E-post")
    span, r = {}, 1
    for cls, n in (("BA25", 3), ("VF25", 3)):
        s.table(some(n, 2009, "clear"), [("", lambda p, i, c=cls: c if i == 0 else None), ("", ".full"), ("", lambda p, i: int(p.p12)), ("", MAIL)], "pnr", head=False, cls=cls, mail=True)
        span[r, 0] = (n, 1)
        r += n
    ods("class-merged-down.ods", s, "Class cells merged over their students; personnummer as numbers", span)

    s = Sheet()
    s.add("Efternamn", "Förnamn", None, None, "Personnr", "Skyddade personuppgifter")
    for i, p in enumerate(some(5, 2010)):
        s.stu([p.family.replace(" ", "\n"), p.given, None, None, p.p12h, "X" if i == 1 else None], p, "pnr", prot=i == 1)
    ods("line-breaks-and-empty-columns.ods", s, "Surnames broken over two paragraphs in a cell, empty columns, a protected person")

    s = Sheet().table(some(4, 2008), [("Nr", lambda p, i: i + 1), ("Förnamn", GIV), ("Efternamn", FAM), ("Födelsedag", lambda p, i: p.serial), ("Klass", "IN24")], "bd", cls="IN24")
    ods("birth-serial-numbers.ods", s, "Birth dates left as plain day numbers beside a column of row numbers")


# ------------------------------------------------------- rostering standards


def csv_bytes(head, rows, bom=False):
    def q(v):
        v = str(v)
        return '"' + v.replace('"', '""') + '"' if re.search(r'[",\r\n]', v) else v
    body = "\r\n".join(",".join(q(v) for v in r) for r in [head.split(",")] + rows) + "\r\n"
    return (b"\xef\xbb\xbf" if bom else b"") + body.encode("utf-8")


def make_zip(name, parts):
    with zipfile.ZipFile(HERE / name, "w") as z:
        for n, data in parts.items():
            z.writestr(n, data)
    same_zip(HERE / name)


def roster(year, classes):
    """People, and who is in which class, for a rostering set: (students, teachers, [(class id, title, kind)], [(class id, person, role)])."""
    studs = some(6, year, "west") + some(2, year, "wide")
    teach = [Person("M", "Per", "Larsson", birth=datetime.date(1979, 5, 4)), Person("F", "Åsa", "Nyström", birth=datetime.date(1985, 9, 23))]
    for t in teach:
        t.staff = f"{ascii_lower(t.given)}.{ascii_lower(t.family)}@norrvik.example"
    (a, b, c) = classes
    cl = [("c-1", a, "homeroom"), ("c-2", b, "homeroom"), ("c-3", c, "scheduled")]
    enrol = [("c-1", p) for p in studs[:4]] + [("c-2", p) for p in studs[4:]] + [("c-3", p) for p in studs[1:6:2]]
    return studs, teach, cl, enrol


def oneroster():
    head11 = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password"
    studs, teach, cl, enrol = roster(2010, ("SA26A", "TE26B", "Matematik 1b"))
    title = {c[0]: c[1] for c in cl}
    users = [[t.guid, "", "", "true", "org-1", "teacher", t.staff, "", t.given, t.family, "", "", t.staff, "", "", "", "", ""] for t in teach]
    users += [[p.guid, "", "", "true", "org-1", "student", p.mail, "", p.given, p.family, "", "", p.mail, "", p.tel, f"vh-{i}", "1", ""] for i, p in enumerate(studs)]
    users += [[f"vh-{i}", "", "", "true", "org-1", "parent", p.vh_mail, "", p.vh_given, p.family, "", "", p.vh_mail, "", "", p.guid, "", ""] for i, p in enumerate(studs[:2])]
    en = [[f"e-{i}", "", "", c, "org-1", p.guid, "student", "", "2026-08-18", ""] for i, (c, p) in enumerate(enrol)]
    en += [[f"e-t{i}", "", "", c, "org-1", teach[i % 2].guid, "teacher", "true" if i < 2 else "false", "", ""] for i, (c, _, _) in enumerate(cl)]
    files = "academicSessions categories classes classResources courses courseResources demographics enrollments lineItems orgs resources results users".split()
    have = {"academicSessions", "classes", "courses", "demographics", "enrollments", "orgs", "users"}
    manifest = [["manifest.version", "1.0"], ["oneroster.version", "1.1"]] + [["file." + f, "bulk" if f in have else "absent"] for f in files] + [["source.systemName", "Norrviks elevregister"], ["source.systemCode", "NE"]]
    demo = [[p.guid, "", "", p.iso, "female" if p.sex == "F" else "male"] + [""] * 11 for p in studs]
    parts = {
        "manifest.csv": csv_bytes("propertyName,value", manifest),
        "academicSessions.csv": csv_bytes("sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear", [["as-1", "", "", "HT26", "term", "2026-08-18", "2026-12-20", "", "2027"]]),
        "orgs.csv": csv_bytes("sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId", [["org-1", "", "", SCHOOL, "school", "99999999", ""]]),
        "courses.csv": csv_bytes("sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes", [["co-1", "", "", "as-1", "Klass", "", "1", "org-1", "", ""], ["co-2", "", "", "as-1", "Matematik 1b", "MATMAT01b", "1", "org-1", "Matematik", "MAT"]]),
        "classes.csv": csv_bytes("sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
                                 [[c, "", "", t, "1", "co-1" if k == "homeroom" else "co-2", t, k, "", "org-1", "as-1", "", "", ""] for c, t, k in cl]),
        "users.csv": csv_bytes(head11, users),
        "enrollments.csv": csv_bytes("sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate", en),
        "demographics.csv": csv_bytes("sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,"
                                      "demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus", demo),
    }
    make_zip("oneroster-1.1.zip", parts)
    expect("oneroster-1.1.zip", [truth(None, p, "pnr", cls=title[c], grade=1, mail=True) for c, p in enrol], "OneRoster 1.1: teachers and parents among the users, birth and sex in demographics; three students are in two classes and stand in two rows")

    studs, teach, cl, enrol = roster(2009, ("NA25A", "EK25B", "Svenska 2"))
    title = {c[0]: c[1] for c in cl}

    def user12(p, mail, grade):
        return [p.guid, "active", "2026-08-20T06:00:00.000Z", "true", mail, "", p.given, p.family, "", "", mail, "", "", "", grade, "", "", "", "", "", "", "org-1", ""]
    users = [user12(t, t.staff, "") for t in teach] + [user12(p, p.mail, "2") for p in studs]
    roles = [[f"r-{i}", "active", "2026-08-20T06:00:00.000Z", p.guid, "primary", "teacher" if p in teach else "student", "2026-08-18", "", "org-1", ""] for i, p in enumerate(teach + studs)]
    en = [[f"e-{i}", "active", "2026-08-20T06:00:00.000Z", c, "org-1", p.guid, "student", "", "", ""] for i, (c, p) in enumerate(enrol)]
    en += [[f"e-t{i}", "active", "2026-08-20T06:00:00.000Z", c, "org-1", teach[0].guid, "teacher", "true", "", ""] for i, (c, _, _) in enumerate(cl)]
    files = "academicSessions categories classes classResources courses courseResources demographics enrollments lineItemLearningObjectiveIds lineItems lineItemScoreScales orgs resources resultLearningObjectiveIds results resultScoreScales roles scoreScales userProfiles userResources users".split()
    have = {"academicSessions", "classes", "courses", "enrollments", "orgs", "roles", "users"}
    manifest = [["manifest.version", "1.0"], ["oneroster.version", "1.2"]] + [["file." + f, "bulk" if f in have else "absent"] for f in files] + [["source.systemName", "Norrviks elevregister"], ["source.systemCode", "NE"]]
    parts = {
        "manifest.csv": csv_bytes("propertyName,value", manifest, True),
        "academicSessions.csv": csv_bytes("sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear", [["as-1", "active", "2026-08-20T06:00:00.000Z", "HT26", "term", "2026-08-18", "2026-12-20", "", "2027"]], True),
        "orgs.csv": csv_bytes("sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId", [["org-1", "active", "2026-08-20T06:00:00.000Z", SCHOOL, "school", "99999999", ""]], True),
        "courses.csv": csv_bytes("sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes", [["co-1", "active", "2026-08-20T06:00:00.000Z", "as-1", "Klass", "", "2", "org-1", "", ""]], True),
        "classes.csv": csv_bytes("sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
                                 [[c, "active", "2026-08-20T06:00:00.000Z", t, "2", "co-1", "", k, "", "org-1", "as-1", "", "", ""] for c, t, k in cl], True),
        "users.csv": csv_bytes("sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,"
                               "resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns", users, True),
        "roles.csv": csv_bytes("sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId", roles, True),
        "enrollments.csv": csv_bytes("sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate", en, True),
    }
    make_zip("oneroster-1.2.zip", {"export/" + n: d for n, d in parts.items()})
    expect("oneroster-1.2.zip", [truth(None, p, cls=title[c], grade=2, mail=True) for c, p in enrol], "OneRoster 1.2: users have no role, roles.csv has; files with BOM in a folder inside the zip; no demographics")


def sds():
    studs, teach, cl, enrol = roster(2010, ("VO26A", "BF26B", "Engelska 5"))
    title = {c[0]: c[1] for c in cl}
    parts = {
        "orgs.csv": csv_bytes("sourcedId,name,type,parentSourcedId", [["99999999", SCHOOL, "school", ""]]),
        "users.csv": csv_bytes("sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms",
                               [[t.guid, t.staff, t.given, t.family, "", "", t.staff, "", ""] for t in teach] + [[p.guid, p.mail, p.given, p.family, "", "", p.mail, "", ""] for p in studs]),
        "roles.csv": csv_bytes("userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate",
                               [[t.guid, "99999999", "teacher", "", "", "true", "", ""] for t in teach] + [[p.guid, "99999999", "student", "", "1", "true", "2026-08-18", ""] for p in studs]),
        "classes.csv": csv_bytes("sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId,code", [[c, "99999999", t, "", "", t] for c, t, _ in cl]),
        "enrollments.csv": csv_bytes("classSourcedId,userSourcedId,role", [[c, teach[i % 2].guid, "teacher"] for i, (c, _, _) in enumerate(cl)] + [[c, p.guid, "student"] for c, p in enrol]),
    }
    folder = HERE / "sds-v2.1"
    folder.mkdir(exist_ok=True)
    for n, d in parts.items():
        (folder / n).write_bytes(d)
    rows = [truth(None, p, cls=title[c], grade=1, mail=True) for c, p in enrol]
    expect("sds-v2.1", rows, "Microsoft School Data Sync 2.1 as a folder: roles, grades and classes each in a file of its own; three students in two classes")
    make_zip("sds-v2.1.zip", parts)
    expect("sds-v2.1.zip", rows, "The same, zipped")


def ss12000(name, year, klass, path, prog, grade, pages, note):
    def gid(*what):
        return str(uuid.uuid5(uuid.NAMESPACE_DNS, " ".join(map(str, (name,) + what))))
    meta = {"created": "2026-08-01T08:00:00Z", "modified": "2026-08-20T08:00:00Z"}
    unit, owner = gid("skolenhet"), gid("huvudman")
    studs = some(6, year) + some(1, year, "wide")
    persons, rows = [], []
    for i, p in enumerate(studs):
        mark = "Sekretessmarkering" if i == 2 else "Skyddad folkbokföring" if i == 4 else "Ingen"
        temp = i == 5
        mails = [{"value": p.mail, "type": "Skola elev"}]
        if i == 1:
            mails.insert(0, {"value": f"privat{p.k}@post.example", "type": "Privat"})
        if i == 4:
            mails = []
        person = {
            "id": p.guid, "meta": meta, "givenName": p.given, "middleName": None, "familyName": p.family,
            "eduPersonPrincipalNames": [p.mail.replace("elev.", "")], "externalIdentifiers": [],
            "civicNo": {"value": f"{p.d8}TF{10 + i}" if temp else p.p12, "nationality": "SWE"},
            "birthDate": p.iso, "sex": "Okänt" if temp else "Kvinna" if p.sex == "F" else "Man",
            "securityMarking": mark, "personStatus": "Aktiv", "emails": mails,
            "phoneNumbers": [{"value": p.tel, "type": "Hem", "mobile": True}], "addresses": [],
            "enrolments": [{"enroledAt": {"id": unit, "displayName": SCHOOL}, "schoolYear": grade, "schoolType": "GY", "startDate": "2026-08-18", "cancelled": False,
                            "educationCode": path, "programme": {"id": gid("program"), "displayName": prog}}],
            "responsibles": [{"person": {"id": gid("vh", i), "displayName": p.vh}, "relationType": "Vårdnadshavare"}] if i < 2 else [],
        }
        persons.append(person)
        cls = klass[0] if i < 4 else klass[1]
        rows.append(truth(None, p, "bd" if temp else "pnr", cls=cls, grade=grade, sp=path[:2], mail=p.mail if i != 4 else False, prot=mark != "Ingen"))
    for i, p in enumerate(studs[:2]):
        persons.append({"id": gid("vh", i), "meta": meta, "givenName": p.vh_given, "familyName": p.family, "securityMarking": "Ingen", "personStatus": "Aktiv", "emails": [{"value": p.vh_mail, "type": "Privat"}], "enrolments": []})
    teacher = Person("M", "Per", "Larsson", birth=datetime.date(1979, 5, 4))
    persons.insert(1, {"id": gid("lärare"), "meta": meta, "givenName": "Per", "familyName": "Larsson", "civicNo": {"value": teacher.p12}, "birthDate": teacher.iso, "sex": "Man", "securityMarking": "Ingen", "personStatus": "Aktiv",
                       "emails": [{"value": "per.larsson@norrvik.example", "type": "Skola personal"}], "enrolments": []})

    def group(title, kind, members, start, end=None):
        g = {"id": gid("grupp", title), "meta": meta, "displayName": title, "startDate": start, "groupType": kind, "schoolType": "GY", "organisation": {"id": unit, "displayName": SCHOOL},
             "groupMemberships": [dict({"person": {"id": p.guid, "displayName": p.full}, "startDate": start}, **({"endDate": end} if end else {})) for p in members]}
        if end:
            g["endDate"] = end
        return g
    groups = [
        group("Matematik " + str(grade), "Undervisning", studs[:5], "2026-08-18"),
        group(klass[0], "Klass", studs[:4], "2026-08-18"),
        group(klass[1], "Klass", studs[4:], "2026-08-18"),
        group("Mentorsgrupp Larsson", "Mentor", studs[1:3], "2026-08-18"),
    ]
    if klass[2]:
        groups.insert(0, group(klass[2], "Klass", studs[3:6], "2025-08-18", "2026-06-12"))
    orgs = [
        {"id": owner, "meta": meta, "displayName": "Norrviks kommun", "organisationType": "Huvudman", "organisationNumber": "000000-0000"},
        {"id": unit, "meta": meta, "displayName": SCHOOL, "organisationType": "Skolenhet", "schoolUnitCode": "99999999", "schoolTypes": ["GY"], "parentOrganisation": {"id": owner}},
    ]
    whole = {"organisations": orgs, "persons": persons, "groups": groups}
    if pages:
        whole["duties"] = [{"id": gid("tjänst"), "meta": meta, "person": {"id": gid("lärare")}, "dutyAt": {"id": unit}, "dutyRole": "Lärare", "startDate": "2020-08-01"}]
        whole = {k: {"data": v, "pageToken": None} for k, v in whole.items()}
    (HERE / name).write_text(json.dumps(whole, ensure_ascii=pages, indent=None if pages else 1) + "\n", encoding="utf-8")
    expect(name, rows, note)


def main():
    for old in HERE.iterdir():
        if old.name == "sds-v2.1":
            shutil.rmtree(old)
        elif old.suffix in (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods", ".zip", ".json"):
            old.unlink()
    for part in (encodings, quoting, round_about, no_heading, name_cells, numbers_and_dates, systems, workbooks, oneroster, sds):
        part()
    ss12000("ss12000-one-file.json", 2010, ("SA26A", "SA26B", None), "SASAM", "Samhällsvetenskapsprogrammet", 1, False,
            "SS12000:2020: a teacher and guardians among the persons, teaching and mentor groups among the groups, protected persons, a temporary number with unknown sex, a private mail before the school's")
    ss12000("ss12000-api-pages.json", 2009, ("TE25A", "TE25B", "TE25-gamla"), "TEINF", "Teknikprogrammet", 2, True,
            "SS12000 as pages from the API, letters escaped; last year's class (ended 2026-06-12) is a Klass too, but no longer theirs")
    assert len(set(WRITTEN)) == len(WRITTEN)
    # One row of rows a line keeps the file readable and its changes small.
    out = ["["]
    for n, e in enumerate(EXPECTED):
        out.append(f' {{"file": {json.dumps(e["file"])}, "note": {json.dumps(e["note"], ensure_ascii=False)}, "rows": [')
        out.append(",\n".join("  " + json.dumps(r, ensure_ascii=False) for r in e["rows"]))
        out.append(" ]}" + ("," if n < len(EXPECTED) - 1 else ""))
    out.append("]")
    (HERE / "expected.json").write_text("\n".join(out) + "\n", encoding="utf-8")
    print(len(EXPECTED), "lists,", sum(len(e["rows"]) for e in EXPECTED), "rows")


if __name__ == "__main__":
    main()
