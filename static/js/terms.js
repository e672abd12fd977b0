/**
 * What a term means, where it stands: on tap, and on focus by keyboard. Without this module, or without popovers, a term
 * is a link to the glossary.
 */

/** What a person asks of a term's link: its meaning shown, or to be led on; a chord of keys is the browser's. */
export function wants({ isOpen, isChord }) {
  return isOpen || isChord ? "lead" : "show";
}

const meaning = (link) => document.getElementById(link.getAttribute("aria-describedby"));
const term = (event) => event.target.closest?.("a.term");
const isOpen = (link) => meaning(link)?.matches(":popover-open") ?? false;

function show(link) {
  meaning(link)?.showPopover({ source: link });
}

if ("popover" in HTMLElement.prototype) {
  document.addEventListener("click", (event) => {
    const link = term(event);
    const isChord = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || !meaning(link) || wants({ isOpen: isOpen(link), isChord }) === "lead") return;
    event.preventDefault();
    show(link);
  });
  document.addEventListener("focusin", (event) => {
    const link = term(event);
    if (link?.matches(":focus-visible") && !isOpen(link)) show(link);
  });
  document.addEventListener("focusout", (event) => {
    const link = term(event);
    if (link && isOpen(link) && !meaning(link).contains(event.relatedTarget)) meaning(link).hidePopover();
  });
}
