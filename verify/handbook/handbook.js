"use strict";
(() => {
  const form = document.querySelector(".filters");
  const items = [...document.querySelectorAll(".list > li")];
  const text = new Map(items.map((item) => [item, item.textContent.toLowerCase()]));

  const filter = () => {
    const words = form.q.value.toLowerCase().split(/\s+/);
    const shown = items.filter((item) => !(item.hidden = !words.every((word) => text.get(item).includes(word))));
    for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector("li:not([hidden])");
    form.querySelector("output").textContent = form.q.value ? `${shown.length} of ${items.length}` : "";
    document.querySelector(".none").hidden = shown.length > 0;
    return shown;
  };

  if (form) {
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const link = filter()[0]?.querySelector("a");
      if (link && form.q.value) location.href = link.href;
    });
    addEventListener("keydown", (event) => {
      if (event.key === "/" && event.target !== form.q) { event.preventDefault(); form.q.focus(); }
      if (event.key === "Escape") { form.q.value = ""; filter(); form.q.blur(); }
    });
    if (form.q.value) filter();  // as the browser remembers it
  }
})();
