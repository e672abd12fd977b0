/**
 * The buttons over a Markdown box and beside a box for one link target. Both open Wagtail's own choosers and write the
 * name of what was chosen (`role:ai-engineer`). Without this module the boxes take the same text by hand.
 */

/** What `[start, end)` of `text` becomes when `sign` goes round it, or comes off if it was there. */
export function marked(text, start, end, sign) {
  const before = text.slice(start - sign.length, start);
  const after = text.slice(end, end + sign.length);
  const inside = text.slice(start, end);
  if (before === sign && after === sign) return { start: start - sign.length, end: end + sign.length, with: inside, from: 0, to: inside.length };
  return { start, end, with: sign + inside + sign, from: sign.length, to: sign.length + inside.length };
}

/** What the lines that `[start, end)` touches become as items of a list. */
export function listed(text, start, end) {
  const first = text.lastIndexOf("\n", start - 1) + 1;
  const last = text.indexOf("\n", end) < 0 ? text.length : text.indexOf("\n", end);
  const items = text.slice(first, last).split("\n").map((line) => (line.startsWith("- ") ? line : `- ${line}`)).join("\n");
  return { start: first, end: last, with: items, from: items.length, to: items.length };
}

/** What `[start, end)` becomes as a link to `target`; with no words chosen, `words`. The target is left selected if asked. */
export function linked(text, start, end, target, words, select = false) {
  const shown = (text.slice(start, end) || words).replace(/([\\[\]])/g, "\\$1");
  const link = `[${shown}](${target})`;
  const from = select ? shown.length + 3 : link.length;
  return { start, end, with: link, from, to: select ? from + target.length : link.length };
}

const button = (label, icon, act, keys = "") => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "linking__button";
  made.title = keys ? `${label} (${keys})` : label;
  if (icon) {
    made.setAttribute("aria-label", label);
    made.innerHTML = `<svg class="icon icon-${icon}" aria-hidden="true"><use href="#icon-${icon}"></use></svg>`;
  } else {
    made.textContent = label;
  }
  made.addEventListener("click", act);
  return made;
};

/** A box with a menu of choosers. What extends it says what to do with the name that was chosen. */
class LinkingElement extends HTMLElement {
  connectedCallback() {
    if (this.menu) return;
    this.box = this.querySelector("textarea, input");
    this.menu = document.createElement("div");
    this.menu.className = "linking__menu";
    this.menu.hidden = true;
    this.menu.setAttribute("role", "group");
    this.menu.setAttribute("aria-label", "Link to");
    for (const chooser of JSON.parse(this.dataset.choosers)) {
      this.menu.append(button(chooser.label, "", () => this.choose(chooser)));
    }
    this.opener = this.draw();
    this.opener.setAttribute("aria-expanded", "false");
  }

  toggle() {
    this.menu.hidden = !this.menu.hidden;
    this.opener.setAttribute("aria-expanded", String(!this.menu.hidden));
    if (!this.menu.hidden) this.menu.querySelector("button").focus();
  }

  choose({ url, named }) {
    this.toggle();
    if (!url) return this.web();
    const chosen = async ({ id }) => {
      const answer = await fetch(`${named}${id}/`, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const { target, words } = await answer.json();
        this.chosen(target, words);
      } else {
        this.refused();
      }
    };
    window.ModalWorkflow({
      url,
      onload: { ...window.CHOOSER_MODAL_ONLOAD_HANDLERS, ...(url.includes("page_type") && window.PAGE_CHOOSER_MODAL_ONLOAD_HANDLERS) },
      responses: { chosen, pageChosen: chosen },
      triggerElement: this.opener,
    });
  }

  refused() {
    const said = document.createElement("p");
    said.className = "linking__refused";
    said.setAttribute("role", "alert");
    said.textContent = "Prose can’t link to this one: choose something that has a page of its own.";
    this.append(said);
    setTimeout(() => said.remove(), 8000);
  }
}

export class MarkdownEditor extends LinkingElement {
  draw() {
    const bar = document.createElement("div");
    bar.className = "linking__bar";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "Markdown");
    const link = button("Link", "link", () => this.toggle(), "Ctrl K");
    bar.append(
      button("Bold", "bold", () => this.mark("**"), "Ctrl B"),
      button("Italic", "italic", () => this.mark("*"), "Ctrl I"),
      button("Code", "code", () => this.mark("`")),
      button("List", "list-ul", () => this.change(listed)),
      link,
    );
    this.prepend(bar, this.menu);
    this.box.addEventListener("keydown", this);
    return link;
  }

  handleEvent(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const act = { b: () => this.mark("**"), i: () => this.mark("*"), k: () => this.toggle() }[event.key];
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      act();
    }
  }

  mark(sign) {
    this.change((text, start, end) => marked(text, start, end, sign));
  }

  web() {
    this.change((text, start, end) => linked(text, start, end, "https://", "words", true));
  }

  chosen(target, words) {
    this.change((text, start, end) => linked(text, start, end, target, words));
  }

  /** Put what `edit` says in place of a part of the text, as typing would, so that it can be undone. */
  change(edit) {
    const { value, selectionStart, selectionEnd } = this.box;
    const made = edit(value, selectionStart, selectionEnd);
    this.box.focus();
    this.box.setSelectionRange(made.start, made.end);
    if (!document.execCommand("insertText", false, made.with)) {
      this.box.setRangeText(made.with);
      this.box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.box.setSelectionRange(made.start + made.from, made.start + made.to);
  }
}

export class TargetChooser extends LinkingElement {
  draw() {
    const opener = button("Choose", "link", () => this.toggle());
    this.append(opener, this.menu);
    return opener;
  }

  web() {
    this.chosen("https://");
    this.box.focus();
  }

  chosen(target) {
    this.box.value = target;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
    this.box.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("markdown-editor", MarkdownEditor);
customElements.define("target-chooser", TargetChooser);
