/**
 * What makes a figure's controls quick to the hand. Without this module a number is a field, the picture waits behind a
 * line that opens it, and the form's button asks the server; nothing is lost.
 */

/** A number's field gets a slider beside it. Both are one value: the field is sent, the slider follows and leads. */
export class NumberDial extends HTMLElement {
  connectedCallback() {
    if (this.slider) return;
    this.field = this.querySelector("input");
    this.slider = document.createElement("input");
    for (const name of ["min", "max", "step"]) this.slider.setAttribute(name, this.field.getAttribute(name));
    this.slider.type = "range";
    this.slider.value = this.field.value;
    this.slider.setAttribute("aria-label", this.querySelector("label").textContent);
    this.field.before(this.slider);
    this.addEventListener("input", this);
    this.field.form?.addEventListener("reset", this);
  }

  handleEvent(event) {
    if (event.target === this.slider) this.field.value = this.slider.value;
    else if (this.field.value !== "") this.slider.value = this.field.value;
  }
}
customElements.define("number-dial", NumberDial);

/** Whoever touches a control, or has guessed, sees the picture. */
function unveil() {
  const veil = document.querySelector(".play__veil");
  if (veil) veil.open = true;
}

document.addEventListener("input", (event) => {
  if (event.target.closest(".play__dials")) unveil();
});

const topOf = (element) => element.getBoundingClientRect().top;

/**
 * Whoever takes a word in the picture, or throws the dice, stays there: the figure that comes has the focus at the same
 * link, at the same height. Caught before others hear of it, who would lead them to its heading, a screen above on a phone.
 */
function leave({ detail: { ctx } }) {
  const link = ctx.sourceElement?.closest("a");
  const part = [".play__drawn", ".play__dials"].find((name) => link?.closest(name));
  if (!part) return;
  ctx.left = { part, place: [...link.closest(part).querySelectorAll("a")].indexOf(link), top: topOf(link) };
}

function stay({ detail: { ctx } }) {
  if (!ctx.left) return;
  const now = document.getElementById(ctx.target?.id ?? "")?.querySelector(ctx.left.part);
  const links = now?.querySelectorAll("a") ?? [];
  const link = links[ctx.left.place] ?? links[0];
  if (!link) return;
  link.focus({ preventScroll: true });
  scrollBy({ top: topOf(link) - ctx.left.top, behavior: "instant" });
}
document.addEventListener("htmx:before:swap", leave);
document.addEventListener("htmx:after:swap", stay, { capture: true });

/** What the picture says stands under the controls, too: on a small screen the picture is out of sight meanwhile. */
function show(words, form) {
  let now = form.querySelector(".play__now");
  if (!now) {
    now = document.createElement("p");
    now.className = "play__now";
    form.append(now);
  }
  now.textContent = words;
}

/** Says what the picture shows now: a region that is replaced whole would be silent in some readers. */
document.addEventListener("htmx:after:swap", (event) => {
  const { target } = event.detail.ctx.region ?? {};
  if (target?.id === "predict" || event.detail.ctx.sourceElement?.closest("#predict")) unveil();
  const said = document.getElementById(event.detail.ctx.target?.id ?? "")?.querySelector(".play__said");
  if (!said) return;
  const status = document.querySelector("[data-figure-says]");
  if (status) status.textContent = said.textContent;
  show(said.textContent, said.closest(".play").querySelector(".play__dials"));
});
