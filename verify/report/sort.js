"use strict";
// The head of a column sorts its table: numbers as numbers, what is none after them, nothing last; once more the other way.
(() => {
  const NUMBER = /^[-+]?(\d[\d.]*(e[-+]?\d+)?|∞)$/;
  const key = (row, column) => {
    const text = (row.cells[column]?.textContent ?? "").trim();
    if (NUMBER.test(text)) return [0, Number(text.replace("∞", "Infinity")), text];
    return [text ? 1 : 2, 0, text];
  };
  const compare = (a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : a[2].localeCompare(b[2], "en", { numeric: true }));

  const sort = (head) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    const body = head.closest("table").tBodies[0], column = head.cellIndex;
    const rows = [...body.rows].map((row) => [key(row, column), row]);
    rows.sort(([a], [b]) => a[0] - b[0] || (down ? compare(b, a) : compare(a, b)));
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...rows.map(([, row]) => row));
  };

  for (const head of document.querySelectorAll(".scroll table:not(.grouped) thead th")) {
    if (head.closest("table").tBodies[0].rows.length < 3) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
  }
})();
