"use strict";
const number = (text) => Number(text.replace("\u2212", "-").replace(/[,%]/g, "") || NaN);

const compare = (one, other) => {
  const [a, b] = [number(one), number(other)];
  return Number.isNaN(a) || Number.isNaN(b) ? one.localeCompare(other) : a - b;
};

const sortable = (table) => table.querySelectorAll("thead th").forEach((heading) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...heading.childNodes);
  heading.append(button);
  button.addEventListener("click", () => {
    const ascending = heading.ariaSort !== "ascending";
    const text = (row) => row.cells[heading.cellIndex].textContent.trim();
    const rows = [...table.tBodies[0].rows].sort((a, b) => compare(text(a), text(b)) * (ascending ? 1 : -1));
    table.querySelectorAll("[aria-sort]").forEach((each) => each.removeAttribute("aria-sort"));
    heading.ariaSort = ascending ? "ascending" : "descending";
    table.tBodies[0].append(...rows);
  });
});

const filterable = (table) => {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const found = document.createElement("span");
  label.className = "filter";
  input.type = "search";
  found.setAttribute("role", "status");
  label.append("Filter the rows ", input, " ", found);
  (table.closest(".pair") ? table : table.parentElement).before(label);
  input.addEventListener("input", () => {
    const rows = [...table.tBodies[0].rows];
    rows.forEach((row) => { row.hidden = !row.textContent.toLowerCase().includes(input.value.toLowerCase()); });
    found.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`;
  });
};

document.querySelectorAll("table").forEach(sortable);
document.querySelectorAll("table").forEach((table) => table.tBodies[0].rows.length > 8 && filterable(table));
