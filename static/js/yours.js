/**
 * What is a reader's own on a page that everyone has: asked for once, and only where a cookie says that there is
 * something to ask for. It comes in pieces, a template for each place of the same name. A form in such a place is sent
 * from where it stands. Without this module it leads to a page of its own, and the rest is the same for everyone.
 */
const ASKED = "piece";

/** The pieces in an answer, by the name of their place; none where the answer is a whole page. */
function pieces(html) {
  const answer = document.createElement("template");
  answer.innerHTML = html;
  return new Map([...answer.content.querySelectorAll("template[data-own]")].map((piece) => [piece.dataset.own, piece.content]));
}

export class YourOwn extends HTMLElement {
  connectedCallback() {
    document.addEventListener("submit", this);
    window.addEventListener("pageshow", this);
    this.ask();
  }

  disconnectedCallback() {
    document.removeEventListener("submit", this);
    window.removeEventListener("pageshow", this);
  }

  handleEvent(event) {
    if (event.type === "submit") this.send(event);
    else if (event.persisted) this.ask(); // the way back shows a page as it was left
  }

  async ask() {
    if (!document.cookie.includes("has-learner=")) return;
    const answer = await fetch(this.getAttribute("src")).catch(() => null);
    if (answer?.status === 200) this.put(pieces(await answer.text()));
  }

  put(found) {
    for (const place of document.querySelectorAll("[data-own]")) {
      const piece = found.get(place.dataset.own);
      if (!piece) continue;
      place.replaceChildren(piece.cloneNode(true));
      place.hidden = !place.firstElementChild;
    }
  }

  async send(event) {
    const form = event.target;
    const place = form.closest("[data-own]");
    if (!place) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${form.action}?${ASKED}`, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      const found = pieces(await answer.text());
      if (found.size) {
        this.put(found);
        place.querySelector("[tabindex='-1']")?.focus();
      } else if (answer.ok) location.assign(answer.url);
      else form.submit();
    } catch {
      form.submit(); // and the browser says what is wrong
    }
  }
}
customElements.define("your-own", YourOwn);
