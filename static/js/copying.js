/** A button that copies the code of its block to the letter. Without this module the code is selected by hand. */
const SHEETS = '<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M7 7h9v10H7z"/><path d="M13 7V3H4v10h3"/></svg>';

export class CopyingBlock extends HTMLElement {
  connectedCallback() {
    if (this.button || !navigator.clipboard) return;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "code__copy";
    this.button.innerHTML = SHEETS;
    this.button.addEventListener("click", this);
    this.said = document.createElement("span");
    this.said.className = "unseen";
    this.said.setAttribute("role", "status");
    this.append(this.button, this.said);
    this.settle();
  }

  async handleEvent() {
    try {
      await navigator.clipboard.writeText(this.querySelector("code").textContent);
      this.say("Copied", true);
    } catch {
      this.say("This browser does not let the page copy. Select the code and copy it by hand.", false);
    }
  }

  say(words, copied) {
    this.said.textContent = words;
    this.button.toggleAttribute("data-copied", copied);
    this.button.setAttribute("aria-label", words);
    setTimeout(() => this.settle(), 2000);
  }

  settle() {
    this.said.textContent = "";
    this.button.removeAttribute("data-copied");
    this.button.setAttribute("aria-label", "Copy the code");
  }
}
customElements.define("copying-block", CopyingBlock);
