/**
 * The sign beside a heading copies the address of its section, and says so. Without this module, or where a page may not
 * copy, it is a link to the section.
 */
import { isPlain } from "./notes.js";

const SAID_FOR = 2500;
const COPIED = "The address of this section is copied.";

function say(link) {
  const main = document.getElementById("main");
  let said = main.querySelector("[data-says-copied]");
  if (!said) {
    said = document.createElement("p");
    said.className = "unseen";
    said.setAttribute("role", "status");
    said.dataset.saysCopied = "";
    main.append(said);
  }
  link.toggleAttribute("data-copied", true);
  requestAnimationFrame(() => (said.textContent = COPIED)); // a region that comes with its words is not read out
  setTimeout(() => {
    said.textContent = "";
    link.removeAttribute("data-copied");
  }, SAID_FOR);
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a.self");
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
    history.replaceState(history.state, "", link.hash);
    say(link);
  } catch {
    location.hash = link.hash;
  }
});
