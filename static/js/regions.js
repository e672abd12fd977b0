/**
 * Parts of a page that htmx replaces. Without htmx, or without this module, every control is a link or a form.
 *
 * htmx asks; this module sees to what it does with the answer. An answer that lacks the region (an error page, another
 * page type, a login) never empties it: the browser goes there instead. What a person did moves their focus only where
 * it would be lost, or where the control says `data-moves-focus`, because opening the region was the point.
 */

const SILENT = [204, 304];

/**
 * Where a browser should go for an answer that can't be put into the page: an address, or null for "post the form".
 * `asked` and `answered` are addresses; `redirected` says that a post was done and led on.
 */
export function way(method, asked, answered, redirected) {
  if (redirected) return answered;
  return method === "GET" ? asked : null;
}

/** Whether htmx has nothing to put in the region's place: an error of the server, or a page without the region. */
export function lacksRegion(status, select, elements) {
  if (SILENT.includes(status)) return false;
  return status >= 500 || (Boolean(select) && elements === 0);
}

/** Sends a form as the browser would have, with the button that was pressed; no listener hears of it again. */
function post(form, submitter) {
  if (submitter?.name) {
    const pressed = document.createElement("input");
    Object.assign(pressed, { type: "hidden", name: submitter.name, value: submitter.value });
    form.append(pressed);
  }
  if (submitter?.hasAttribute("formaction")) form.action = submitter.formAction;
  HTMLFormElement.prototype.submit.call(form);
}

function goInstead({ request, response }) {
  const { action, anchor, method, form, submitter } = request;
  const asked = anchor ? `${action}#${anchor}` : action;
  const address = way(method, asked, response?.raw.url, response?.raw.redirected);
  if (address !== null) location.assign(address);
  else if (form) post(form, submitter);
}

/** Whether a person asked for this, if by a click that had to wait: what a page loads by itself may fail in silence. */
const isAsked = ({ sourceEvent }) => Boolean(sourceEvent?.isTrusted || sourceEvent?.isAsked);

function beforeSwap(event) {
  const { ctx, tasks } = event.detail;
  const main = tasks.find((task) => task.type === "main");
  if (!lacksRegion(ctx.response?.status, ctx.select, main?.fragment.childElementCount ?? 0)) {
    ctx.region = main;
    return;
  }
  event.preventDefault();
  if (isAsked(ctx)) goInstead(ctx);
}

function afterSwap(event) {
  const { region, sourceElement } = event.detail.ctx;
  if (!region?.target?.isConnected || !isAsked(event.detail.ctx)) return;
  const focus = document.activeElement;
  const isLost = !focus || focus === document.body;
  if (!isLost && !sourceElement.closest("[data-moves-focus]")) return;
  const heading = region.target.querySelector("h1, h2, h3") ?? region.target;
  heading.tabIndex = -1;
  heading.focus();
}

/** The network or the time ran out: the browser's own way shows it, and can be tried again. */
function failed(event) {
  const { ctx } = event.detail;
  if (ctx && ctx.text === undefined && isAsked(ctx)) goInstead(ctx);
}

if (typeof htmx !== "undefined") {
  htmx.config.noSwap = [...SILENT, "5xx"];
  htmx.config.history = "reload"; // back and forward are the browser's: a page, whole, at its address
  document.addEventListener("htmx:before:swap", beforeSwap);
  document.addEventListener("htmx:after:swap", afterSwap);
  document.addEventListener("htmx:error", failed);
}
