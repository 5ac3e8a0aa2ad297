#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Digests: one a lead a day at most and one a week at least, with a chart that says its numbers, the lead's own page, and
questions that a reply settles; the office's before many requests go out. Prints TAP."""
import re
import struct

import calendars
import certification
import harness
from harness import check, one, same, templates, to

BEFORE = "2026-09-07T09:00:00+01:00"
ASKED = "2026-10-08T12:00:00+01:00"  # a Thursday: the tracker goes out
MONDAY, TUESDAY, NEXT = "2026-10-12T09:00:00+01:00", "2026-10-13T09:00:00+01:00", "2026-10-19T09:00:00+01:00"
WEEK = "2026-09-28T09:00:00+01:00"  # a Monday
AMY, PRIYA, LEAD = "amy.brown@example.sch.uk", "priya.nair@example.sch.uk", harness.PRIMARY
QUIET = harness.read(harness.SOURCE + "/conf/schemes/bcu.conf").replace('to = "strategic-lead"; every = "week";', 'to = "strategic-lead"; every = "term";')


def digests(mails, address=LEAD):
    return [mail for mail in mails if mail.to == address and mail.template in ("digest", "reports")]


def words(mail):
    return re.sub(r"\s+", " ", mail.text)


def one_a_week_at_least_in_term():
    with harness.Site(scheme=QUIET) as site:
        site.once(BEFORE)
        site.once(ASKED)
        mail = one(site.once(MONDAY), LEAD, "digest")
        check("it says that nothing is new: " + mail.text, "Nothing new has come in since your last digest" in words(mail))
        same("not twice a day", digests(site.once("2026-10-12T15:00:00+01:00")), [])
        same("nor on the other days", digests(site.once(TUESDAY) + site.once("2026-10-16T09:00:00+01:00")), [])
        same("again the week after", len(digests(site.once(NEXT))), 1)
        site.once("2026-12-18T09:00:00+00:00")
        same("not in the holidays", digests(site.once("2026-12-21T09:00:00+00:00")), [])


def who_had_one_that_day_gets_no_other():
    with harness.Site() as site:  # as shipped, a report goes every week
        site.once(BEFORE)
        site.once(ASKED)
        mails = digests(site.once(MONDAY))
        same("one mail", len(mails), 1)
        check("with the chart: " + mails[0].text, "Where your people stand" in mails[0].text)


def the_chart_is_a_picture_with_words():
    with harness.Site(scheme=QUIET) as site:
        site.once(BEFORE)
        site.once(ASKED)
        mail = one(site.once(MONDAY), LEAD, "digest")
        alternative = mail.message
        same("kinds", [part.get_content_type() for part in alternative.iter_parts()], ["text/plain", "multipart/related"])
        html, picture = list(list(alternative.iter_parts())[1].iter_parts())
        same("kinds", (html.get_content_type(), picture.get_content_type(), picture.get_content_disposition()), ("text/html", "image/png", "inline"))
        shown = re.search(r'<img src="cid:([^"]+)" alt="([^"]+)"', html.get_content())
        same("what is shown is there", picture["Content-ID"], "<%s>" % shown.group(1))
        check("its words say the numbers: " + shown.group(2), re.search(r"BCU Mentor Tracker: 4 awaited\.", shown.group(2)))
        check("so does the text: " + mail.text, re.search(r"BCU Mentor Tracker +0 +4 +0\n", mail.text))
        data = picture.get_payload(decode=True)
        width, height = struct.unpack(">II", data[16:24])
        check("a picture of %d x %d, %d bytes" % (width, height, len(data)), data[:8] == b"\x89PNG\r\n\x1a\n" and width > 600 and len(data) < 100000)
        found = re.search(r"https://mentors\.example\.ac\.uk(/pages/\w+\.html)", mail.text)
        check("the page stands there", found and harness.read_bytes(site.file("public") + found.group(1)))


