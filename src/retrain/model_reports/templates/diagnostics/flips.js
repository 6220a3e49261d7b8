"use strict";
const escaped = (letter) => `\\U${letter.codePointAt(0).toString(16).padStart(8, "0")}`;
const quoted = (text) => `"${text.replace(/[^ !#-[\]-~]/gu, escaped)}"`;

const override = () => {
  const file = document.getElementById("override");
  const reviewed = [...document.querySelectorAll("[data-id]:checked")].map((box) => `- ${quoted(box.dataset.id)}`);
  const facts = {
    who: document.getElementById("who").value,
    when: new Date().toISOString().slice(0, 10),
    why: document.getElementById("why-override").value,
    decision_sha256: file.dataset.decision,
  };
  const lines = Object.entries(facts).map(([key, value]) => `${key}: ${quoted(value)}`);
  file.value = ["decision: promote", ...lines, reviewed.length ? "looked_at:" : "looked_at: []", ...reviewed, ""].join("\n");
};

const copy = () => {
  const file = document.getElementById("override");
  file.select();
  const copied = navigator.clipboard ? navigator.clipboard.writeText(file.value) : Promise.reject();
  copied.catch(() => document.execCommand("copy")).then(() => {
    document.getElementById("copied").textContent = "Copied.";
  });
};

document.querySelectorAll(".override").forEach((panel) => {
  panel.hidden = false;
  document.getElementById("flips").addEventListener("input", override);
  document.getElementById("copy").addEventListener("click", copy);
  override();
});
