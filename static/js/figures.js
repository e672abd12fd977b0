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
