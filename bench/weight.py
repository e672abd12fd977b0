"""What a first visit carries over the wire, compressed, before pictures: by chromium's own count."""

from playwright.sync_api import Page, sync_playwright

from bench.served import prepared, web

PAGES = {
    "series home": "/",
    "guide home": "/engineer-to-ai-engineer/",
    "chapter": "/engineer-to-ai-engineer/mindset/",
    "roles": "/engineer-to-ai-engineer/roles/",
    "role": "/engineer-to-ai-engineer/roles/evaluation-engineer/",
    "lenses": "/engineer-to-ai-engineer/lenses/",
    "glossary": "/engineer-to-ai-engineer/glossary/",
    "quiz": "/engineer-to-ai-engineer/quiz/",
    "route": "/engineer-to-ai-engineer/route/",
    "step": "/engineer-to-ai-engineer/route/bedrock/run-a-model-yourself/",
    "idea": "/practice/search/",
    "sheet": "/cookbooks/claude-cookbook/building-with-claude/",
    "calculator": "/cookbooks/run-ai-locally/will-it-fit/",
    "prompt taken apart": "/cookbooks/ai-field-kit/anatomy/",
}
BUDGET, BUDGET_JS = 120 * 1024, 25 * 1024  # bytes
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def main() -> bool:
    """Print bytes by kind for each page. False: a page is over budget."""
    kept = True
    with prepared() as environment, web(environment) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        print(f"\n{'first visit, bytes on the wire':16} {'html':>8} {'css':>8} {'js':>8} {'fonts':>8} {'all':>8}")
        for name, path in PAGES.items():
            page = browser.new_context().new_page()
            sizes = _sizes(page, site.url + path)
            total = sum(sizes.values())
            held = total <= BUDGET and sizes["Script"] <= BUDGET_JS
            kept &= held
            parts = " ".join(f"{sizes[kind]:8,}" for kind in ("Document", "Stylesheet", "Script", "Font"))
            print(f"  {name:28} {parts} {total:8,}   {'holds' if held else 'MISSED'}")
            page.context.close()
        browser.close()
    return kept


def _sizes(page: Page, url: str) -> dict[str, int]:
    """Encoded bytes by type of resource, pictures left out."""
    sizes = dict.fromkeys(("Document", "Stylesheet", "Script", "Font"), 0)
    kinds: dict[str, str] = {}
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))

    def finished(event: dict[str, object]) -> None:
        kind = kinds.get(str(event["requestId"]), "")
        if kind in sizes:
            sizes[kind] += int(str(event["encodedDataLength"]).partition(".")[0])

    wire.on("Network.loadingFinished", finished)
    page.goto(url, wait_until="networkidle")
    return sizes
