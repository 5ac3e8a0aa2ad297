#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Separated text and the attendance reports of meeting programs: csv-*, teams-*, zoom-*, meet-*. Needs nothing."""
from case import case, sheet

BY_HAND = "written byte by byte, as %s"


def csv(name, text, rows, how, encoding="utf-8", **reading):
    case(name, text if isinstance(text, bytes) else text.encode(encoding), BY_HAND % how, format="csv", tables=[sheet(rows)], **reading)


def plain():
    csv("csv-comma.csv", "name,email,role,school\r\nAnn Example,ann@example.sch.uk,mentor,Park School\r\n",
        [["name", "email", "role", "school"], ["Ann Example", "ann@example.sch.uk", "mentor", "Park School"]],
        "RFC 4180 has it: commas, CRLF")
    csv("csv-decimal-comma.csv", "Mentor;Hours;Rating\r\nAnn Example;1,5;4\r\nBen Example;12,25;3\r\n",
        [["Mentor", "Hours", "Rating"], ["Ann Example", "1,5", "4"], ["Ben Example", "12,25", "3"]],
        "Excel saves where a comma stands before decimals: semicolons")
    csv("csv-tab.tsv", "Mentor\tSchool\nAnn, the elder\tPark\nBen\tHill\n", [["Mentor", "School"], ["Ann, the elder", "Park"], ["Ben", "Hill"]],
        "tab-separated values, a comma in one of them")
    csv("csv-bar.csv", "Mentor|School|Phase\nAnn|Park; Hill|primary\n", [["Mentor", "School", "Phase"], ["Ann", "Park; Hill", "primary"]],
        "databases export it: vertical bars")
    csv("csv-sep-line.csv", "sep=;\r\nMentor;Places, at most\r\nAnn;2,3\r\nBen;1,2\r\n",
        [["Mentor", "Places, at most"], ["Ann", "2,3"], ["Ben", "1,2"]], "Excel understands it: the separator named in the first line")
    csv("csv-utf8-bom.csv", "\ufeffName,School\nZoë Ångström,École du Parc\n", [["Name", "School"], ["Zoë Ångström", "École du Parc"]],
        "Excel's 'CSV UTF-8' has it: a mark before the text")
    csv("csv-utf16le-mark.csv", b"\xff\xfe" + "Name\tSchool\r\nZoë\tPark\r\n".encode("utf-16-le"), [["Name", "School"], ["Zoë", "Park"]],
        "Excel's 'Unicode Text': UTF-16 with a mark, tabs")
    csv("csv-utf16be-bare.csv", "Name,School\r\nZoë,Park\r\n", [["Name", "School"], ["Zoë", "Park"]],
        "UTF-16 of a big-endian machine without a mark", "utf-16-be")
    csv("csv-utf16le-bare.csv", "Name,School\r\nZoë,Park\r\n", [["Name", "School"], ["Zoë", "Park"]],
        "UTF-16 without a mark", "utf-16-le")
    csv("csv-windows-1252.csv", "Name,School\r\nSiân O’Neill,St Mary’s – Park\r\nZoë,“Hill”\r\n",
        [["Name", "School"], ["Siân O’Neill", "St Mary’s – Park"], ["Zoë", "“Hill”"]], "Excel for Windows saves 'CSV (Comma delimited)'", "cp1252")
    csv("csv-quotes.csv", 'Question,Answer\r\nWhy?,"Because of ""coaching"",\r\nand of time."\r\nSize,5" pipe\r\nEmpty,""\r\n',
        [["Question", "Answer"], ["Why?", 'Because of "coaching",\r\nand of time.'], ["Size", '5" pipe'], ["Empty"]],
        "RFC 4180 has it: quotes round line ends and quotes; one quote that is none")
    csv("csv-ragged.csv", "Mentor,Day,Notes\nAnn,6 Oct\n\nBen,7 Oct,late,and more,,,\n", [["Mentor", "Day", "Notes"], ["Ann", "6 Oct"], [],
        ["Ben", "7 Oct", "late", "and more"]], "rows of unequal length, an empty one, and empty fields at the end")
    csv("csv-bare-cr.csv", "Mentor,School\rAnn,Park\rBen,Hill\r", [["Mentor", "School"], ["Ann", "Park"], ["Ben", "Hill"]],
        "old programs of the Macintosh end lines: by CR alone")
    csv("csv-utf32.csv", "Mentor,School\nZoë,Park\n", [["Mentor", "School"], ["Zoë", "Park"]], "UTF-32 with a mark", "utf-32")


