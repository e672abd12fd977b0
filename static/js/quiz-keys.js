/**
 * Keys 1 to 9 choose an answer. Without this module the choices are radio buttons with arrow keys, and the words inside
 * the element, which tell of the keys, do not show.
 */
const TYPED_INTO = "input:not([type=radio]), select, textarea";

/** The place of the choice that a key names, 0 for none. */
export function placeOf({ key, ctrlKey, metaKey, altKey }) {
  return ctrlKey || metaKey || altKey || !/^[1-9]$/.test(key) ? 0 : Number(key);
}

export class QuizKeys extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
  }

  handleEvent(event) {
    const choice = document.querySelector(`#question input[type="radio"][value="${placeOf(event)}"]`);
    if (!choice || event.target.matches(TYPED_INTO)) return;
    choice.checked = true;
    choice.focus();
  }
}
customElements.define("quiz-keys", QuizKeys);
