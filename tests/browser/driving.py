"""A report in the browser, as the tests drive it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

#: Every view with an address that shows it full.
VIEWS = {
    "overview": "#/overview",
    "entities": "#/entities",
    "entity": "#/entity/0",
    "documents": "#/documents",
    "document": "#/document/1",
    "network": "#/network",
    "map": "#/map",
    "timeline": "#/timeline",
    "words": "#/words",
    "search": "#/search?q=kaz",
}
_READY = "return Boolean(document.getElementById('main')?.dataset.ready)"


class Site:
    """One report. `go` waits until the page is there."""

    def __init__(self, driver: Any, folder: Path) -> None:
        self.driver = driver
        self.folder = folder
        # Forget what other tests left in the logs.
        driver.get_log("browser")
        driver.get_log("performance")

    def go(self, address: str = "") -> None:
        self.driver.get("about:blank")
        self.driver.get(f"{(self.folder / 'index.html').as_uri()}{address}")
        self.wait(_READY)

    def resize(self, width: int, height: int = 900) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def scheme(self, name: str) -> None:
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def js(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def wait(self, condition: str, *arguments: Any) -> Any:
        """Wait until a script returns something true, and return it."""
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.driver, 20, poll_frequency=0.05).until(
            lambda driver: driver.execute_script(condition, *arguments)
        )

    def find(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def texts(self, selector: str) -> list[str]:
        found: list[str] = self.js(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)",
            selector,
        )
        return found

    def click(self, selector: str) -> None:
        """Click, and wait for the page that it leads to, if it does."""
        self.find(selector).click()
        self.wait(_READY)

    def requests(self) -> set[str]:
        """What the browser asked for since the last call."""
        events = [json.loads(entry["message"]) for entry in self.driver.get_log("performance")]
        return {
            event["message"]["params"]["request"]["url"]
            for event in events
            if event["message"]["method"] == "Network.requestWillBeSent"
        }

    def check_quiet(self) -> None:
        """No complaint in the console, and no request to anything but the report's own files."""
        assert [entry["message"] for entry in self.driver.get_log("browser")] == []
        own = self.folder.as_uri()
        asked = self.requests()
        assert asked
        assert {url for url in asked if not url.startswith((own, "data:,", "about:blank"))} == set()
