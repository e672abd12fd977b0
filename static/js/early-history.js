// Back or forward before htmx has started: an address that htmx had pushed changes without its page. A classic script in
// the head, so that there is no such moment; from the start on, htmx sees to it.
{
  const here = location.pathname + location.search;
  const early = () => {
    if (location.pathname + location.search !== here) location.reload();
  };
  addEventListener("popstate", early);
  document.addEventListener("DOMContentLoaded", () => removeEventListener("popstate", early), { once: true });
}
