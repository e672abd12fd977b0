"""npm's lighthouse on four page types, mobile, in the system's chromium."""

import json
import os
import shutil
import subprocess
from urllib.request import urlopen

from bench.served import VAR, need, prepared, web

VERSION = "12.8.2"
PAGES = {
    "guide home": "/engineer-to-ai-engineer/",
    "chapter": "/engineer-to-ai-engineer/mindset/",
    "lens": "/engineer-to-ai-engineer/lenses/security-privacy/",
    "role": "/engineer-to-ai-engineer/roles/evaluation-engineer/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LIMITS = {"largest-contentful-paint": 1500, "cumulative-layout-shift": 0.02, "total-blocking-time": 50}
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu --disable-background-networking"


def main() -> bool:
    """Print scores and times. False: one is under 100 or over its limit."""
    need("npm")
    folder = VAR / "lighthouse"
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", f"lighthouse@{VERSION}"]
        subprocess.run(command, cwd=folder, check=True, env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"})
    kept = True
    with prepared() as environment, web(environment) as site:
        for name, path in PAGES.items():
            urlopen(site.url + path).close()  # as a reader finds it: drawn once since the last publish, and kept
            report = folder / f"{name.replace(' ', '-')}.json"
            options = [f"--chrome-flags={FLAGS}", "--output=json", f"--output-path={report}", "--quiet"]
            options += ["--only-categories=" + ",".join(CATEGORIES)]
            chromium = shutil.which("chromium") or "chromium"
            subprocess.run(
                [program, site.url + path, *options], check=True, env={**os.environ, "CHROME_PATH": chromium}
            )
            said = json.loads(report.read_text())
            scores = [round(said["categories"][each]["score"] * 100) for each in CATEGORIES]
            values = {name: said["audits"][name]["numericValue"] for name in LIMITS}
            held = min(scores) == 100 and all(values[name] < limit for name, limit in LIMITS.items())
            kept &= held
            print(
                f"  {name:12} {' / '.join(map(str, scores))}   LCP {values['largest-contentful-paint'] / 1000:.2f} s"
                f"  CLS {values['cumulative-layout-shift']:.3f}  TBT {values['total-blocking-time']:.0f} ms"
                f"   {'holds' if held else 'MISSED'}"
            )
    return kept
