#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The attendance form in Chromium: filled in by keyboard, sent to the running daemon, thanked for; by eye, by screen reader, on a
phone, on paper, and where scripts are forbidden. Prints TAP."""
from browser import DESKTOP, PHONE, Browser, harness, run
from harness import check, same
from posting import AMY, PRIYA, SENT, Asked, wait_for

browser = Browser()
WAYS = (("light", {}), ("dark", {"dark": True}), ("phone", {"width": PHONE}), ("paper", {"paper": True}))
KEYS = {"Tab": 9, " ": 32, "ArrowDown": 40, "ArrowUp": 38, "Enter": 13}
AT = """const at = document.activeElement, set = at.closest('fieldset');
return [at.tagName.toLowerCase(), at.type || '', at.value || '', set ? set.querySelector('legend').innerText : ''];"""


def press(key):
    text = {" ": " ", "Enter": "\r"}.get(key)
    browser.devtools("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", key=key, windowsVirtualKeyCode=KEYS[key],
                     **({"text": text} if text else {}))
    browser.devtools("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=KEYS[key])


def look(page, name):
    for way, how in WAYS:
        browser.open(page, **how)
        same("axe-core, %s, %s" % (name, way), browser.axe(), [])
        same("wider than the window, %s, %s" % (name, way), browser.sideways(), 0)
        same("asked for, %s, %s" % (name, way), browser.requests(), [])
        browser.picture("form-%s-%s" % (name, way))
    browser.open(page, paper=True).paper("form-%s-printed" % name)


def address(site):
    return "http://127.0.0.1:%d%s" % (site.port, site.path)


def by_eye():
    with Asked() as site:
        site.run()
        look(address(site), "open")
        browser.open(address(site), width=PHONE)
        names = browser.run("return [...document.querySelectorAll('input:not([type=hidden]),select,button')].map(one => "
                            "(one.labels && one.labels.length ? one.labels[0].innerText : one.innerText).trim())")
        check("everything has a name: %s" % names, all(names) and len(names) == 4 * 4 + 5 * 3 + 1)
        small = browser.run("return [...document.querySelectorAll('.choice,input:not([type=hidden]):not([type=radio]),select,button')]"
                            ".filter(one => one.getBoundingClientRect().height < 44).length")
        same("too small for a finger", small, 0)


def what_is_left_out_is_asked_for():
    with Asked() as site:
        site.run()
        browser.open(address(site), scripts=False)
        browser.run("document.querySelector('button').focus()")
        press("Enter")
        check("not sent", "Is somebody missing?" in browser.text() and not site.spooled())
        same("it stands where an answer lacks", browser.run(AT)[1:], ["radio", "attended=2026-10-06", "Amy Brown"])


def by_keyboard():
    """Nothing but Tab, arrows, blank and Enter, in a browser that runs no script."""
    with Asked() as site:
        site.run()
        browser.open(address(site), scripts=False)
        wanted = {"Amy Brown": 0, "Ben Clark": 2, "Chloë Davies-O’Neill": 3, "Priya Nair": 1}
        seen = []
        for _ in range(60):
            press("Tab")
            tag, kind, _value, legend = browser.run(AT)
            if kind == "radio":
                press(" ")
                for _ in range(wanted[legend]):
                    press("ArrowDown")
                seen.append((legend, browser.run(AT)[2]))
            if tag == "button":
                press("Enter")
                break
        same("answered", seen, [("Amy Brown", "attended=2026-10-06"), ("Ben Clark", "made_up=true"), ("Chloë Davies-O’Neill", ""),
                                ("Priya Nair", "attended=2026-10-08")])
        wait_for("the thanks", lambda: "Thank you" in browser.text())
        check("when: " + browser.text(), "Monday 12 October 2026 at 10:00" in browser.text())
        browser.devtools("Emulation.setScriptExecutionDisabled", value=False)
        same("axe-core, thanks", browser.axe(), [])
        browser.picture("form-thanks")
        wait_for("the pass", site.taken)
        same("Amy", site.obligation(AMY, "core-pgce", SENT, instance="autumn")["state"], "met")
        same("Priya herself", site.json("person", PRIYA, now=SENT)["hours"], 2.0)
        look(address(site), "sent")
        check("it says so: " + browser.text(), "What is recorded" in browser.text())


def when_it_cannot_be_kept():
    with Asked() as site:
        site.run()
        site.write("mentord.db-forms", "no folder")
        browser.open(address(site), width=DESKTOP)
        browser.run("document.querySelectorAll('fieldset').forEach(one => {const i = one.querySelector('input[type=radio]');"
                    "if (i) i.checked = true}); document.querySelector('form').submit()")
        wait_for("the answer", lambda: "could not be saved" in browser.text())
        same("axe-core", browser.axe(), [])
        browser.picture("form-not-saved")


if __name__ == "__main__":
    run(browser, [by_eye, what_is_left_out_is_asked_for, by_keyboard, when_it_cannot_be_kept])
