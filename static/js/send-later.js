/**
 * A form whose answer must not be lost: sent once, and when it can't be sent, kept and sent when the connection is back.
 *
 * Its `template` holds the words for a lost connection. Without this module the browser shows its own page for one, and
 * reloading that sends the answer again; pressing twice sends it twice, which changes nothing.
 */
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 30_000;

/** How long to wait before trying again, in milliseconds, after so many vain tries. */
export const pause = (tries) => Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** tries);

export class SendLater extends HTMLElement {
  tries = 0;

  connectedCallback() {
    this.form = this.querySelector("form");
    // Before htmx, and before the browser, hear of it.
    this.addEventListener("submit", this, true);
    this.addEventListener("click", this, true);
    this.addEventListener("htmx:error", this);
    window.addEventListener("online", this);
    window.addEventListener("pageshow", this);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    window.removeEventListener("online", this);
    window.removeEventListener("pageshow", this);
  }

  handleEvent(event) {
    this[{ submit: "send", click: "press", "htmx:error": "failed", online: "sendAgain", pageshow: "rest" }[event.type]](event);
  }

  /** The second press of a double click would fall on the question that the first one opened. */
  press(event) {
    if (event.detail > 1 && event.target.closest("button, a")) this.stop(event);
  }

  send(event) {
    const isSending = this.form.getAttribute("aria-busy") === "true";
    this.submitter = event.submitter;
    if (!navigator.onLine) this.keep();
    if (isSending || !navigator.onLine) this.stop(event);
    else this.form.setAttribute("aria-busy", "true");
  }

  failed(event) {
    const { ctx } = event.detail;
    if (!ctx || ctx.text !== undefined) return;
    const isAnswer = ctx.sourceElement === this.form;
    if (isAnswer) this.keep();
    if (isAnswer || this.notice) event.stopPropagation(); // else the browser goes to its own page, and the answer is lost
  }

  /** Says that the answer is kept, and tries again after a while. */
  keep() {
    this.rest();
    if (!this.notice) {
      this.notice = this.querySelector("template").content.firstElementChild.cloneNode(true);
      this.prepend(this.notice);
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sendAgain(), pause(this.tries++));
  }

  sendAgain() {
    if (this.notice) this.form.requestSubmit(this.submitter);
  }

  rest() {
    this.form.removeAttribute("aria-busy");
  }

  stop(event) {
    event.preventDefault();
    event.stopPropagation();
  }
}
customElements.define("send-later", SendLater);
