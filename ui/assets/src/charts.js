// 도표: 값은 곁의 표에서 읽는다. 표가 먼저이고 그림은 거든다
import { BarController, BarElement, CategoryScale, Chart, LinearScale, LineController, LineElement, PointElement, Tooltip } from "chart.js";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement, Tooltip);

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const number = (text) => Number(text.replace(/[,\s%]/g, "").replace("−", "-")) || 0;

function readTable(table) {
  const heads = [...table.querySelectorAll("thead th")].slice(1).map((cell) => cell.textContent.trim());
  const rows = [...table.querySelectorAll("tbody tr")];
  return {
    labels: rows.map((row) => row.children[0].textContent.trim()),
    series: heads.map((label, index) => ({ label, values: rows.map((row) => number(row.children[index + 1].textContent)) })),
  };
}

function draw(canvas) {
  const table = document.getElementById(canvas.dataset.table);
  const { labels, series } = readTable(table);
  const colours = [token("--g-committed"), token("--line-input"), token("--g-reserved"), token("--g-request")];
  const kind = canvas.dataset.chart;
  return new Chart(canvas, {
    type: kind === "line" ? "line" : "bar",
    data: {
      labels,
      datasets: series.map((one, index) => ({
        label: one.label,
        data: one.values,
        backgroundColor: colours[index % colours.length],
        borderColor: colours[index % colours.length],
        borderWidth: kind === "line" ? 2 : 0,
        borderDash: kind === "line" && index > 0 ? [4, 4] : [],
        pointRadius: 3,
        maxBarThickness: 28,
      })),
    },
    options: {
      indexAxis: kind === "bar-h" ? "y" : "x",
      animation: false,
      maintainAspectRatio: false,
      scales: {
        x: { grid: { display: kind === "bar-h", color: token("--line-hair") }, ticks: { color: token("--text-muted") } },
        y: { beginAtZero: true, grid: { display: kind !== "bar-h", color: token("--line-hair") }, ticks: { color: token("--text-muted") } },
      },
      plugins: { tooltip: { callbacks: { label: (item) => `${item.dataset.label} ${item.formattedValue}` } } },
    },
  });
}

async function start() {
  const found = [...document.querySelectorAll("canvas[data-chart]")];
  if (!found.length) return;
  Chart.defaults.font.family = token("--font");
  Chart.defaults.font.size = 12;
  await document.fonts.load('12px "Pretendard GOV Variable"', "한글 0123"); // Korean only
  let charts = found.map(draw);
  const redraw = () => {
    charts.forEach((chart) => chart.destroy());
    charts = found.map(draw);
  };
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-contrast", "data-density"] });
}

start();
