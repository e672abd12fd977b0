/**
 * The weights of one question as a matrix: a row a role, a column a choice. It writes into the boxes of the choices,
 * a role a line, which are what is sent; without this module those boxes take the same text by hand.
 */

/** The roles and weights in `text`, by slug, in its order; lines that are neither are left out. */
export function read(text) {
  const found = new Map();
  for (const line of text.split("\n")) {
    const match = line.trim().match(/^([a-z0-9-]+)[\s:]+(\d)$/);
    if (match) found.set(match[1], match[2]);
  }
  return found;
}

/** `weights`, a Map of slug to digit, as the text of a box; roles without points are left out. */
export function written(weights) {
  return [...weights].filter(([, weight]) => weight !== "" && weight !== "0").map(([role, weight]) => `${role} ${weight}`).join("\n");
}

/** What is wrong with a role's row, given its weights choice by choice: "" when it stands behind exactly one. */
export function fault(weights) {
  const behind = weights.filter((weight) => weight !== "" && weight !== "0").length;
  if (behind === 1) return "";
  return behind ? `behind ${behind} choices` : "behind none";
}

const gone = (row) => row.querySelector("input[name$='-DELETE']")?.value === "1";
const order = (row) => Number(row.querySelector("input[name$='-ORDER']")?.value || 0);

/** What the server found wrong with a box, "" for nothing. */
const said = (box) => box.closest(".w-field")?.querySelector("[data-field-errors]")?.textContent.trim() ?? "";

/** The rows of an inline panel that will be there after saving, in their order. */
const rowsOf = (panel) => [...(panel?.children ?? [])].filter((row) => row.matches("[data-inline-panel-child]") && !gone(row)).sort((one, other) => order(one) - order(other));

export class WeightsMatrix extends HTMLElement {
  connectedCallback() {
    if (this.dataset.prefix.includes("__prefix__") || this.watching) return;
    this.names = JSON.parse(document.getElementById("weights-roles")?.textContent ?? "{}");
    this.choices = document.getElementById(`id_${this.dataset.prefix}-choices-FORMS`);
    this.results = document.getElementById("id_results-FORMS");
    if (!this.choices) {
      requestAnimationFrame(() => this.connectedCallback());
      return;
    }
    this.table = document.createElement("div");
    this.append(this.table);
    this.addEventListener("input", this);
    this.addEventListener("keydown", this);
    this.choices.addEventListener("input", (event) => event.target.matches("textarea[name$='-weights'], input[name$='-text']") && !this.writing && this.draw());
    document.getElementById(`id_${this.dataset.prefix}-scored`)?.addEventListener("change", () => this.draw());
    this.watching = new MutationObserver(() => this.redraw());
    for (const panel of [this.choices, this.results]) {
      if (panel) this.watching.observe(panel, { childList: true, subtree: true, attributes: true, attributeFilter: ["value", "style", "hidden"] });
    }
    this.draw();
  }

  disconnectedCallback() {
    this.watching?.disconnect();
    this.watching = null;
    this.table?.remove();
  }

  redraw() {
    cancelAnimationFrame(this.due);
    this.due = requestAnimationFrame(() => this.signature() !== this.drawn && this.draw());
  }

  columns() {
    return rowsOf(this.choices).map((row) => ({
      box: row.querySelector("textarea[name$='-weights']"),
      text: row.querySelector("input[name$='-text']")?.value ?? "",
    })).filter((column) => column.box);
  }

  roles(columns) {
    const roster = rowsOf(this.results).map((row) => this.names[row.querySelector("input[name$='-role']")?.value]).filter(Boolean);
    const known = new Set(roster.map((role) => role.slug));
    const strange = columns.flatMap(({ box }) => [...read(box.value).keys()]).filter((slug) => !known.has(slug));
    return [...roster, ...[...new Set(strange)].map((slug) => ({ slug, name: `${slug} (no role of this quiz)` }))];
  }

  signature() {
    const columns = this.columns();
    return JSON.stringify([this.roles(columns), columns.map(({ box, text }) => [box.name, text])]);
  }

  draw() {
    const columns = this.columns();
    const roles = this.roles(columns);
    this.drawn = this.signature();
    const scored = document.getElementById(`id_${this.dataset.prefix}-scored`);
    const isScored = !scored || scored.checked;
    const isDrawn = isScored && roles.length > 0 && columns.length > 0;
    for (const { box } of columns) box.closest(".w-panel__wrapper").classList.toggle("weights-box", (isDrawn || !isScored) && !said(box));
    if (!isDrawn) {
      this.table.replaceChildren(isScored ? "The matrix stands here once there are choices, and roles below." : "A question for context gives no points.");
      return;
    }
    const table = document.createElement("table");
    table.className = "weights__table";
    const head = table.createTHead().insertRow();
    for (const words of ["Role", ...columns.map(({ text }, at) => `${at + 1}. ${text}`), ""]) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = words;
      head.append(cell);
    }
    const body = table.createTBody();
    const weights = columns.map(({ box }) => read(box.value));
    for (const role of roles) {
      const row = body.insertRow();
      const name = document.createElement("th");
      name.scope = "row";
      name.textContent = role.name;
      row.append(name);
      columns.forEach(({ text }, at) => {
        const box = document.createElement("input");
        box.type = "text";
        box.inputMode = "numeric";
        box.maxLength = 1;
        box.autocomplete = "off";
        box.className = "weights__cell";
        box.value = weights[at].get(role.slug) ?? "";
        box.dataset.role = role.slug;
        box.dataset.choice = at;
        box.setAttribute("aria-label", `${role.name}: ${text || `choice ${at + 1}`}`);
        row.insertCell().append(box);
      });
      const told = row.insertCell();
      told.className = "weights__fault";
      told.textContent = fault(weights.map((each) => each.get(role.slug) ?? ""));
    }
    this.table.replaceChildren(table);
  }

  handleEvent(event) {
    const cell = event.target;
    if (!cell.matches?.(".weights__cell")) return;
    if (event.type === "keydown") {
      this.move(event, cell);
      return;
    }
    event.stopPropagation();
    if (!/^[0-3]?$/.test(cell.value)) cell.value = "";
    const { box } = this.columns()[Number(cell.dataset.choice)];
    const weights = read(box.value);
    if (cell.value === "" || cell.value === "0") weights.delete(cell.dataset.role);
    else weights.set(cell.dataset.role, cell.value);
    this.writing = true;
    box.value = written(weights);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
    this.writing = false;
    const row = cell.closest("tr");
    row.querySelector(".weights__fault").textContent = fault([...row.querySelectorAll(".weights__cell")].map((each) => each.value));
  }

  move(event, cell) {
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [1, 0] }[event.key];
    if (!steps) return;
    event.preventDefault();
    const row = cell.closest("tr");
    const [down, right] = steps;
    const to = right ? row.querySelector(`[data-choice="${Number(cell.dataset.choice) + right}"]`) : row.parentElement.rows[row.sectionRowIndex + down]?.querySelector(`[data-choice="${cell.dataset.choice}"]`);
    to?.focus();
    to?.select();
  }
}

if (globalThis.customElements) customElements.define("weights-matrix", WeightsMatrix);
