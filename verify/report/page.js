"use strict";
(() => {
  const form = document.querySelector(".filters");
  const claims = [...document.querySelectorAll("details.claim")];
  const text = new Map(claims.map((c) => [c, c.textContent.toLowerCase()]));
  const fields = form ? [...form.elements].filter((f) => f.name) : [];

  const wanted = () => Object.fromEntries(fields.map((f) => [f.name, f.value.trim()]));

  const matches = (claim, want) =>
    want.q.toLowerCase().split(/\s+/).every((word) => text.get(claim).includes(word)) &&
    ["verdict", "standing", "expected", "paper"].every((k) => !want[k] || claim.dataset[k] === want[k]) &&
    (!want.evidence || claim.dataset.evidence.split(" ").includes(want.evidence));

  const filter = () => {
    const want = wanted();
    const shown = claims.filter((claim) => !(claim.hidden = !matches(claim, want)));
    form.querySelector("output").textContent = `${shown.length} of ${claims.length}`;
    document.querySelector(".none").hidden = shown.length > 0;
  };

  const remember = () => {
    const want = Object.entries(wanted()).filter(([, value]) => value);
    history.replaceState(null, "", want.length ? `#${new URLSearchParams(want)}` : location.pathname + location.search);
  };

  // #CD-4.6 opens that claim; #verdict=REFUTED&q=drift filters
  const follow = () => {
    const hash = location.hash.slice(1);
    if (!hash || !form) return;
    const claim = claims.find((c) => c.id === decodeURIComponent(hash));
    if (claim || hash.includes("=")) {
      const want = new URLSearchParams(claim ? "" : hash);
      fields.forEach((f) => { f.value = want.get(f.name) ?? ""; });
      filter();
    }
    if (claim) claim.open = true;
    if (claim || hash.includes("=")) (claim ?? document.querySelector("#verdicts")).scrollIntoView();
  };

  const openAll = (button) => {
    const open = button.getAttribute("aria-pressed") !== "true";
    claims.filter((c) => !c.hidden).forEach((c) => { c.open = open; });
    button.setAttribute("aria-pressed", open);
    button.textContent = open ? "Close all" : "Open all";
  };

  document.addEventListener("click", (event) => {
    if (event.target.matches(".all")) openAll(event.target);
  });
  if (form) {
    form.addEventListener("input", () => { filter(); remember(); });
    form.addEventListener("reset", () => setTimeout(() => { filter(); remember(); }));
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  addEventListener("hashchange", follow);
  follow();
})();
