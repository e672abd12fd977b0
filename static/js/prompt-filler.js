/**
 * Fills a prompt in as its reader types, on this page and nowhere else. Without this module the prompt stands with its
 * placeholders, and beside it what to put in their place.
 */

/** What stands in a placeholder: what was typed, else its own name in braces. */
export const standing = (name, typed) => typed || `{{${name}}}`;

export class PromptFiller extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.hidden = false;
    this.querySelector(".filler__by-hand").hidden = true;
    this.form.addEventListener("input", this);
    this.form.addEventListener("click", this);
    this.form.addEventListener("submit", this);
    document.addEventListener("htmx:after:swap", this); // another version of the prompt takes the same words
    this.fill();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this);
  }

  handleEvent(event) {
    if (event.type === "submit") event.preventDefault();
    const does = event.type === "click" && event.target.closest("[data-does]")?.dataset.does;
    if (event.type === "click" && !does) return;
    for (const field of does ? this.fields : []) field.value = does === "examples" ? field.placeholder : "";
    if (does === "clear") this.fields[0]?.focus();
    this.fill();
  }

  get fields() {
    return [...this.form.querySelectorAll("[data-fills]")];
  }

  fill() {
    for (const field of this.fields) {
      const name = field.dataset.fills;
      for (const slot of this.querySelectorAll(`.slot[data-name="${name}"]`)) {
        slot.textContent = standing(name, field.value);
        slot.dataset.slot = field.value ? "yours" : "ours";
      }
    }
  }
}
customElements.define("prompt-filler", PromptFiller);
