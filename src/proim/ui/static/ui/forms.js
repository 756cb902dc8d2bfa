/*
 * Comforts for forms; everything works without them.
 *
 * <form data-warn-unsaved>        asks before the page is left with typing that was not sent
 * <label data-select-all="rows" hidden><input type="checkbox"> Select all</label>
 *                                 shows itself and ticks every checkbox named "rows" of its form
 * <input type="file" data-limit="25000000" data-too-large="…">
 *                                 says at once that a file is too large, before it is sent in vain
 */

const dirty = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-warn-unsaved]");
  if (form) dirty.add(form);
});

document.addEventListener("submit", (event) => dirty.delete(event.target));
document.addEventListener("desk:kept", (event) => dirty.delete(event.target)); // the server has it

window.addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
});

document.addEventListener("change", (event) => {
  const box = event.target.closest("input[type=file][data-limit]");
  if (!box) return;
  const tooLarge = [...box.files].some((file) => file.size > Number(box.dataset.limit));
  box.setCustomValidity(tooLarge ? box.dataset.tooLarge : "");
  if (tooLarge) {
    box.value = "";
    box.reportValidity();
    box.setCustomValidity("");
  }
});

const boxesOf = (label) =>
  [...label.closest("form").querySelectorAll('input[type="checkbox"]')].filter(
    (box) => box.name === label.dataset.selectAll && !box.disabled,
  );

function show(label) {
  const ticked = boxesOf(label).filter((box) => box.checked).length;
  const whole = label.querySelector("input");
  label.hidden = boxesOf(label).length < 2;
  whole.checked = ticked > 0 && ticked === boxesOf(label).length;
  whole.indeterminate = ticked > 0 && !whole.checked;
}

function showAll() {
  document.querySelectorAll("[data-select-all]").forEach(show);
}

document.addEventListener("change", (event) => {
  const label = event.target.closest("[data-select-all]");
  if (label) boxesOf(label).forEach((box) => (box.checked = event.target.checked));
  showAll();
});
document.addEventListener("htmx:after:settle", showAll);
showAll();
