/**
 * Commands for several platforms, one at a time. Without this module they are a list, each under the platform's name.
 *
 * All on the page turn together: a reader has one machine. It begins with the one that the browser says it runs on.
 */

const ORDER = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
let groups = 0;

/** The platform that a browser runs on, by what it says of itself; "" where it says none of ours. */
export function running(says) {
  if (/mac|iphone|ipad/i.test(says)) return "macos";
  if (/win/i.test(says)) return "windows";
  return /linux|x11|android|cros/i.test(says) ? "linux" : "";
}

/** Where a key leads from tab `at` of `count`: a place, or null for a key that leads nowhere. */
export function landing(key, at, count) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return key in ORDER ? (at + ORDER[key] + count) % count : null;
}

export class PlatformTabs extends HTMLElement {
  connectedCallback() {
    if (this.tabs) return;
    this.panels = [...this.querySelectorAll(":scope > [data-platform]")];
    const group = `platform-${++groups}`;
    const list = document.createElement("div");
    list.className = "platforms__tabs";
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "Platform");
    this.tabs = this.panels.map((panel, at) => {
      const tab = document.createElement("button");
      Object.assign(tab, { type: "button", id: `${group}-${at}`, textContent: panel.getAttribute("aria-label") });
      tab.setAttribute("role", "tab");
      panel.id = `${group}-panel-${at}`;
      tab.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.removeAttribute("aria-label");
      panel.setAttribute("aria-labelledby", tab.id);
      panel.querySelector("p").hidden = true;
      list.append(tab);
      return tab;
    });
    this.prepend(list);
    list.addEventListener("click", this);
    list.addEventListener("keydown", this);
    this.show(running(navigator.userAgentData?.platform || navigator.userAgent));
  }

  handleEvent(event) {
    const at = this.tabs.indexOf(event.target.closest("button"));
    const to = event.type === "click" ? at : landing(event.key, at, this.tabs.length);
    if (to === null || to < 0) return;
    event.preventDefault();
    const place = this.getBoundingClientRect().top;
    for (const tabs of document.querySelectorAll("platform-tabs")) tabs.show(this.panels[to].dataset.platform);
    scrollBy(0, this.getBoundingClientRect().top - place); // those above may have changed their height
    this.tabs[to].focus({ preventScroll: true });
  }

  /** Shows the commands for `platform`; where there are none for it, the first. */
  show(platform) {
    const found = this.panels.findIndex((panel) => panel.dataset.platform === platform);
    const shown = Math.max(0, found);
    this.panels.forEach((panel, at) => {
      panel.hidden = at !== shown;
      this.tabs[at].setAttribute("aria-selected", String(at === shown));
      this.tabs[at].tabIndex = at === shown ? 0 : -1;
    });
  }
}
customElements.define("platform-tabs", PlatformTabs);
