/**
 * Doors to figures, in a page that shows none yet: what a figure needs comes when a hand, a finger or the focus nears a
 * door, and not with the page. Without this module a door is a link to the figure's own page.
 */

const files = document.querySelector("#figure-files");
let coming; // a promise of all files, once they are on their way
let haveCome = false;

/** Also where another figure stands open in the page. */
const areHere = () => haveCome || (!coming && typeof htmx !== "undefined");

function arrival(file) {
  return new Promise((done, fail) => {
    file.addEventListener("load", done);
    file.addEventListener("error", fail);
    file.async = false; // in order: what sees to htmx comes after it
    document.head.append(file);
  });
}

function ask() {
  coming ??= Promise.all([...files.content.children].map((file) => arrival(document.importNode(file, true))))
    .then(() => new Promise((done) => setTimeout(done))) // htmx begins in a task of its own
    .then(() => (haveCome = true));
  return coming;
}

function near(event) {
  if (!areHere() && event.target.closest(".play-card__door")) ask().catch(() => (coming = undefined));
}
for (const sign of ["pointerover", "pointerdown", "focusin"]) document.addEventListener(sign, near);

/** A click that comes before the files waits for them; where they do not come, the browser goes to the figure's page. */
document.addEventListener("click", async (event) => {
  const door = event.target.closest(".play-card__door");
  if (areHere() || !door || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  try {
    await ask();
  } catch {
    location.assign(door.href);
    return;
  }
  door.dispatchEvent(Object.assign(new MouseEvent("click", { bubbles: true, cancelable: true }), { isAsked: true }));
});
