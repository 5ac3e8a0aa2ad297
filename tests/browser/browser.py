# SPDX-License-Identifier: GPL-3.0-or-later
"""A page in Chromium as people meet it: at a width, in the dark, on paper, without scripts, by keyboard; what axe-core says
of it; what it asks of the network. One browser serves a whole test program: `browser = Browser()`, then
`run(browser, tests)`. Pictures to look at are kept in the build directory, tests/browser/pictures/. Raises harness.Skip,
aloud, where something is not installed."""
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
import harness  # noqa: E402
import npm  # noqa: E402

PICTURES = os.path.join(os.path.abspath(harness.BUILD), "tests", "browser", "pictures")
DESKTOP, PHONE = 1280, 320  # CSS pixels; 320 is what WCAG 2.2, 1.4.10 asks of a page without sideways scroll
ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
             "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--hide-scrollbars",
             "--disable-dev-shm-usage", "--force-device-scale-factor=1",
             # whatever a page asks of another host is refused, and seen by requests()
             "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations'], preload: false}).then(
  found => done(found.violations.map(one => one.id + ': ' + one.help + ' | ' +
                                            one.nodes.map(node => node.target.join(' ')).slice(0, 3).join(', '))),
  fault => done(['axe: ' + fault]));
"""
FOCUSED = """
const at = document.activeElement;
if (!at || at === document.body || at === document.documentElement) return null;
const style = getComputedStyle(at), box = at.getBoundingClientRect();
return {tag: at.tagName.toLowerCase(), name: (at.getAttribute('aria-label') || at.innerText || '').trim().slice(0, 60),
        seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && box.width > 0 && box.height > 0 &&
              box.right > 0 && box.bottom > 0,
        key: [at.tagName, at.id, at.getAttribute('href'), box.left + scrollX, box.top + scrollY].join()};
"""


class Browser:
    def __enter__(self):
        webdriver = harness.need("selenium.webdriver")
        service = harness.need("selenium.webdriver.chrome.service")
        chromium, driver = harness.need_program("chromium"), harness.need_program("chromedriver")
        self.folder = tempfile.mkdtemp(prefix="mentord-browser-")
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for one in (*ARGUMENTS, "--user-data-dir=" + os.path.join(self.folder, "profile")):
            options.add_argument(one)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        os.makedirs(PICTURES, exist_ok=True)
        self.driver = webdriver.Chrome(service=service.Service(driver), options=options)
        self.driver.set_script_timeout(60)
        return self

    def __exit__(self, *_):
        self.driver.quit()
        shutil.rmtree(self.folder, ignore_errors=True)

    def devtools(self, command, **values):
        return self.driver.execute_cdp_cmd(command, values)

    def open(self, page, width=DESKTOP, dark=False, paper=False, scripts=True):
        """@page: a web address, the path of a file, or HTML itself."""
        if page.lstrip().startswith("<"):
            path = os.path.join(self.folder, "page.html")
            with open(path, "w", encoding="utf-8") as file:
                file.write(page)
            page = path
        self.address = page if ":" in page.split("/")[0] else "file://" + os.path.abspath(page)
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1,
                      mobile=width < 600)
        self.devtools("Emulation.setEmulatedMedia", media="print" if paper else "screen",
                      features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.devtools("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.width = width
        self.driver.get_log("performance")
        self.driver.get(self.address)
        self.ask = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return self

    def requests(self):
        """What the page asked for beside itself since it was opened."""
        self.ask += [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        asked = [one["params"]["request"]["url"] for one in self.ask if one["method"] == "Network.requestWillBeSent"]
        own = [self.address, self.driver.current_url]
        return [url for url in asked if url not in own and not url.startswith("data:") and not url.endswith("/favicon.ico")]

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def axe(self):
        """What axe-core finds wrong, by all its rules: a sentence each."""
        folder = npm.package("axe-core")
        if not folder:
            raise harness.Skip(npm.why("axe-core"))
        if not self.run("return typeof axe === 'object'"):
            self.run(harness.read(os.path.join(folder, "axe.min.js")))
        return self.driver.execute_async_script(AXE)

    def walk(self, most=400):
        """What Tab comes by, in order, each with "tag", "name" and "seen": whether one sees where one is."""
        stops, first = [], None
        for _ in range(most):
            self.devtools("Input.dispatchKeyEvent", type="rawKeyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9)
            self.devtools("Input.dispatchKeyEvent", type="keyUp", key="Tab", code="Tab", windowsVirtualKeyCode=9)
            stop = self.run(FOCUSED)
            if not stop or stop["key"] == first:
                return stops
            first = first or stop["key"]
            stops.append(stop)
        raise AssertionError("Tab comes to no end on %s: %s" % (self.address, stops[-3:]))

    def text(self):
        return self.run("return document.body.innerText")

    def sideways(self):
        """By how many pixels the page is wider than the window."""
        return self.run("return document.documentElement.scrollWidth") - self.width

    def picture(self, name):
        """The whole page as PICTURES/NAME.png."""
        shot = self.devtools("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        return self.keep(name + ".png", shot)

    def paper(self, name):
        """The page as it prints, on A4: PICTURES/NAME.pdf, and its first page as a picture."""
        path = self.keep(name + ".pdf", self.devtools("Page.printToPDF", paperWidth=8.27, paperHeight=11.69,
                                                      printBackground=True))
        subprocess.run([harness.need_program("pdftoppm"), "-png", "-r", "80", "-f", "1", "-l", "1", "-singlefile", path,
                        path[:-4]], check=True)
        return path

    def keep(self, name, answer):
        path = os.path.join(PICTURES, name)
        with open(path, "wb") as file:
            file.write(base64.b64decode(answer["data"]))
        return path


def run(browser, tests):
    """As harness.run(), with @browser open meanwhile."""
    try:
        with browser:
            harness.run(tests)
    except harness.Skip as why:
        print("1..0 # SKIP %s" % why, flush=True)
