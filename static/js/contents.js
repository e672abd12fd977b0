/**
 * Marks the section being read in the list of contents. Without this module the list is a list of links; nothing is lost.
 */

/** The last section whose heading has passed the line, given how far each heading is below it; -1 above the first. */
export function current(distances) {
  return distances.findLastIndex((distance) => distance <= 0);
}

export class ReadingContents extends HTMLElement {
  connectedCallback() {
    this.links = [...this.querySelectorAll("a")];
    this.headings = this.links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    this.watcher = new IntersectionObserver(() => this.mark(), { rootMargin: "0px 0px -70% 0px", threshold: [0, 1] });
    for (const heading of this.headings) if (heading) this.watcher.observe(heading);
    this.mark();
  }

  disconnectedCallback() {
    this.watcher.disconnect();
  }

  mark() {
    const line = innerHeight * 0.3;
    const place = current(this.headings.map((heading) => (heading ? heading.getBoundingClientRect().top - line : Infinity)));
    this.links.forEach((link, index) => {
      if (index === place) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }
}

/** Has a button print the page. Until this module is there it is out of sight; the browser's own command prints as well. */
export class PrintPage extends HTMLElement {
  connectedCallback() {
    this.firstElementChild.addEventListener("click", () => print());
  }
}

customElements.define("reading-contents", ReadingContents);
customElements.define("print-page", PrintPage);
