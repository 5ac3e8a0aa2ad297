// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the .msg files of tests/corpus/messages, and beside each the reading that it must give. Needs node and the package
// @kenjiuno/msgreader, whose Burner writes compound files: npm install @kenjiuno/msgreader outside of the tree, then
// NODE_PATH=.../node_modules node msg.js
const { burn } = require("@kenjiuno/msgreader/lib/Burner.js");
const { version } = require("@kenjiuno/msgreader/package.json");
const fs = require("fs");
const path = require("path");

const ROOT = 5, STREAM = 2, STORAGE = 1;
const LONG = 0x03, STRING8 = 0x1e, UNICODE = 0x1f, TIME = 0x40, BINARY = 0x102;
const folder = path.join(__dirname, "..", "messages");
const csv = Buffer.from("name,hours\r\nSiân Pugh,4\r\n");
const sent = (BigInt(Date.UTC(2026, 9, 12, 15, 0, 0)) + 11644473600000n) * 10000n;

class Mail {
  constructor() {
    this.entries = [{ name: "Root Entry", type: ROOT, children: [], length: 0 }];
  }
  add(parent, name, bytes) {
    const entry = bytes ? { name, type: STREAM, length: bytes.length, binaryProvider: () => new Uint8Array(bytes) }
                        : { name, type: STORAGE, length: 0, children: [] };
    this.entries.push(entry);
    this.entries[parent].children.push(this.entries.length - 1);
    return this.entries.length - 1;
  }
  // [id, type, value]: short ones go to the stream of properties, behind its head of so many bytes
  properties(parent, head, list) {
    const short = list.filter(([, type]) => type === LONG || type === TIME);
    const stream = Buffer.alloc(head + 16 * short.length);
    short.forEach(([id, type, value], i) => {
      stream.writeUInt32LE(id * 65536 + type, head + 16 * i);
      stream.writeUInt32LE(6, head + 16 * i + 4);
      stream.writeBigUInt64LE(BigInt(value), head + 16 * i + 8);
    });
    this.add(parent, "__properties_version1.0", stream);
    for (const [id, type, value] of list.filter((one) => !short.includes(one))) {
      const tag = (id * 65536 + type).toString(16).toUpperCase().padStart(8, "0");
      const bytes = type === UNICODE ? Buffer.from(value, "utf16le") : type === STRING8 ? Buffer.from(value, "latin1") : value;
      this.add(parent, "__substg1.0_" + tag, bytes);
    }
  }
  attach(number, list) {
    const storage = this.add(0, "__attach_version1.0_#" + number.toString(16).padStart(8, "0"));
    this.properties(storage, 8, list);
    return storage;
  }
}

function write(name, mail, made, reading) {
  fs.writeFileSync(path.join(folder, name + ".msg"), burn(mail.entries));
  const what = { made: `make/msg.js with @kenjiuno/msgreader ${version}: ${made}`, reading };
  fs.writeFileSync(path.join(folder, name + ".json"), JSON.stringify(what, null, 1) + "\n");
}

const bob = [[0x0c1a, UNICODE, "Bob Bell"], [0x0c1f, UNICODE, "/O=EXAMPLE/CN=BOB"], [0x5d01, UNICODE, "bob@park.example.sch.uk"]];
const is_bob = { name: "Bob Bell", address: "bob@park.example.sch.uk" };

let mail = new Mail();
mail.properties(0, 32, [[0x0039, TIME, sent], [0x0037, UNICODE, "Tracker of Siân"], ...bob, [0x1000, UNICODE, "Hours: 4\r\n"]]);
mail.attach(0, [[0x3705, LONG, 1], [0x3707, UNICODE, "Tracker – Siân.csv"], [0x3701, BINARY, csv]]);
write("msg-with-file", mail, "a saved mail with a file, its strings in Unicode", {
  kind: "return", from: is_bob, subject: "Tracker of Siân", date: "2026-10-12T15:00:00+00:00", text: "Hours: 4",
  documents: [{ name: "Tracker – Siân.csv", format: "csv", bytes: csv.length, fields: { hours: "4" } }],
});

mail = new Mail();
mail.properties(0, 32, [[0x3ffd, LONG, 1252], [0x0037, STRING8, "Si\xe2n"], [0x007d, STRING8,
  "Microsoft Mail Internet Headers Version 2.0\r\nFrom: Bob Bell <bob@park.example.sch.uk>\r\nSubject: Re: tracker\r\nMessage-ID: <9@park.example.sch.uk>\r\n" +
  "In-Reply-To: <ask1@example.ac.uk>\r\nDate: Mon, 12 Oct 2026 16:00:00 +0100\r\n"], [0x1000, STRING8, "Si\xe2n: 4 hours.\r\n" + "x ".repeat(3000)]]);
write("msg-code-page", mail, "a saved mail in a code page, with the headers it came with, its body in large sectors", {
  kind: "message", from: is_bob, subject: "Re: tracker", message_id: "9@park.example.sch.uk", in_reply_to: ["ask1@example.ac.uk"],
  text: { has: ["Siân: 4 hours."] }, documents: [],
});

mail = new Mail();
mail.properties(0, 32, [[0x0037, UNICODE, "FW: tracker"], [0x0c1a, UNICODE, "Ann Example"], [0x0c1f, UNICODE, "ann@park.example.sch.uk"], [0x1000, UNICODE, "Bob's."]]);
const inner = mail.add(mail.attach(0, [[0x3705, LONG, 5]]), "__substg1.0_3701000D");
mail.properties(inner, 24, [[0x0037, UNICODE, "My tracker"], ...bob, [0x1013, BINARY, Buffer.from("<p>Hours: <b>4</b></p>")]]);
write("msg-mail-in-mail", mail, "a saved mail with another attached, whose body is HTML", {
  kind: "message", text: "Bob's.", documents: [], forwarded: { from: is_bob, subject: "My tracker", text: "Hours: 4" },
});
