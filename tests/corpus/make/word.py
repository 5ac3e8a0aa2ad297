#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the Word documents of this corpus and what must be read in them.

Needs python3-docx, libreoffice-writer-nogui, nodejs, and npm's docx where NODE_PATH says (npm install docx, outside of the tree)."""
import word_controls
import word_programs
import word_tables
import word_text

for part in (word_tables, word_controls, word_text, word_programs):
    part.make()
