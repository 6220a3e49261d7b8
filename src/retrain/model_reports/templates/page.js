"use strict";
const figures = JSON.parse(document.getElementById("figures").textContent);
const charts = [...document.querySelectorAll("[data-chart]")];
const config = { responsive: true, displayModeBar: false, displaylogo: false, doubleClick: false, showTips: false };

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const theme = () => ({
  "font.color": colour("--ink"),
  "hoverlabel.bgcolor": colour("--panel"),
  "hoverlabel.bordercolor": colour("--rule"),
  "hoverlabel.font.color": colour("--ink"),
  "xaxis.gridcolor": colour("--grid"),
  "yaxis.gridcolor": colour("--grid"),
});

const draw = (element) => {
  const { data, layout, narrow } = figures[element.dataset.chart];
  const changes = innerWidth < 640 ? { ...theme(), ...narrow } : theme();
  return Plotly.newPlot(element, data, layout, config).then(() => Plotly.relayout(element, changes));
};

const recolour = () => charts.forEach((element) => Plotly.relayout(element, theme()));

const print = (printing) => {
  document.documentElement.classList.toggle("printing", printing);
  document.querySelectorAll("details").forEach((each) => {
    if (printing) each.dataset.open = each.open;
    each.open = printing || each.dataset.open === "true";
  });
  recolour();
};

charts.forEach(draw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
addEventListener("beforeprint", () => print(true));
addEventListener("afterprint", () => print(false));