def what_a_lead_knows_best_is_settled_by_reply():
    with harness.Site(scheme=QUIET) as site:
        site.once(BEFORE)
        request = one(site.once(ASKED), AMY, "tracker-request")
        site.deliver(harness.reply(request, "not me"), "2026-10-09T10:00:00+01:00")
        site.once("2026-10-09T11:00:00+01:00")
        cases = [case for case in site.json("review", "list", now=MONDAY) if case["kind"] == "not-me"]
        same("cases", len(cases), 1)
        number = cases[0]["id"]
        mails = site.once(MONDAY)
        mail, other = one(mails, LEAD, "digest"), one(mails, harness.SECONDARY, "digest")
        order = "review %s accept" % number
        check("the words to answer: " + mail.text, '"%s"' % order in words(mail))
        check("not to the other lead", '"review ' not in other.text)
        site.deliver(harness.reply(other, order), "2026-10-12T09:30:00+01:00")
        site.once("2026-10-12T09:40:00+01:00")
        check("another lead settles nothing", [case for case in site.json("review", "list", now=MONDAY) if case["id"] == number])
        site.deliver(harness.reply(mail, order + "\nreview 999 accept\nstatus"), "2026-10-12T10:00:00+01:00")
        answer = one(site.once("2026-10-12T10:10:00+01:00"), LEAD, "office-reply")
        check("settled", not [case for case in site.json("review", "list", now=MONDAY) if case["id"] == number])
        check("what is the office's is refused: " + answer.text, words(answer).count("this is for the office to say") == 2)
        told = site.mentord("why", request.refs[0], now=NEXT).out
        check("why says by whom: " + told, LEAD in told)


def another_time_for_their_date_is_the_leads_to_settle():
    with harness.Site(scheme=QUIET) as site:
        mails = site.once("2026-09-22T09:00:00+01:00")
        offered = [calendars.Entry(mail) for mail in to(mails, AMY) if "text/calendar" in [part.get_content_type() for part in mail.message.walk()]]
        first, second = sorted(offered, key=lambda entry: entry.start)
        proposals = ((first, "2026-09-23T09:00:00+01:00", "A week later?"), (second, "2026-09-23T09:10:00+01:00", "Fridays suit me better"))
        for entry, when, words_of in proposals:
            site.deliver(calendars.gmail(calendars.Answer(entry, "TENTATIVE", AMY, when, method="COUNTER", comment=words_of,
                                                          start=calendars.moved(entry.start, 30), end=calendars.moved(entry.end, 30))), when)
        site.once("2026-09-23T10:00:00+01:00")
        numbers = [case["id"] for case in site.json("review", "list", now=WEEK) if case["kind"] == "counter"]
        same("cases", len(numbers), 2)
        mails = site.once(WEEK)
        mail = one(mails, LEAD, "digest")
        check("what is proposed: " + mail.text, "Amy Brown proposes" in words(mail) and "and writes: Fridays suit me better" in words(mail))
        for number in numbers:
            for word, meaning in (("accept", "the date is to move"), ("reject", "the date stays (which they are told)")):
                check("the words to answer: " + mail.text, '"review %s %s" if %s' % (number, word, meaning) in words(mail))
        for other in digests(mails, harness.SECONDARY):
            check("not to who leads other dates: " + other.text, '"review ' not in other.text)
        site.deliver(harness.write(harness.SECONDARY, "Re: dates", "review %s reject" % numbers[0]), "2026-09-28T09:20:00+01:00")
        site.once("2026-09-28T09:25:00+01:00")
        check("nor may they settle it", numbers[0] in [case["id"] for case in site.json("review", "list", now=WEEK)])
        site.deliver(harness.reply(mail, "review %s reject\nreview %s accept" % tuple(numbers)), "2026-09-28T09:30:00+01:00")
        mails = site.once("2026-09-28T09:40:00+01:00")
        check("who proposed it is told", "The date stays" in str(calendars.Entry(one(mails, AMY, "counter-declined")).mail.message.as_string()))
        answer = one(mails, LEAD, "office-reply")
        check("and the lead where it is moved: " + answer.text, "in the year file, or where it was imported from" in words(answer))
        same("settled", [case["kind"] for case in site.json("review", "list", now=WEEK) if case["kind"] == "counter"], [])