HEADER = ["Name", "Email", "Minutes", "First joined", "Last left"]
AMY, BEN, ZOE = "amy.brown@example.sch.uk", "ben.clark@example.sch.uk", "zoe.evans@example.org"


def lines(rows, separator="\t"):
    return "\r\n".join(separator.join(row) for row in rows) + "\r\n"


def report(name, text, people, how, raw=None, encoding="utf-16"):
    """@raw: the table as it is written, None: each row as its cells."""
    content = text if isinstance(text, str) else lines(text)
    rows = raw if raw is not None else [list(row) for row in text]
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    case(name, content.encode(encoding), how, format="csv", tables=[sheet(rows), sheet([HEADER] + people, "attendance")])


def teams_2022(date, clock, how):
    """The three sections; @date and @clock write them as one country does."""
    def at(hours, minutes, seconds=0):
        return "%s, %s" % (date, clock(hours, minutes, seconds))
    return [["1. Summary"], ["Meeting title", "Core mentor training"], ["Attended participants", "3"], ["Start time", at(15, 55, 10)],
            ["End time", at(17, 32)], ["Meeting duration", "1h 36m 50s"], ["Average attendance time", "59m 29s"], [], ["2. Participants"],
            ["Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role"],
            ["Brown, Amy", at(16, 1), at(17, 30), "1h 14m 5s", AMY, AMY, how],
            ["Ben Clark", at(16, 0, 30), at(16, 35, 50), "35m 20s", BEN, BEN, "Presenter"],
            ["Zoë Evans (Guest)", at(16, 10), at(17, 10), "1h", "", "", "Attendee"], [], ["3. In-Meeting Activities"],
            ["Name", "Join Time", "Leave Time", "Duration", "Email", "Role"],
            ["Brown, Amy", at(16, 1), at(16, 45, 5), "44m 5s", AMY, how], ["Brown, Amy", at(17, 0), at(17, 30), "30m 0s", AMY, how],
            ["Ben Clark", at(16, 0, 30), at(16, 35, 50), "35m 20s", BEN, "Presenter"],
            ["Zoë Evans (Guest)", at(16, 10), at(17, 10), "1h 0m", "", "Attendee"]]


def day_clock(hours, minutes, seconds):
    return "%02d:%02d:%02d" % (hours, minutes, seconds)


def half_day_clock(hours, minutes, seconds, blank=" "):
    return "%d:%02d:%02d%s%s" % ((hours - 1) % 12 + 1, minutes, seconds, blank, "PM" if hours > 11 else "AM")


def people(day):
    def at(text):
        return "%sT%s" % (day, text)
    return [["Brown, Amy", AMY, "74", at("16:01:00"), at("17:30:00")], ["Ben Clark", BEN, "35", at("16:00:30"), at("16:35:50")],
            ["Zoë Evans", "", "60", at("16:10:00"), at("17:10:00")]]


