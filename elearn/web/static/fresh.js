// A page of one reader that the browser kept whole is not shown to the next one.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
