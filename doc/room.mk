# Manual pages and the contract.
dist_man_MANS += doc/mentord.conf.5
dist_doc_DATA = doc/schemes.md
dist_doc_DATA += doc/contract.md
dist_doc_DATA += doc/documents.md
dist_man_MANS += doc/mentord.1
EXTRA_DIST += doc/pictures/certificate.png doc/pictures/page.png
