#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks: xlsx-*. Needs python3-openpyxl, python3-xlsxwriter and LibreOffice, and for two of them exceljs and xlsx of npm in
the folder that NODE_PATH names. Parts written by hand follow the structure that the `made` of their files names."""
import datetime
import io
import os
import subprocess
import tempfile

import openpyxl
import openpyxl.comments
import openpyxl.worksheet.datavalidation
import xlsxwriter

from case import case, package, repack, sheet

OPENPYXL, XLSXWRITER = "openpyxl %s" % openpyxl.__version__, "xlsxwriter %s" % xlsxwriter.__version__
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def xlsx(name, content, tables, made, **reading):
    reading.setdefault("format", "xlsx")
    case(name, content, made, tables=tables, **reading)


def by_openpyxl(fill):
    book = openpyxl.Workbook()
    fill(book, book.active)
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue(), drop=("xl/theme/theme1.xml",))


def by_xlsxwriter(fill, **options):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, dict(options, in_memory=True))
    fill(book)
    book.close()
    return repack(out.getvalue(), drop=("xl/theme/theme1.xml",))


def relationships(targets, office=OFFICE):
    return XML + '<Relationships xmlns="%s">%s</Relationships>' % (PACKAGE, "".join(
        '<Relationship Id="%s" Type="%s/%s" Target="%s"/>' % (id, office, kind, target) for id, kind, target in targets))


def by_hand(rows, more=(), sheet_name="Form", extra="", workbook="", targets=(), styles=None, namespace=MAIN, office=OFFICE, prefix="",
            part="xl/worksheets/sheet1.xml", before=""):
    """A workbook of one sheet; @rows, @before and @extra are XML within and around sheetData."""
    colon = prefix + ":" if prefix else ""
    declared = 'xmlns%s="%s" xmlns:r="%s"' % (":" + prefix if prefix else "", namespace, office)
    parts = [("[Content_Types].xml", TYPES), ("_rels/.rels", relationships([("rId1", "officeDocument", "xl/workbook.xml")], office)),
             ("xl/workbook.xml", XML + "<{c}workbook {d}>{w}<{c}sheets><{c}sheet name=\"{n}\" sheetId=\"1\" r:id=\"rId1\"/></{c}sheets></{c}workbook>"
              .format(c=colon, d=declared, w=workbook, n=sheet_name)),
             ("xl/_rels/workbook.xml.rels", relationships([("rId1", "worksheet", part[3:] if part.startswith("xl/") else "/" + part)] + list(targets),
                                                          office)),
             (part, XML + "<{c}worksheet {d}>{b}<{c}sheetData>{r}</{c}sheetData>{e}</{c}worksheet>".format(c=colon, d=declared, b=before, r=rows,
                                                                                                 e=extra))]
    if styles:
        parts.append(("xl/styles.xml", XML + '<styleSheet xmlns="%s">%s</styleSheet>' % (MAIN, styles)))
    return package(parts + list(more))


def text(value):
    return '<c t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % value


def row(*cells):
    return "<row>%s</row>" % "".join(cells)


def formats(*codes):
    """A style sheet with one cell format for each of @codes, a built-in number or a code of its own."""
    own = [(164 + i, code) for i, code in enumerate(codes) if isinstance(code, str)]
    ids = {code: id for id, code in own}
    return ('<numFmts count="%d">%s</numFmts><cellXfs count="%d"><xf numFmtId="0"/>%s</cellXfs>' % (
        len(own), "".join('<numFmt numFmtId="%d" formatCode="%s"/>' % (id, code.replace('"', "&quot;")) for id, code in own), len(codes) + 1,
        "".join('<xf numFmtId="%d" applyNumberFormat="1"/>' % (ids.get(code, code)) for code in codes)))


FORM = [["Mentor tracker"], [], ["Name of mentor:", "Ann Example"], ["School:", "Park School"], ["Date of meeting:", "2026-10-06"],
        ["Hours:", "1.5"], ["I have read the handbook", "Yes"]]


def fill_form(_, form):
    form.title = "Tracker"
    for line in FORM:
        form.append([datetime.date(2026, 10, 6) if cell == "2026-10-06" else 1.5 if cell == "1.5" else cell for cell in line])


def texts():
    def attendance(book):
        page = book.add_worksheet("Autumn")
        bold = book.add_format({"bold": True})
        page.write_row(0, 0, ["Mentor", "School", "Notes"])
        page.write_row(1, 0, ["Ann Example", "Park School"])
        page.write_rich_string(1, 2, "came ", bold, "late", ", left early")
        page.write_row(2, 0, ["Ben Example", "Park School", "Ann Example"])
    rows = [["Mentor", "School", "Notes"], ["Ann Example", "Park School", "came late, left early"], ["Ben Example", "Park School", "Ann Example"]]
    xlsx("xlsx-shared-rich.xlsx", by_xlsxwriter(attendance), [sheet(rows, "Autumn")], XLSXWRITER + ": shared strings, one of them in runs")
    plain = [["Mentor", "School"], ["Ann Example", "Park School"]]
    xlsx("xlsx-inline-strings.xlsx", by_xlsxwriter(lambda book: [book.add_worksheet("A").write_row(0, 0, plain[0]),
                                                                 book.worksheets()[0].write_row(1, 0, plain[1])], constant_memory=True),
         [sheet(plain, "A")], XLSXWRITER + " with constant_memory: strings within their cells")
    xlsx("xlsx-no-shared-strings.xlsx", by_hand(row(text("Mentor"), '<c t="s"><v>0</v></c>')), [sheet([["Mentor", "#missing text"]], "Form")],
         "by hand: a cell that points into shared strings which are not there")
    shared = XML + ('<sst xmlns="%s"><si><t>課</t><rPh sb="0" eb="1"><t>カ</t></rPh><phoneticPr fontId="1"/></si><si><r><t>Line one_x000D_\n</t></r>'
                    '<r><t xml:space="preserve">line two </t></r></si><si><t>_x005F_x0041_</t></si></sst>' % MAIN)
    xlsx("xlsx-phonetic.xlsx", by_hand(row(*('<c t="s"><v>%d</v></c>' % i for i in range(3))), [("xl/sharedStrings.xml", shared)],
                                       targets=[("rId2", "sharedStrings", "sharedStrings.xml")]),
         [sheet([["課", "Line one\nline two ", "_x0041_"]], "Form")],
         "by hand, after Excel in Japanese: how a word is spoken beside it, and characters written as _xHHHH_")


def numbers():
    def fill(_, page):
        page.append([0.1 + 0.2, 1 / 3, 1234567890123456, 1e21, 1e-10, -0.5, 100, 2.50])
        page.append([True, False, "#N/A", "=1/0"])
    cells = row('<c><v>0.30000000000000004</v></c>', '<c><v>100</v></c>', '<c><v>-2.5</v></c>', '<c><v>1E+21</v></c>', '<c><v>1.0000000000000001E-5</v></c>',
                '<c><v>5.0999999999999996</v></c>')
    xlsx("xlsx-numbers.xlsx", by_hand(cells), [sheet([["0.3", "100", "-2.5", "1e+21", "1e-05", "5.1"]], "Form")],
         "by hand, with the 17 digits that Excel stores: they are shown with 15")
    cells = row('<c t="b"><v>1</v></c>', '<c t="b"><v>0</v></c>', '<c t="e"><v>#N/A</v></c>', '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    xlsx("xlsx-booleans-faults.xlsx", by_hand(cells), [sheet([["true", "false", "#N/A", "#DIV/0!"]], "Form")], "by hand: booleans and faults")
    codes = formats("[Magenta]0.00", "[Red]-0;[Blue]0", '0 "days"', "#,##0.00 \\h", "0%", "[>=100]0;0.0", "@")
    cells = row(*('<c s="%d"><v>12.5</v></c>' % (i + 1) for i in range(7)))
    xlsx("xlsx-formats-no-dates.xlsx", by_hand(cells, styles=codes, targets=[("rId2", "styles", "styles.xml")]), [sheet([["12.5"] * 7], "Form")],
         "by hand: number formats with letters of dates in colours, quotes and escapes")


def dates():
    codes = formats(14, 22, 20, 15, 17, 27, 50, 57, '"Day "d mmmm yyyy', "dd/mm/yyyy;@", "[$-809]dddd d mmmm yyyy", 'yyyy"年"m"月"d"日"')
    styles = dict(styles=codes, targets=[("rId2", "styles", "styles.xml")])
    def cells(*pairs):
        return row(*('<c s="%d"><v>%s</v></c>' % pair for pair in pairs))
    xlsx("xlsx-dates-1900.xlsx", by_hand(cells((1, 46301), (2, 46301.395833333336), (3, 0.39583333333333331), (4, 46301), (5, 46296), (6, 46301), (7, 46301),
                                               (8, 46301), (9, 46301), (10, 46301), (11, 46301), (12, 46301)) + cells((1, 1), (1, 59), (1, 61)), **styles),
         [sheet([["2026-10-06", "2026-10-06T09:30", "09:30", "2026-10-06", "2026-10-01"] + ["2026-10-06"] * 7, ["1900-01-01", "1900-02-28", "1900-03-01"]],
                "Form")], "by hand: built-in formats and own ones; days around the 29 February 1900 that Excel believes in")
    xlsx("xlsx-dates-1904.xlsx", by_hand(cells((1, 44839), (2, 44839.5), (1, 0)), workbook='<workbookPr date1904="1"/>', **styles),
         [sheet([["2026-10-06", "2026-10-06T12:00", "1904-01-01"]], "Form")], "by hand, as Excel for the Macintosh long counted: days since 1904")
    codes = formats("[h]:mm", "h:mm AM/PM", "mm:ss.0", "[hh]:mm:ss", 46, 47, 18, 21)
    xlsx("xlsx-times.xlsx", by_hand(cells((1, 1.0625), (2, 0.5625), (3, 0.0084722222222222), (4, 4.1666666666666664E-2), (5, 2), (6, 0.25), (7, 0.75),
                                          (8, 0.39585648148148145)), styles=codes, targets=[("rId2", "styles", "styles.xml")]),
         [sheet([["25:30", "13:30", "00:12:12", "01:00", "48:00", "06:00", "18:00", "09:30:02"]], "Form")],
         "by hand: times of day and hours that count on")


def formulas():
    def fill(book):
        page = book.add_worksheet("Hours")
        page.write_row(0, 0, ["Mentor", "Hours", "Total"])
        page.write_row(1, 0, ["Ann", 1.5])
        page.write_formula(1, 2, "=SUM(B2:B9)", None, 1.5)
        page.write_formula(2, 2, '=A2&" Example"', None, "Ann Example")
        page.write_formula(3, 2, "=B2>1", None, True)
    xlsx("xlsx-formula-kept.xlsx", by_xlsxwriter(fill), [sheet([["Mentor", "Hours", "Total"], ["Ann", "1.5", "1.5"], ["", "", "Ann Example"],
                                                                ["", "", "true"]], "Hours")],
         XLSXWRITER + ": formulas with the values that were kept")
    xlsx("xlsx-formula-without-value.xlsx", by_openpyxl(lambda _, page: page.append(["Total hours:", "=SUM(C1:C9)"])),
         [sheet([["Total hours:", "#formula without a value"]], "Sheet")], OPENPYXL + ", which computes nothing",
         fields={"Total hours": "#formula without a value"})


def sheets():
    def merged(_, page):
        page.append(["Core mentor training, autumn"])
        page.merge_cells("A1:C1")
        page.append(["Name of mentor:", None, "Ann Example"])
        page.merge_cells("A2:B2")
        page["A3"] = "Comments:"
        page["C3"] = "Useful"
        page.merge_cells("A3:B4")
    xlsx("xlsx-merged.xlsx", by_openpyxl(merged), [sheet([["Core mentor training, autumn"], ["Name of mentor:", "", "Ann Example"],
                                                           ["Comments:", "", "Useful"]], "Sheet")], OPENPYXL + ": merged cells",
         fields={"Name of mentor": "Ann Example", "Comments": "Useful"})
    def hidden(book, page):
        page.append(["Name:", "Ann Example"])
        page.append(["Secret row:", "still read"])
        page.row_dimensions[2].hidden = True
        page.column_dimensions["C"].hidden = True
        for title, state in (("Lists", "hidden"), ("Codes", "veryHidden")):
            other = book.create_sheet(title)
            other.append(["Phase:", title])
            other.sheet_state = state
    xlsx("xlsx-hidden.xlsx", by_openpyxl(hidden), [sheet([["Name:", "Ann Example"], ["Secret row:", "still read"]], "Sheet"),
                                                  sheet([["Phase:", "Lists"]], "Lists", True), sheet([["Phase:", "Codes"]], "Codes", True)],
         OPENPYXL + ": a hidden row, a hidden sheet and a very hidden one", fields={"Name": "Ann Example", "Phase": None})
    def lists(_, page):
        page.append(["Phase:", "Secondary"])
        rule = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1='"Primary,Secondary"', showInputMessage=True,
                                                                promptTitle="Phase", prompt="Choose one")
        page.add_data_validation(rule)
        rule.add("B1")
        page["B1"].comment = openpyxl.comments.Comment("Is this right?", "Office")
    xlsx("xlsx-list-and-comment.xlsx", by_openpyxl(lists), [sheet([["Phase:", "Secondary"]], "Sheet")],
         OPENPYXL + ": a drop-down of data validation; a comment, which is a note about the form and left out", fields={"Phase": "Secondary"}, text="")
    def table(book):
        page = book.add_worksheet("People")
        page.add_table(0, 0, 2, 2, {"name": "people", "columns": [{"header": "Name"}, {"header": "Email"}, {"header": "Role"}],
                                    "data": [["Ann", "ann@example.org", "mentor"], ["Ben", "ben@example.org", "mentor"]]})
        book.define_name("Roles", "=People!$C$2:$C$3")
        book.define_name("Gone", "=#REF!$A$1")
    xlsx("xlsx-table-names.xlsx", by_xlsxwriter(table), [sheet([["Name", "Email", "Role"], ["Ann", "ann@example.org", "mentor"],
                                                                ["Ben", "ben@example.org", "mentor"]], "People")],
         XLSXWRITER + ": a table with a header, defined names, one of them broken")


def parts():
    one = row(text("Name:"), text("Ann"))
    rows = [["Name:", "Ann"]]
    xlsx("xlsx-prefixed.xlsx", by_hand('<x:row r="1"><x:c r="A1" t="str"><x:v>Name:</x:v></x:c><x:c r="B1" t="str"><x:v>Ann</x:v></x:c></x:row>', prefix="x"),
         [sheet(rows, "Form")], "by hand, after exports of .NET: each element with a prefix")
    strict = "http://purl.oclc.org/ooxml/"
    xlsx("xlsx-strict.xlsx", by_hand(row(text("Day:"), '<c t="d"><v>2026-10-06T00:00:00</v></c>', '<c t="d"><v>2026-10-06T09:29:59.9</v></c>'),
                                     namespace=strict + "spreadsheetml/main", office=strict + "officeDocument/relationships"),
         [sheet([["Day:", "2026-10-06", "2026-10-06T09:30"]], "Form")], "by hand, after Excel's 'Strict Open XML': other namespaces, dates as ISO 8601")
    xlsx("xlsx-backslashes.xlsx", package([(name.replace("/", "\\"), content) for name, content in parts_of(by_hand(one))]), [sheet(rows, "Form")],
         "by hand, after old ZIP writers of Windows: part names with backslashes")
    xlsx("xlsx-odd-part-name.xlsx", by_hand(one, part="xl/worksheets/Blatt mit Namen.xml"), [sheet(rows, "Form")],
         "by hand: a sheet under a name of its own, found through the relationship alone")
    xlsx("xlsx-wrong-dimension.xlsx", by_hand('<row r="1"><c r="A1" t="str"><v>Name:</v></c></row><row r="3"><c r="C3" t="str"><v>beyond</v></c></row>',
                                              before='<dimension ref="A1"/>'), [sheet([["Name:"], [], ["", "", "beyond"]], "Form")],
         "by hand: a dimension that is too small")
    xlsx("xlsx-no-relationships.xlsx", repack(by_hand(one), drop=("xl/_rels/workbook.xml.rels",)), [sheet(rows, "Form")],
         "by hand: the relationships of the workbook are lost, the sheet lies where it usually does")
    xlsx("xlsx-macro.xlsm", by_hand(one, [("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no macro")], targets=[("rId9", "vbaProject", "vbaProject.bin")]),
         [sheet(rows, "Form")], "by hand: a workbook with macros, which are not looked at", problem="macro")
    case("xlsx-binary.xlsb", package([("[Content_Types].xml", TYPES), ("xl/workbook.bin", b"\x83\x01\x00")]),
         "by hand: the parts by which Excel's binary workbook is known", format="xlsb", problem="unsupported")


def parts_of(content):
    import zipfile
    source = zipfile.ZipFile(io.BytesIO(content))
    return [(item.filename, source.read(item.filename)) for item in source.infolist()]


def margins():
    def fill(book):
        page = book.add_worksheet("Form")
        page.write_row(0, 0, ["Name:", "Ann Example"])
        page.set_footer("&L7K3Q9-F2M4X&RPage &P of &N")
        page.insert_textbox(3, 1, "School: Park School")
        book.set_custom_property("mentord-ref", "7K3Q9-F2M4X")
    xlsx("xlsx-footer-shape-property.xlsx", by_xlsxwriter(fill), [sheet([["Name:", "Ann Example"]], "Form")],
         XLSXWRITER + ": a footer, a text box and a custom property", text={"has": ["7K3Q9-F2M4X", "School: Park School"]},
         fields={"Name": "Ann Example", "School": "Park School"}, properties={"mentord-ref": "7K3Q9-F2M4X"})
    def box(number, kind, caption, inside):
        return ('<v:shape id="_x0000_s%d" type="#_x0000_t201"><v:textbox><div style="text-align:left"><font face="Tahoma">%s</font></div></v:textbox>'
                '<x:ClientData ObjectType="%s"><x:SizeWithCells/>%s</x:ClientData></v:shape>' % (1024 + number, caption, kind, inside))
    anchor = "<x:Anchor>1, 5, %d, 2, 2, 40, %d, 1</x:Anchor>"
    drawing = ('<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
               + box(1, "Checkbox", "I have read the handbook", anchor % (0, 1) + "<x:Checked>1</x:Checked>")
               + box(2, "Checkbox", "Check Box 2", anchor % (1, 2))
               + box(3, "Drop", "", anchor % (2, 3) + "<x:Sel>2</x:Sel><x:FmlaRange>$D$7:$D$9</x:FmlaRange>")
               + box(4, "Note", "a comment", anchor % (0, 1)) + "</xml>")
    rows = "".join('<row r="%d"><c r="%s%d" t="str"><v>%s</v></c></row>' % (at, column, at, words) for at, column, words in (
        (2, "A", "Needs more help"), (3, "A", "Phase:"), (7, "D", "Primary"), (8, "D", "Secondary"), (9, "D", "Post-16")))
    xlsx("xlsx-form-controls.xlsx", by_hand(rows, [("xl/worksheets/_rels/sheet1.xml.rels", relationships([("rId1", "vmlDrawing", "../drawings/vmlDrawing1.vml")])),
                                                   ("xl/drawings/vmlDrawing1.vml", drawing)], extra='<legacyDrawing r:id="rId1"/>'),
         [sheet([[], ["Needs more help"], ["Phase:"], [], [], [], ["", "", "", "Primary"], ["", "", "", "Secondary"], ["", "", "", "Post-16"]], "Form")],
         "by hand, after Excel's form controls: a check box with words of its own, one beside a cell, a list with its entries in cells",
         fields={"I have read the handbook": "true", "Needs more help": "false", "Phase": "Secondary", "a comment": None})
    xlsx("xlsx-cell-checkboxes.xlsx", by_hand(row(text("Handbook read"), '<c s="1" t="b"><v>1</v></c>') + row(text("Policy read"), '<c s="1" t="b"><v>0</v></c>'),
                                              styles='<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="0"><extLst><ext uri="{C7286773-470A-42A8-94C5-96B5CB345126}" '
                                              'xmlns:xfpb="http://schemas.microsoft.com/office/spreadsheetml/2022/featurepropertybag"><xfpb:xfComplement i="0"/></ext></extLst></xf></cellXfs>',
                                              targets=[("rId2", "styles", "styles.xml")]),
         [sheet([["Handbook read", "true"], ["Policy read", "false"]], "Form")], "by hand, after Excel's check boxes in cells: booleans that are shown as boxes",
         fields={"Handbook read": "true", "Policy read": "false"})


    control = ('<ax:ocx ax:classid="{8BD21D40-EC42-11CE-9E0D-00AA006002F3}" ax:persistence="persistStreamInit" r:id="rId1" '
               'xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" xmlns:r="%s"/>' % OFFICE)
    xlsx("xlsx-activex.xlsx", by_hand(row(text("Handbook read")), [("xl/worksheets/_rels/sheet1.xml.rels", relationships([("rId1", "control", "../activeX/activeX1.xml")])),
                                                                   ("xl/activeX/activeX1.xml", control)]), [sheet([["Handbook read"]], "Form")],
         "by hand, after Excel: an ActiveX check box, whose state nobody but Windows can read", problem="unsupported")


def programs():
    form = by_openpyxl(fill_form)
    fields = {"Name of mentor": "Ann Example", "School": "Park School", "Date of meeting": "2026-10-06", "Hours": "1.5", "I have read the handbook": "Yes"}
    xlsx("xlsx-tracker.xlsx", form, [sheet(FORM, "Tracker")], OPENPYXL + ": labels with their answers beside them", fields=fields)
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "in.xlsx"), "wb") as file:
            file.write(form)
        subprocess.run(["soffice", "-env:UserInstallation=file://%s/profile" % folder, "--headless", "--convert-to", "xlsx", "--outdir", folder + "/out",
                        folder + "/in.xlsx"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(os.path.join(folder, "out", "in.xlsx"), "rb") as file:
            converted = repack(file.read(), drop=("xl/theme/theme1.xml",))
    version = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    xlsx("xlsx-libreoffice.xlsx", converted, [sheet(FORM, "Tracker")], "LibreOffice %s, of xlsx-tracker.xlsx" % version, fields=fields)
    for package_name, program in (("exceljs", EXCELJS), ("xlsx", SHEETJS)):
        made = subprocess.run(["node", "-e", program], capture_output=True)
        if made.returncode:
            print("left as it is, for npm's %s is missing" % package_name)
            continue
        version, _, content = made.stdout.partition(b"\n")
        xlsx("xlsx-%s.xlsx" % ("sheetjs" if package_name == "xlsx" else package_name), repack(content, drop=("xl/theme/theme1.xml",)),
             [sheet([["Name of mentor:", "Ann Example"], ["Date of meeting:", "2026-10-06"], ["Hours:", "1.5"], ["Agreed:", "true"]], "Tracker")],
             "npm's %s %s" % (package_name, version.decode()), fields={"Name of mentor": "Ann Example", "Date of meeting": "2026-10-06", "Agreed": "true"})


EXCELJS = """
const ExcelJS = require('exceljs');
const book = new ExcelJS.Workbook();
const page = book.addWorksheet('Tracker');
page.addRow(['Name of mentor:', {richText: [{text: 'Ann '}, {font: {bold: true}, text: 'Example'}]}]);
page.addRow(['Date of meeting:', new Date(Date.UTC(2026, 9, 6))]);
page.getCell('B2').numFmt = 'dd/mm/yyyy';
page.addRow(['Hours:', 1.5]);
page.addRow(['Agreed:', true]);
book.xlsx.writeBuffer().then(bytes => { process.stdout.write(require('exceljs/package.json').version + '\\n'); process.stdout.write(bytes); });
"""
SHEETJS = """
const XLSX = require('xlsx');
const page = XLSX.utils.aoa_to_sheet([['Name of mentor:', 'Ann Example'], ['Date of meeting:', {t: 'n', v: 46301, z: 'dd/mm/yyyy'}], ['Hours:', 1.5], ['Agreed:', true]]);
const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, page, 'Tracker');
process.stdout.write(XLSX.version + '\\n');
process.stdout.write(XLSX.write(book, {type: 'buffer', bookType: 'xlsx', compression: true}));
"""

texts()
numbers()
dates()
formulas()
sheets()
parts()
margins()
programs()