def teams():
    how = "after the structure of the reports that Teams offers since 2022: UTF-16, tabs, three sections, %s"
    report("teams-2022-british.csv", teams_2022("06/10/2026", day_clock, "Organiser"), people("2026-10-06"), how % "British English")
    report("teams-2022-american.csv", teams_2022("10/13/26", half_day_clock, "Organizer"), people("2026-10-13"), how % "American English")
    report("teams-2022-narrow-blank.csv", teams_2022("10/13/2026", lambda *at: half_day_clock(*at, blank="\u202f"), "Organizer"),
           people("2026-10-13"), how % "American English of a newer browser, which writes a narrow blank before PM")
    report("teams-2022-australian.csv", teams_2022("6/04/2026", half_day_clock, "Organiser"), people("2026-04-06"), how %
           "Australian English: a day in one digit before a month in two")
    undecided = [[name, email, minutes, first, last] for (name, email, minutes, _, _), first, last in zip(
        people(""), ("10/6/2026, 4:01:00 PM", "10/6/2026, 4:00:30 PM", "10/6/2026, 4:10:00 PM"),
        ("10/6/2026, 5:30:00 PM", "10/6/2026, 4:35:50 PM", "10/6/2026, 5:10:00 PM"))]
    report("teams-2022-undecided.csv", teams_2022("10/6/2026", half_day_clock, "Organizer"), undecided, how %
           "a date that may be in October or in June: the minutes count, the date stays as it is written")
    resaved = teams_2022("06/10/2026", day_clock, "Organiser")
    report("teams-2022-resaved.csv", lines([['"%s"' % cell if "," in cell else cell for cell in row] + [""] * (7 - len(row)) for row in resaved],
                                           ","), people("2026-10-06"),
           "the same, opened in Excel and saved as CSV UTF-8: commas to the same width in each row", resaved, "utf-8-sig")
    old = [["Meeting Summary"], ["Total Number of Participants", "2"], ["Meeting Title", "Drop-in"], ["Meeting Start Time", "13/10/2021, 15:58:00"],
           ["Meeting End Time", "13/10/2021, 17:01:00"], ["Meeting Id", "453adbad-0000-4bde-92d0-000000000000"], [],
           ["Full Name", "Join Time", "Leave Time", "Duration", "Email", "Role", "Participant ID (UPN)"],
           ["Amy Brown", "13/10/2021, 16:00:00", "13/10/2021, 16:29:22", "29m 22s", AMY, "Organiser", AMY],
           ["Amy Brown", "13/10/2021, 16:20:00", "13/10/2021, 16:50:00", "30m", AMY, "Organiser", AMY]]
    report("teams-2021-summary.csv", old, [["Amy Brown", AMY, "50", "2021-10-13T16:00:00", "2021-10-13T16:50:00"]],
           "after the structure of the reports of Teams in 2021; two devices at once for nine minutes, which count once")
    first = [["Full Name", "User Action", "Timestamp"], ["Amy Brown", "Joined before", "13/10/2020, 16:00:00"],
             ["Amy Brown", "Left", "13/10/2020, 16:20:00"], ["Amy Brown", "Joined", "13/10/2020, 16:25:00"],
             ["Ben Clark", "Joined", "13/10/2020, 16:05:30"], ["Ben Clark", "Left", "13/10/2020, 17:00:00"]]
    report("teams-2020-list.csv", first, [["Amy Brown", "", "55", "2020-10-13T16:00:00", "2020-10-13T17:00:00"],
                                          ["Ben Clark", "", "55", "2020-10-13T16:05:30", "2020-10-13T17:00:00"]],
           "after the structure of the attendee list of Teams in 2020; one is still there at its end")
    live = [["SessionId", "ParticipantId", "FullName", "UserAgent", "UtcEventTimestamp", "Action", "Role"],
            ["1a", "2b", "Amy Brown", "Teams", "10/13/2026 3:00:00 PM", "Joined", "Attendee"],
            ["1a", "2b", "Amy Brown", "Teams", "10/13/2026 3:45:00 PM", "Left", "Attendee"]]
    report("teams-live-event.csv", lines(live, ","), [["Amy Brown", "", "45", "2026-10-13T15:00:00", "2026-10-13T15:45:00"]],
           "after the structure of the report of a live event", [list(row) for row in live], "utf-8")


