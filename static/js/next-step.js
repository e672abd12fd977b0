/** One's next step on top of a page that everyone has. Asked for only where a cookie says that there is one to ask for. */
class NextStep extends HTMLElement {
  async connectedCallback() {
    if (!document.cookie.includes("has-learner=")) return;
    const answer = await fetch(this.getAttribute("src"));
    if (answer.status === 200) this.innerHTML = await answer.text();
  }
}
customElements.define("next-step", NextStep);
