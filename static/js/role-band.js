/**
 * The explorer by keys, and what a role opened in place changes round it. Without this module the roles are links in tab
 * order, each leading to a page that the server has drawn with that role open; nothing is lost.
 *
 * Up and down walk the roles, from band to band; left and right go to the band before and after; Home and End to the
 * first and last role. Escape, in the open role, goes back to where it was opened.
 */

/** Where a key leads from the place `at` in bands of these `sizes`: a place among all of them, or null. */
export function landing(key, at, sizes) {
  const starts = [];
  let count = 0;
  for (const size of sizes) {
    if (size > 0) starts.push(count);
    count += size;
  }
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    ArrowRight: starts.find((start) => start > at),
    ArrowLeft: starts.findLast((start) => start < at),
    Home: 0,
    End: count - 1,
  }[key];
  return to >= 0 && to < count && to !== at ? to : null;
}

/** Which role an address brings out: the open one, or else the one of today. */
export function chosenIn(address) {
  const asked = new URL(address).searchParams;
  return asked.get("role") || asked.get("from") || "";
}

/** The address `href` with the open role, and the role of today, that `address` has. */
export function keeping(href, address) {
  const url = new URL(href);
  for (const name of ["role", "from"]) {
    const value = new URL(address).searchParams.get(name);
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  return url.pathname + url.search;
}

export class RoleBand extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this);
    document.addEventListener("htmx:after:swap", this);
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this);
  }

  handleEvent(event) {
    if (event.type !== "keydown") this.follow(event.detail.ctx);
    else if (event.key === "Escape") this.goBack(event);
    else if (!event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.walk(event);
  }

  walk(event) {
    const link = event.target.closest("a");
    const bands = [...(link?.closest("[data-walk]")?.querySelectorAll("[data-band]") ?? [])].map((band) => [
      ...band.querySelectorAll("a"),
    ]);
    const links = bands.flat();
    const to = links.includes(link) ? landing(event.key, links.indexOf(link), bands.map((band) => band.length)) : null;
    if (to === null) return;
    event.preventDefault();
    links[to].focus();
  }

  goBack(event) {
    if (!event.target.closest("#role")) return;
    const opener = this.opener?.isConnected ? this.opener : this.querySelector("a[aria-current][data-role]");
    opener?.focus();
  }

  /** After a swap by htmx: say it, and bring out on the drawings what is open now. */
  follow(ctx) {
    const region = ctx.region?.target?.id;
    if (region === "role") {
      const source = ctx.sourceElement;
      this.opener = source.closest("#role") ? null : source;
      this.bringOut(new URL(ctx.request.action, location));
      this.say(this.querySelector("#role h2")?.textContent);
    } else if (region === "roles") {
      this.say(this.querySelector(".filters__count")?.textContent);
    }
  }

  bringOut(address) {
    const chosen = chosenIn(address);
    const open = this.querySelector("[data-open]")?.dataset.open ?? "";
    const isMapped = this.querySelector(".threads") !== null;
    for (const one of this.querySelectorAll("[data-role]")) {
      if (one.dataset.role === (isMapped ? chosen : open)) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
    const place = this.querySelector("a[data-place][aria-current]")?.dataset.place;
    for (const { dataset } of this.querySelectorAll("[data-crossed-by]")) {
      dataset.side = dataset.crossedBy.split(" ").includes(place) ? dataset.turned : dataset.usual;
    }
    const lit = new Set();
    for (const thread of this.querySelectorAll("[data-ends]")) {
      const ends = thread.dataset.ends.split(" ");
      if (thread.toggleAttribute("data-lit", chosen !== "" && ends.includes(chosen))) ends.forEach((end) => lit.add(end));
    }
    for (const end of this.querySelectorAll("[data-end]")) end.toggleAttribute("data-lit", lit.has(end.dataset.end));
    for (const link of this.querySelectorAll("a[data-keeps]")) {
      const href = keeping(link.href, address);
      link.setAttribute("href", href);
      link.setAttribute("hx-get", href);
    }
  }

  say(words) {
    this.querySelector("[data-says]").textContent = words ?? "";
  }
}

customElements.define("role-band", RoleBand);
