/**
 * Commands that copy themselves, take a reader's words where they have slots, and are walked by arrow keys.
 *
 * Without this module a command is text to be selected by hand, its slots are underlined, and the sheet is found through
 * with its form. What is typed into a slot stays in the page.
 */
import { copied } from "./copying.js";

const SHEETS = '<svg viewBox="0 0 18 18" aria-hidden="true"><path d="M6 6h9v9H6zM12 6V3H3v9h3"/></svg>';
const TYPED_INTO = "input, select, textarea, [contenteditable]";

/** What a slot's text becomes on the clipboard: no-break spaces, which editing can leave, are spaces again. */
export const exact = (text) => text.replaceAll("\u00a0", " ");

/** The place that an arrow key leads to among `count` rows from the place `at` (-1: above them); null for no move. */
export function landing(key, at, count) {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined || at < 0 && key !== "ArrowDown" || to < 0 || to >= count ? null : to;
}

/** A command with the button that copies it, sign by sign, as it stands there now. */
export class CommandLine extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("button")) return;
    this.code = this.querySelector("code");
    this.code.querySelectorAll("[data-slot]").forEach((slot) => this.open(slot));
    this.button = document.createElement("button");
    Object.assign(this.button, { type: "button", className: "command__copy", innerHTML: SHEETS });
    this.button.addEventListener("click", this);
    this.said = document.createElement("span");
    this.said.className = "unseen";
    this.said.setAttribute("role", "status");
    this.append(this.button, this.said);
    this.settle();
  }

  get text() {
    return exact(this.code.textContent);
  }

  /** Lets a reader write into a slot; other occurrences of it follow, and an emptied one has its own words again. */
  open(slot) {
    slot.dataset.was = slot.textContent;
    slot.contentEditable = "plaintext-only";
    if (slot.contentEditable !== "plaintext-only") slot.contentEditable = "true";
    slot.spellcheck = false;
    slot.setAttribute("role", "textbox");
    slot.setAttribute("aria-label", slot.dataset.label);
    slot.title = `${slot.dataset.label}, for example: ${slot.dataset.example}`;
    slot.addEventListener("input", this);
    slot.addEventListener("blur", this);
    slot.addEventListener("keydown", this);
    slot.addEventListener("paste", this);
  }

  handleEvent(event) {
    const { type, currentTarget } = event;
    if (currentTarget === this.button) this.copy();
    else if (type === "input") this.follow(currentTarget);
    else if (type === "blur" && !currentTarget.textContent.trim()) this.restore(currentTarget);
    else if (type === "keydown") this.key(event);
    else if (type === "paste") this.paste(event);
  }

  key(event) {
    if (event.key === "Enter") event.preventDefault();
    if (event.key !== "Escape") return;
    this.restore(event.currentTarget);
    event.currentTarget.blur();
  }

  paste(event) {
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain").replace(/\s*\n\s*/g, " ");
    document.execCommand("insertText", false, text);
  }

  restore(slot) {
    slot.textContent = slot.dataset.was;
    this.follow(slot);
  }

  /** The same slot stands wherever its command is shown: in it, and in its example. */
  follow(slot) {
    const row = this.closest(".command, .command-page") ?? this;
    for (const twin of row.querySelectorAll(`[data-slot="${slot.dataset.slot}"]`)) {
      if (twin !== slot) twin.textContent = slot.textContent;
    }
  }

  async copy() {
    const select = () => getSelection().selectAllChildren(this.code);
    const isCopied = await copied(this.text, select);
    if (!isCopied) select();
    this.say(isCopied ? "Copied" : "This browser does not let the page copy. The command is selected: copy it with Ctrl C, or Command C.", isCopied);
  }

  say(words, isCopied) {
    this.said.textContent = words;
    this.said.classList.toggle("unseen", isCopied);
    this.button.toggleAttribute("data-copied", isCopied);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), isCopied ? 2000 : 8000);
  }

  settle() {
    this.said.textContent = "";
    this.button.removeAttribute("data-copied");
    this.button.setAttribute("aria-label", `Copy ${this.dataset.name}`);
  }
}
customElements.define("command-line", CommandLine);

/** A sheet under the hands: `/` leads to its search, arrow keys walk its commands. */
export class CommandSheet extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
  }

  handleEvent(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const find = this.querySelector("#find");
    const isTyping = event.target.matches?.(TYPED_INTO);
    if (event.key === "/" && find && !isTyping) {
      event.preventDefault();
      find.focus();
      find.select();
    } else if (event.target === find || !isTyping) this.walk(event, find);
  }

  walk(event, find) {
    const rows = [...this.querySelectorAll(".command .command__copy")].filter((button) => button.closest(".command__more") === null);
    const here = document.activeElement?.closest(".command");
    const at = rows.findIndex((button) => button.closest(".command") === here);
    if (at < 0 && event.target !== find) return;
    if (event.target === find && event.key !== "ArrowDown") return;
    if (at === 0 && event.key === "ArrowUp" && find) {
      event.preventDefault();
      find.focus();
      return;
    }
    const to = landing(event.key, at, rows.length);
    if (to === null) return;
    event.preventDefault();
    rows[to].focus();
  }
}
customElements.define("command-sheet", CommandSheet);
