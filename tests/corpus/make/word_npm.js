// SPDX-License-Identifier: GPL-3.0-or-later
// Word documents by npm's docx, into the folder that is named: word_programs.py says what must be read in them. Prints how they were made.
const fs = require("fs");
const path = require("path");
const docx = require("docx");

const root = path.join(path.dirname(require.resolve("docx")), "..");
const version = JSON.parse(fs.readFileSync(path.join(root, "package.json"))).version;
const paragraph = (...children) => new docx.Paragraph({ children: children.map((c) => (typeof c === "string" ? new docx.TextRun(c) : c)) });
const cell = (...children) => new docx.TableCell({ children: [paragraph(...children)] });
const table = (...lines) => new docx.Table({ rows: lines.map((line) => new docx.TableRow({ children: line.map((c) => cell(...[].concat(c))) })) });
const footer = { default: new docx.Footer({ children: [paragraph("Ref 7K3Q9-F2M4X")] }) };

const files = {
  form: [table(
    ["Name of mentor", "Ann Example"],
    ["Handbook read", [new docx.CheckBox({ checked: true, alias: "Handbook" })]],
    ["Visit made", [new docx.CheckBox({ checked: false })]],
    ["Meeting", [new docx.TextRun({ text: "Tuesday ", bold: true }), "6 October"]])],
  matrix: [table(["How was the", "Poor", "Fair", "Good"], ["Questioning", "", "", "x"], ["Marking", "", "x", ""])],
  tracked: [
    table(["Target", ["Ask ", new docx.DeletedTextRun({ text: "fewer", id: 1, author: "Reviewer", date: "2026-10-06T09:00:00Z" }),
      new docx.InsertedTextRun({ text: "more", id: 2, author: "Reviewer", date: "2026-10-06T09:00:00Z" }), " questions"]]),
    paragraph("A note", new docx.FootnoteReferenceRun(1))],
};

async function make(name) {
  const document = new docx.Document({ sections: [{ footers: footer, children: files[name] }], footnotes: { 1: { children: [paragraph("Seen in period two.")] } } });
  fs.writeFileSync(path.join(process.argv[2], name + ".docx"), await docx.Packer.toBuffer(document));
}

Promise.all(Object.keys(files).map(make)).then(() => console.log("npm docx " + version + " under node " + process.versions.node + ", without the parts that say nothing"));
