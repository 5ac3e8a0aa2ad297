#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page on which certificates are checked, as Chromium shows it from our own web server: used by keyboard, looked at by axe-core,
without scripts, on a phone, in the dark. Prints TAP."""
import os
import subprocess

from browser import DESKTOP, PHONE, Browser, harness, run
import asked
from test_certificates import NAME, Certified

browser = Browser()


class Served(Certified):
    """The certificate was replaced; its folder is shown by mentord-web, at address."""

    def __enter__(self):
        super().__enter__()
        self.renamed()
        self.server = subprocess.Popen([os.path.join(harness.BUILD, "src", "mentord-web"), self.file("public"), "127.0.0.1:0", "-"],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.address = "http://%s/verify" % self.server.stdout.readline().decode().split()[1]
        return self

    def __exit__(self, *what):
        self.server.stdin.close()
        self.server.wait(harness.PATIENCE)
        self.server.stdout.close()
        super().__exit__(*what)


def everybody_can_read_it():
    with Served() as site:
        pages = {"form": "", "valid": "?code=%s-2" % site.code, "replaced": "?code=" + site.code,
                 "unknown": "?code=0000-0000-0000-0000"}
        for name, query in pages.items():
            for look, how in (("light", {}), ("dark", {"dark": True}), ("phone", {"width": PHONE}), ("paper", {"paper": True})):
                page = browser.open(site.address + query, **how)
                harness.same("axe-core, %s, %s" % (name, look), page.axe(), [])
                harness.same("wider than the window, %s, %s" % (name, look), page.sideways(), 0)
                harness.same("asked for, %s, %s" % (name, look), page.requests(), [])
                page.picture("verify-%s-%s" % (name, look))


def answered(page, field, *keys):
    """What the next page says: this one is gone only when its own element is."""
    exceptions = harness.need("selenium.common.exceptions")
    wait = harness.need("selenium.webdriver.support.ui").WebDriverWait
    gone = harness.need("selenium.webdriver.support.expected_conditions").staleness_of
    field.send_keys(*keys)
    wait(page.driver, 30).until(gone(field))
    return wait(page.driver, 30, ignored_exceptions=(exceptions.StaleElementReferenceException,)).until(
        lambda driver: driver.find_element("tag name", "main").text)


def the_keyboard_is_enough_and_no_script_is_needed():
    with Served() as site:
        page = browser.open(site.address, DESKTOP, scripts=False)
        stops = page.walk()
        harness.same("stops of Tab, all seen", [stop["seen"] for stop in stops], [True] * 3)
        page = browser.open(site.address, DESKTOP, scripts=False)
        page.driver.find_element("id", "code").send_keys(site.code.lower().replace("-", " "), " 2")
        told = answered(page, page.driver.switch_to.active_element, "\ue004", NAME, "\ue007")  # Tab, Return
        harness.check("valid, and the name: " + told, "This certificate is valid" in told and "is the one on it" in told and NAME not in told)
        harness.same("the code stays for another try", page.driver.find_element("id", "code").get_attribute("value"), site.code + "-2")
        harness.check("the title says it too: " + page.driver.title, "valid" in page.driver.title)
        told = answered(page, page.driver.find_element("id", "name"), "Ben Clark", "\ue007")
        harness.check("another name: " + told, "valid, but not in that name" in told and "Ben" not in told)


if __name__ == "__main__":
    asked.ANSWERS += ("verify", "name-asked")
    run(browser, [everybody_can_read_it, the_keyboard_is_enough_and_no_script_is_needed])
