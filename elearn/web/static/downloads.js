// While something is being made, look every few seconds and show how far it is.
const wait = 3000;

async function look() {
  const here = document.querySelector("#shelf[data-live]");
  if (!here) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("#shelf");
    // Whoever is choosing in a form keeps what they chose.
    if (now && !here.contains(document.activeElement)) here.replaceWith(now);
  } catch { /* The line is down: the page stays as it is. */ }
  setTimeout(look, wait);
}

setTimeout(look, wait);