LATER = 'remind = ( { working_days = 0; mail = "flyer-overdue"; }, { working_days = 200; mail = "flyer-overdue"; to = "pcm"; digest = true; } );'


def what_waits_for_a_leads_approval_is_named():
    """Who approves gets digests here, too; the request was sent on a Wednesday."""
    jane = certification.JANE
    with certification.Certification(change=lambda scheme: scheme.replace('remind = ( { working_days = 0; mail = "flyer-overdue"; } );', LATER)) as site:
        request = one(site.sheet(), jane, "approval-request")
        mails = site.once(NEXT)
        mail = one(mails, jane, "digest")
        row = r'approval by the PCM, Sam Hart: since Wednesday 14 October 2026 \(3 working days\)\. The mail that asked: "%s"\.'
        check("what waits, how long, and the mail: " + mail.text, re.search(row % re.escape(request.subject), words(mail)))
        check("how to answer", 'reply to it with "yes", or with "no" and why' in words(mail))
        same("asked once", [other.template for other in to(mails, jane)], ["digest"])
        one(site.take(harness.reply(request, "Yes"), "2026-10-19T10:00:00+01:00", "2026-10-19T10:00:00+01:00"), jane, "approval-noted")
        mail = one(site.once("2026-11-02T09:30:00+00:00"), jane, "digest")
        check("no more when it is answered: " + mail.text, "Waiting for your yes or no" not in mail.text)


def a_report_says_too_what_waits_for_a_lead():
    """As shipped: who gets a report each week has no digest beside it."""
    with harness.Site() as site:
        site.once(BEFORE)
        site.deliver(harness.reply(one(site.once(ASKED), AMY, "tracker-request"), "not me"), "2026-10-09T10:00:00+01:00")
        site.once("2026-10-09T11:00:00+01:00")
        number, = [case["id"] for case in site.json("review", "list", now=MONDAY) if case["kind"] == "not-me"]
        mail = one(site.once(MONDAY), LEAD, "reports")
        check("the words to answer: " + mail.text, '"review %s accept"' % number in words(mail))
        site.deliver(harness.reply(mail, "review %s accept" % number), "2026-10-12T10:00:00+01:00")
        one(site.once("2026-10-12T10:10:00+01:00"), LEAD, "office-reply")
        check("settled", number not in [case["id"] for case in site.json("review", "list", now=MONDAY)])


def the_office_hears_of_many_requests_the_day_before():
    people = harness.PEOPLE + [("Person %s" % name, "%s@example.org" % name, "mentor", "Oakfield Primary School", "primary", "pgce", "")
                               for name in ("Ann%s" % chr(97 + n) for n in range(12))]
    with harness.Site(people=people, sending="brake = 5;") as site:
        site.once(BEFORE)
        first = [mail for mail in site.once("2026-10-06T10:00:00+01:00") if mail.to == harness.OFFICE]
        mails = to(site.once("2026-10-07T10:00:00+01:00"), harness.OFFICE, "office-digest")
        same("the day before", len(mails), 1)
        check("what goes: " + mails[0].text, re.search(r"Thursday 8 October 2026: .*\(\d+ mails\)", words(mails[0])))
        same("not two days before", [mail.template for mail in first], [])
        same("once", to(site.once("2026-10-07T15:00:00+01:00"), harness.OFFICE), [])


harness.run([one_a_week_at_least_in_term, who_had_one_that_day_gets_no_other, the_chart_is_a_picture_with_words,
             what_a_lead_knows_best_is_settled_by_reply,
             another_time_for_their_date_is_the_leads_to_settle, what_waits_for_a_leads_approval_is_named,
             a_report_says_too_what_waits_for_a_lead, the_office_hears_of_many_requests_the_day_before])
