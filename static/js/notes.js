/**
 * A source, read where it is cited: a reference opens it in place, Escape closes it. Without this module, or without
 * popovers, a reference leads to the list of sources, and each line of that leads back to every reference.
 */

/** Whether a press of a link is one that the page may take: with a key held down it is the browser's. */
export const isPlain = (event) => !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

/** What the list says of the source that `link` refers to, its number first, and a way into the list. */
function told(link) {
  const line = document.getElementById(link.hash.slice(1));
  if (!line) return null;
  const words = document.createElement("p");
  words.className = "note-said";
  const number = Object.assign(document.createElement("b"), { textContent: link.textContent });
  words.append(number, " ", ...line.lastElementChild.cloneNode(true).childNodes);
  for (const back of words.querySelectorAll(".sources__back")) back.remove();
  const more = document.createElement("p");
  more.append(Object.assign(document.createElement("a"), { href: link.hash, textContent: "In the list of sources" }));
  return [words, more];
}

function box() {
  const made = document.createElement("div");
  Object.assign(made, { id: "source-said", className: "term-said", popover: "auto", tabIndex: -1 });
  made.setAttribute("role", "dialog");
  made.addEventListener("click", (event) => event.target.closest("a[href^='#']") && made.hidePopover());
  document.getElementById("main").append(made);
  return made;
}

if ("popover" in HTMLElement.prototype) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.note-ref");
    const words = link && isPlain(event) && told(link);
    if (!words) return;
    event.preventDefault();
    const shown = document.getElementById("source-said") ?? box();
    shown.hidePopover();
    shown.setAttribute("aria-label", link.getAttribute("aria-label"));
    shown.replaceChildren(...words);
    link.focus({ preventScroll: true }); // where the focus is to return to: a tap does not leave it there everywhere
    shown.showPopover({ source: link });
    shown.focus({ preventScroll: true });
  });
}