def zoom():
    block = [["Meeting ID", "Topic", "Start Time", "End Time", "User Email", "Duration (Minutes)", "Participants"],
             ["812 3456 7890", "Core training", "10/13/2026 03:55:00 PM", "10/13/2026 05:35:00 PM", "office@example.ac.uk", "100", "2"], []]
    head = ["Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest"]
    stays = [["Amy Brown", AMY, "10/13/2026 04:00:00 PM", "10/13/2026 04:40:00 PM", "40", "No"],
             ["Amy Brown", AMY, "10/13/2026 04:42:00 PM", "10/13/2026 05:00:00 PM", "18", "No"],
             ["iPad (Ben Clark)", "", "10/13/2026 04:05:00 PM", "10/13/2026 05:35:00 PM", "90", "Yes"]]
    both = [["Amy Brown", AMY, "58", "2026-10-13T16:00:00", "2026-10-13T17:00:00"],
            ["iPad (Ben Clark)", "", "90", "2026-10-13T16:05:00", "2026-10-13T17:35:00"]]
    report("zoom-block.csv", lines(block + [head] + stays, ","), both,
           "after the structure of Zoom's participants report with the meeting's information", block + [head] + stays, "utf-8-sig")
    report("zoom-plain.csv", lines([head] + stays, ","), both, "the same without it", [head] + stays, "utf-8")
    waiting = [["Amy Brown", AMY, "10/13/2026 03:50:00 PM", "10/13/2026 04:00:00 PM", "10", "No", "Yes"],
               ["Amy Brown", AMY, "10/13/2026 04:00:00 PM", "10/13/2026 05:00:00 PM", "60", "No", "No"]]
    report("zoom-waiting-room.csv", lines([head + ["In Waiting Room"]] + waiting, ","),
           [["Amy Brown", AMY, "60", "2026-10-13T16:00:00", "2026-10-13T17:00:00"]], "with the column for the waiting room, which is no meeting",
           [head + ["In Waiting Room"]] + waiting, "utf-8")
    total = [["Name (Original Name)", "User Email", "Total Duration (Minutes)", "Guest"], ["Amy Brown", AMY, "58", "No"], ["Zoë Evans", "", "12", "Yes"]]
    report("zoom-unique-users.csv", lines(total, ","), [["Amy Brown", AMY, "58", "", ""], ["Zoë Evans", "", "12", "", ""]],
           "with 'Show unique users': one row a person", [list(row) for row in total], "utf-8-sig")
    newest = [["Topic", "ID", "Host", "Duration (minutes)", "Start time", "End time", "Participants"],
              ["Core", "81796405615", "Office (office@example.ac.uk)", "77", "10/13/2026 03:10:26 PM", "10/13/2026 04:26:31 PM", "2"], [],
              ["Name (original name)", "Email", "Total duration (minutes)", "Guest"], ["Amy Brown", AMY, "76", "No"]]
    report("zoom-2025.csv", lines(newest, ","), [["Amy Brown", AMY, "76", "", ""]], "after the structure of Zoom's reports of 2025", newest, "utf-8")
    webinar = [["Attendee Report"], ["Topic", "Webinar ID", "Actual Start Time", "Actual Duration (minutes)"],
               ["Mentoring", "987 654", "Oct 06, 2026 15:58:31", "62"], ["Attendee Details"],
               ["Attended", "User Name (Original Name)", "First Name", "Last Name", "Email", "Registration Time", "Join Time", "Leave Time",
                "Time in Session (minutes)", "Is Guest"],
               ["Yes", "Amy", "Amy", "Brown", AMY, "Sep 01, 2026 10:00:00", "Oct 06, 2026 16:00:00", "Oct 06, 2026 16:20:00", "20", "No"],
               ["Yes", "Amy", "Amy", "Brown", AMY, "Sep 01, 2026 10:00:00", "Oct 06, 2026 16:30:00", "Oct 06, 2026 17:00:00", "30", "No"],
               ["No", "Ben", "Ben", "Clark", BEN, "Sep 02, 2026 10:00:00", "--", "--", "--", "No"]]
    report("zoom-webinar.csv", lines([['"%s"' % cell if "," in cell else cell for cell in row] for row in webinar], ","),
           [["Amy", AMY, "50", "2026-10-06T16:00:00", "2026-10-06T17:00:00"]], "after the structure of Zoom's webinar report; one did not come",
           webinar, "utf-8-sig")
    meet = [["First name", "Last name", "Email", "Duration", "Time joined", "Time exited"], ["Amy", "Brown", AMY, "1 hr 2 min", "4:01 PM", "5:03 PM"],
            ["Ben", "Clark", BEN, "52 min", "4:00 PM", "4:52 PM"]]
    report("meet-attendance.csv", lines(meet, ","), [["Amy Brown", AMY, "62", "", ""], ["Ben Clark", BEN, "52", "", ""]],
           "after the structure of Google Meet's report, its sheet saved as CSV: times of day without a date", [list(row) for row in meet], "utf-8")


plain()
teams()
zoom()
