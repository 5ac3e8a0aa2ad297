#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenDocument: ods-*, odt-*. Needs python3-odf, python3-openpyxl, python3-uno and LibreOffice."""
import contextlib
import io
import os
import subprocess
import tempfile
import time

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import uno
from com.sun.star.awt import Size
from com.sun.star.beans import PropertyValue

from case import case, package, repack, sheet

VERSION = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
WRITER, ODFPY = "LibreOffice %s through its API" % VERSION, "odfpy 1.4"
SPACES = "".join(' xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % pair for pair in (
    ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"), ("meta", "meta"), ("form", "form"),
    ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible")))
DROPPED = ("Thumbnails/thumbnail.png", "settings.xml", "manifest.rdf", "Configurations2/")


def slim(content):
    return repack(content, drop=DROPPED)


def by_hand(kind, body, styles="", more=(), manifest=""):
    """A zipped document: @kind text or spreadsheet, @body within its element, @styles automatic ones."""
    mime = "application/vnd.oasis.opendocument." + kind
    return package([("mimetype", mime),
                    ("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
                     'manifest:full-path="/" manifest:media-type="%s"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
                     '%s</manifest:file-entry></manifest:manifest>' % (mime, manifest)),
                    ("content.xml", "<office:document-content%s><office:automatic-styles>%s</office:automatic-styles><office:body><office:%s>%s</office:%s>"
                     "</office:body></office:document-content>" % (SPACES, styles, kind, body, kind))] + list(more))


def table(rows, name="Tracker", attributes="", before=""):
    return '<table:table table:name="%s"%s>%s%s</table:table>' % (name, attributes, before, rows)


def cell(words, attributes=""):
    return "<table:table-cell%s>%s</table:table-cell>" % (" " + attributes if attributes else "", "<text:p>%s</text:p>" % words if words else "")


def row(*cells, times=1):
    return "<table:table-row%s>%s</table:table-row>" % (' table:number-rows-repeated="%d"' % times if times > 1 else "", "".join(cells))


def string(words):
    return cell(words, 'office:value-type="string"')


def ods(name, content, tables, made, **reading):
    case(name, content, made, format="ods", tables=tables, **reading)


def odt(name, content, made, **reading):
    case(name, content, made, format="odt", **reading)


def spreadsheets():
    values = row(cell("6 October 2026", 'office:value-type="date" office:date-value="2026-10-06"'),
                 cell("06/10/26 09:30", 'office:value-type="date" office:date-value="2026-10-06T09:30:00"'),
                 cell("09:30", 'office:value-type="time" office:time-value="PT09H30M00S"'),
                 cell("12.50 %", 'office:value-type="percentage" office:value="0.125"'),
                 cell("£1,250.00", 'office:value-type="currency" office:currency="GBP" office:value="1250"'),
                 cell("TRUE", 'office:value-type="boolean" office:boolean-value="true"'), cell("0.33", 'office:value-type="float" office:value="0.333333333333333"'))
    values = values.replace("</table:table-row>", '<table:table-cell office:value-type="string" office:string-value="said alone"/></table:table-row>')
    read = ["2026-10-06", "2026-10-06T09:30", "09:30", "0.125", "1250", "true", "0.333333333333333", "said alone"]
    ods("ods-values.ods", by_hand("spreadsheet", table(values)), [sheet([read], "Tracker")], "by hand: each type of value with what it shows")
    flat = ('<?xml version="1.0" encoding="UTF-8"?>\n<office:document%s office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
            '<office:meta><meta:user-defined meta:name="mentord-ref">7K3Q9-F2M4X</meta:user-defined></office:meta><office:body><office:spreadsheet>%s'
            "</office:spreadsheet></office:body></office:document>" % (SPACES, table(row(string("Name:"), string("Ann Example")) + values)))
    ods("ods-flat.fods", flat.encode(), [sheet([["Name:", "Ann Example"], read], "Tracker")], "by hand: one XML file instead of a package",
        fields={"Name": "Ann Example"}, properties={"mentord-ref": "7K3Q9-F2M4X"})
    repeated = (row(cell("", 'table:number-columns-repeated="2"'), cell("x", 'office:value-type="string" table:number-columns-repeated="3"'),
                    cell("", 'table:number-columns-repeated="16379"')) + row(string("same"), times=2) + row(cell("", 'table:number-columns-repeated="16384"'), times=4)
                + row(string("end")) + row(cell("", 'table:number-columns-repeated="16384"'), times=1048568))
    ods("ods-repeated.ods", by_hand("spreadsheet", table(repeated)), [sheet([["", "", "x", "x", "x"], ["same"], ["same"], [], [], [], [], ["end"]], "Tracker")],
        "by hand, after LibreOffice: repeated cells and rows, the empty rest of the sheet in one")
    many = row(cell("blub", 'office:value-type="string" table:number-columns-repeated="2"'), times=1048576)
    case("ods-million-rows.ods", by_hand("spreadsheet", table(many)), "by hand: one row that says it stands a million times", format="ods", problem="too-large")
    merged = (row(cell("Core training", 'office:value-type="string" table:number-columns-spanned="2"'), "<table:covered-table-cell/>", string("Autumn"))
              + row(string("Name:"), string("Ann Example")))
    ods("ods-covered.ods", by_hand("spreadsheet", table(merged)), [sheet([["Core training", "", "Autumn"], ["Name:", "Ann Example"]], "Tracker")],
        "by hand: a cell that covers another", fields={"Name": "Ann Example"})
    hidden = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    ods("ods-hidden-sheet.ods", by_hand("spreadsheet", table(row(string("Name:"), string("Ann"))) + table(row(string("Phase:"), string("primary")), "Lists",
                                        ' table:style-name="ta2"'), hidden),
        [sheet([["Name:", "Ann"]], "Tracker"), sheet([["Phase:", "primary"]], "Lists", True)], "by hand, after LibreOffice: a hidden sheet",
        fields={"Name": "Ann", "Phase": None})
    rules = ('<table:content-validations><table:content-validation table:name="v1"><table:help-message table:title="Phase"><text:p>Choose: one</text:p>'
             "</table:help-message></table:content-validation></table:content-validations>")
    tracked = ('<table:tracked-changes><table:cell-content-change table:id="c1"><table:previous><table:change-track-table-cell office:value-type="string">'
               "<text:p>Old: value</text:p></table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>")
    noted = '<table:table-cell office:value-type="string"><office:annotation><text:p>Note: ask Ann</text:p></office:annotation><text:p>primary</text:p></table:table-cell>'
    ods("ods-notes-rules-changes.ods", by_hand("spreadsheet", tracked + rules + table(row(string("Phase:"), noted))), [sheet([["Phase:", "primary"]], "Tracker")],
        "by hand: a comment, the words of a cell's rule and a tracked change, none of which is an answer", fields={"Phase": "primary", "Note": None}, text="")
    faults = row(cell("#DIV/0!", 'table:formula="of:=1/0" office:value-type="string" office:string-value="" '),
                 cell("Err:502", 'table:formula="of:=X()" office:value-type="float" office:value="0"'), cell("3", 'table:formula="of:=1+2" office:value-type="float" office:value="3"'))
    ods("ods-formulas.ods", by_hand("spreadsheet", table(faults)), [sheet([["#DIV/0!", "Err:502", "3"]], "Tracker")], "by hand: formulas with kept values and faults")
    lost = repack(by_hand("spreadsheet", table(row(string("Name:"), string("Ann"))), manifest='</manifest:file-entry><manifest:file-entry '
                          'manifest:full-path="Configurations2/" manifest:media-type="application/vnd.sun.xml.ui.configuration">'), drop=("mimetype",))
    ods("ods-no-mimetype.ods", lost, [sheet([["Name:", "Ann"]], "Tracker")], "by hand: the member that says the type is lost, the manifest says it too")
    case("ods-encrypted.ods", by_hand("spreadsheet", "", manifest='<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="AA=="/>'),
         "by hand: the mark by which a password is known", format="ods", problem="encrypted")
    case("ods-openoffice-1.sxc", package([("mimetype", "application/vnd.sun.xml.calc"), ("content.xml", "<office:document-content/>")]),
         "by hand: the parts by which a file of OpenOffice.org 1 is known", format="sxc", problem="unsupported")
    book = odf.opendocument.OpenDocumentSpreadsheet()
    page = odf.table.Table(name="People")
    for words in (("name", "email"), ("Zoë Example", "zoe@example.org"), ("Ben  Example", "ben@example.org")):
        line = odf.table.TableRow()
        for word in words:
            one = odf.table.TableCell(valuetype="string")
            one.addElement(odf.text.P(text=word))
            line.addElement(one)
        page.addElement(line)
    book.spreadsheet.addElement(page)
    out = io.BytesIO()
    book.write(out)
    ods("ods-odfpy.ods", repack(out.getvalue()), [sheet([["name", "email"], ["Zoë Example", "zoe@example.org"], ["Ben Example", "ben@example.org"]], "People")],
        ODFPY + ": a list; of two blanks one is kept, as the format has it")


def converted():
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Tracker"
    import datetime
    for words in (["Name of mentor:", "Ann Example"], ["Date:", datetime.date(2026, 10, 6)], ["Start:", datetime.time(9, 30)], ["Agreed:", True], ["Hours:", 1.5],
                  ["Total:", "=B5*2"]):
        page.append(words)
    with tempfile.TemporaryDirectory() as folder:
        book.save(folder + "/in.xlsx")
        subprocess.run(["soffice", "-env:UserInstallation=file://%s/profile" % folder, "--headless", "--convert-to", "ods", "--outdir", folder, folder + "/in.xlsx"],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(folder + "/in.ods", "rb") as file:
            content = slim(file.read())
    ods("ods-libreoffice.ods", content, [sheet([["Name of mentor:", "Ann Example"], ["Date:", "2026-10-06"], ["Start:", "09:30"], ["Agreed:", "true"],
                                                ["Hours:", "1.5"], ["Total:", "3"]], "Tracker")],
        "LibreOffice %s, of a workbook of openpyxl" % VERSION, fields={"Date": "2026-10-06", "Agreed": "true", "Total": "3"})


def value(name, content):
    pair = PropertyValue()
    pair.Name, pair.Value = name, content
    return pair


@contextlib.contextmanager
def office():
    """The desktop of a LibreOffice of its own."""
    with tempfile.TemporaryDirectory() as folder:
        pipe = "corpus%d" % os.getpid()
        process = subprocess.Popen(["soffice", "-env:UserInstallation=file://%s/profile" % folder, "--headless", "--norestore", "--accept=pipe,name=%s;urp;" % pipe],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        here = uno.getComponentContext()
        resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
        for _ in range(120):
            try:
                there = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
                break
            except uno.getClass("com.sun.star.connection.NoConnectException"):
                time.sleep(0.25)
        desktop = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        yield desktop
        with contextlib.suppress(Exception):  # it ends while it answers
            desktop.terminate()
        process.wait(30)


class Text:
    """A new text in LibreOffice."""

    def __init__(self, desktop):
        self.document = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, (value("Hidden", True),))
        self.text = self.document.Text
        self.cursor = self.text.createTextCursor()

    def line(self, words="", *contents):
        self.text.insertString(self.cursor, words, False)
        for content in contents:
            self.text.insertTextContent(self.cursor, content, False)
        self.text.insertControlCharacter(self.cursor, 0, False)

    def field(self, kind, **properties):
        made = self.document.createInstance("com.sun.star.text.TextField." + kind)
        for name, content in properties.items():
            setattr(made, name, content)
        return made

    def control(self, kind, anchor="AS_CHARACTER", **properties):
        model = self.document.createInstance("com.sun.star.form.component." + kind)
        for name, content in properties.items():
            setattr(model, name, content)
        shape = self.document.createInstance("com.sun.star.drawing.ControlShape")
        size = Size()
        size.Width, size.Height = 4000, 600
        shape.setSize(size)
        shape.Control = model
        shape.AnchorType = uno.Enum("com.sun.star.text.TextContentAnchorType", anchor)
        return shape

    def bytes(self, ending="odt", kind="writer8"):
        with tempfile.TemporaryDirectory() as folder:
            path = "%s/out.%s" % (folder, ending)
            self.document.storeToURL("file://" + path, (value("FilterName", kind),))
            with open(path, "rb") as file:
                return file.read()


def date(year, month, day):
    made = uno.createUnoStruct("com.sun.star.util.Date")
    made.Year, made.Month, made.Day = year, month, day
    return made


def texts(desktop):
    form = Text(desktop)
    form.line("Name of mentor: ", form.control("TextField", Name="txtName", Text="Ann Example"))
    form.line("Notes: ", form.control("TextField", Name="txtNotes"))
    form.line("", form.control("CheckBox", Name="chk1", Label="I have read the handbook", State=1))
    form.line("", form.control("CheckBox", Name="chk2", Label="I need more help", State=0))
    form.line("Phase: ", form.control("ListBox", Name="lst", StringItemList=("Primary", "Secondary"), SelectedItems=(1,), Dropdown=True))
    form.line("Rating: ", form.control("ComboBox", Name="cmb", StringItemList=("1", "2", "3"), Text="3"))
    form.line("Date of training: ", form.control("DateField", Name="dat", Date=date(2026, 10, 6)))
    form.line("School: ", form.control("TextField", "AT_PARAGRAPH", Name="txtSchool", Text="Park School"))
    fields = {"Name of mentor": "Ann Example", "Notes": "", "I have read the handbook": "true", "I need more help": "false", "Phase": "Secondary", "Rating": "3",
              "Date of training": "2026-10-06", "School": "Park School"}
    odt("odt-form-controls.odt", slim(form.bytes()), WRITER + ": controls of a form in the text, one that hangs on its paragraph", fields=fields)
    flat = Text(desktop)
    flat.line("Name of mentor: Ann Example")
    flat.line("Phase: ", flat.control("ListBox", Name="lst", StringItemList=("Primary", "Secondary"), SelectedItems=(0,), Dropdown=True))
    flat.document.DocumentProperties.UserDefinedProperties.addProperty("mentord-ref", 128, "7K3Q9-F2M4X")
    odt("odt-flat.fodt", flat.bytes("fodt", "OpenDocument Text Flat XML"), WRITER + ": one XML file", fields={"Name of mentor": "Ann Example", "Phase": "Primary"},
        properties={"mentord-ref": "7K3Q9-F2M4X"})
    inputs = Text(desktop)
    inputs.line("Role: ", inputs.field("Input", Hint="Your role", Content="Mentor"))
    inputs.line("Term: ", inputs.field("DropDown", Name="Term", Items=("Autumn", "Spring"), SelectedItem="Spring"))
    inputs.line("Subject: ", inputs.field("JumpEdit", PlaceHolder="type your subject here", PlaceHolderType=0))
    odt("odt-input-fields.odt", slim(inputs.bytes()), WRITER + ": an input field, a list, a placeholder that nobody replaced",
        fields={"Role": "Mentor", "Term": "Spring", "Subject": ""})
    changed = Text(desktop)
    changed.line("Name of mentor: Ann Exemple")
    changed.document.RecordChanges = True
    found = changed.document.createReplaceDescriptor()
    found.SearchString, found.ReplaceString = "Exemple", "Example"
    changed.document.replaceAll(found)
    odt("odt-tracked-changes.odt", slim(changed.bytes()), WRITER + ": a correction while changes were recorded: it is accepted",
        fields={"Name of mentor": "Ann Example"}, text={"has": ["Ann Example"], "lacks": ["Exemple"]})
    framed = Text(desktop)
    frame = framed.document.createInstance("com.sun.star.text.TextFrame")
    size = Size()
    size.Width, size.Height = 6000, 1500
    frame.setSize(size)
    framed.line("Before the frame", frame)
    frame.Text.setString("School: Park School")
    page = framed.document.StyleFamilies.getByName("PageStyles").getByName("Standard")
    page.HeaderIsOn = page.FooterIsOn = True
    page.HeaderText.setString("Mentor tracker 2026-27")
    page.FooterText.setString("Ref 7K3Q9-F2M4X")
    odt("odt-frame-margins.odt", slim(framed.bytes()), WRITER + ": a text frame, a header, a footer with the ref", fields={"School": "Park School"},
        text={"has": ["Before the frame", "School: Park School", "Mentor tracker 2026-27", "7K3Q9-F2M4X"]})
    tabled = Text(desktop)
    grid = tabled.document.createInstance("com.sun.star.text.TextTable")
    grid.initialize(4, 2)
    tabled.line("", grid)
    for place, words in (("A1", "Name of mentor"), ("B1", "Ann Example"), ("A2", "School"), ("B2", "Park School"), ("A3", "Date"), ("A4", "What was useful?"),
                         ("B4", "The coaching.\nThe visit.")):
        grid.getCellByName(place).setString(words)
    inside = grid.getCellByName("B3")
    inside.insertTextContent(inside.createTextCursor(), tabled.control("DateField", Name="dat", Date=date(2026, 10, 6)), False)
    odt("odt-table-form.odt", slim(tabled.bytes()), WRITER + ": labels and answers in a table, a date control in one cell",
        tables=[sheet([["Name of mentor", "Ann Example"], ["School", "Park School"], ["Date", "2026-10-06"], ["What was useful?", "The coaching.\nThe visit."]])],
        fields={"Name of mentor": "Ann Example", "Date": "2026-10-06", "What was useful?": "The coaching.\nThe visit."})
    for one in (form, flat, inputs, changed, framed, tabled):
        one.document.close(True)


def written():
    noted = ('<text:p>Name: Ann<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>of Park</text:p>'
             '</text:note-body></text:note><office:annotation><text:p>Comment: no answer</text:p></office:annotation> Example</text:p><text:p>Logo<draw:frame>'
             "<draw:image/><svg:title>Title of the picture</svg:title><svg:desc>Phase: a picture</svg:desc></draw:frame></text:p><text:p><text:ruby><text:ruby-base>課"
             "</text:ruby-base><text:ruby-text>か</text:ruby-text></text:ruby></text:p>")
    odt("odt-notes-pictures.odt", by_hand("text", noted), "by hand: a footnote, a comment, the description of a picture, how a word is spoken",
        fields={"Name": "Ann Example", "Comment": None, "Phase": None}, text="Name: Ann Example\nLogo\n課\n")
    covered = table(row(cell("Core training, autumn", 'table:number-columns-spanned="3"'), "<table:covered-table-cell/><table:covered-table-cell/>")
                    + row(cell("Comments", 'table:number-rows-spanned="2"'), cell("first"), cell("x")) + row("<table:covered-table-cell/>", cell("second"), cell("y")), "T")
    odt("odt-covered-cells.odt", by_hand("text", covered), "by hand: cells that reach to the right and down",
        tables=[sheet([["Core training, autumn", "", ""], ["Comments", "first", "x"], ["", "second", "y"]])])
    shaped = ('<text:p>Above<draw:custom-shape text:anchor-type="as-char"><text:p>Role: Mentor</text:p></draw:custom-shape> and below</text:p>'
              '<text:p>Blanks<text:s text:c="3"/>kept<text:tab/>here</text:p>')
    odt("odt-shape.odt", by_hand("text", shaped), "by hand: a shape with words within a paragraph, blanks and a tab", fields={"Role": "Mentor"},
        text={"has": ["Above and below", "Role: Mentor", "Blanks   kept\there"]})
    case("odt-encrypted.odt", by_hand("text", "", manifest='<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="AA=="/>'),
         "by hand: the mark by which a password is known", format="odt", problem="encrypted")
    case("odt-openoffice-1.sxw", package([("mimetype", "application/vnd.sun.xml.writer"), ("content.xml", "<office:document-content/>")]),
         "by hand: the parts by which a file of OpenOffice.org 1 is known", format="sxw", problem="unsupported")


spreadsheets()
converted()
written()
with office() as started:
    texts(started)
