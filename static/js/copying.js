/**
 * Buttons that copy: the code of a block to the letter, or what stands in a field. Without this module both are selected
 * by hand.
 */
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

/** Puts `text` on the clipboard: asked politely, then by the old command over what is selected. Whether it worked. */
export async function copied(text, select) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    select();
    return document.execCommand("copy");
  }
}

/** A field to be read and a button that copies it; where nothing may copy, its text is left selected, and it says so. */
export class CopyingField extends HTMLElement {
  connectedCallback() {
    if (this.button) return;
    this.field = this.querySelector("input");
    this.button = document.createElement("button");
    Object.assign(this.button, { type: "button", className: "button button--quiet copying__do", textContent: "Copy the link" });
    this.button.addEventListener("click", this);
    this.said = document.createElement("span");
    this.said.className = "copying__said";
    this.said.setAttribute("role", "status");
    this.append(this.button, this.said);
  }

  async handleEvent() {
    const select = () => {
      this.field.focus();
      this.field.select();
    };
    const isCopied = await copied(this.field.value, select);
    this.said.textContent = isCopied ? "Copied." : "This browser does not let the page copy. The link is selected: copy it with Ctrl C, or Command C.";
    if (!isCopied) select();
  }
}
customElements.define("copying-field", CopyingField);
