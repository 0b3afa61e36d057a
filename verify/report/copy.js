"use strict";
// Buttons that copy the code beside them.
document.addEventListener("click", async (event) => {
  if (!event.target.matches(".copy")) return;
  const button = event.target, code = button.parentElement.querySelector("code");
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(code);
    button.textContent = "Selected";
  }
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
});
