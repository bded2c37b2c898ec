'use strict';
const charts = new Map();

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

function tooltip(point) {
  return [`No. ${point.number}: ${point.name}`, `${point.accuracy.toFixed(1)} % of the validation examples`,
    `${point.latency.toFixed(1)} ms, ${point.sram.toFixed(1)} KB SRAM, ${point.flash.toFixed(1)} KB flash`];
}

/** Round limits around all accuracies, so that points fill the plot. */
function accuracyScale(data) {
  const all = [...data.inside, ...data.outside].map(p => p.accuracy);
  const low = Math.max(0, 5 * Math.floor(Math.min(...all) / 5));
  const high = Math.min(100, 5 * Math.ceil((Math.max(...all) + 0.5) / 5));
  return { min: low, max: high, ticks: { stepSize: high - low > 20 ? 5 : 2.5 }, title: { display: true, text: 'accuracy, %' } };
}

function options(x, y) {
  return { maintainAspectRatio: false, interaction: { mode: 'nearest', intersect: true },
    scales: { x: { grid: { color: colour('grid') }, ...x }, y: { grid: { color: colour('grid') }, ...y } },
    plugins: { legend: { position: 'bottom', labels: { usePointStyle: true, boxHeight: 7 } },
      tooltip: { callbacks: { label: item => item.raw.point ? tooltip(item.raw.point) : '' } } } };
}

function points(list, x) {
  return list.map(p => ({ x: p[x], y: p.accuracy, point: p }));
}

function line(label, data, tone, extra) {
  return { type: 'line', label, data, borderColor: tone, backgroundColor: tone, borderWidth: 1.5, pointRadius: 0,
    pointHitRadius: 0, pointStyle: 'line', ...extra };
}

function candidates(data, x) {
  return [
    { type: 'scatter', label: 'winner', data: points(data.winner, x), backgroundColor: colour('green'), pointStyle: 'rectRot', radius: 9, hoverRadius: 10 },
    { type: 'scatter', label: 'inside the limits', data: points(data.inside, x), backgroundColor: colour('blue'), radius: 3.5 },
    { type: 'scatter', label: 'outside', data: points(data.outside, x), backgroundColor: colour('faint'), radius: 3.5 },
  ];
}

function trade(cost, unit, limit, front) {
  return data => {
    const y = accuracyScale(data);
    return { data: { datasets: [
      ...candidates(data, cost),
      line('Pareto front', points(front(data), cost), colour('orange'), { stepped: 'before', order: -1 }),
      line(`limit ${limit(data)} ${unit}`, [{ x: limit(data), y: y.min }, { x: limit(data), y: y.max }], colour('red'), { borderDash: [6, 4] }),
    ] }, options: options({ type: 'linear', beginAtZero: true, title: { display: true, text: unit } }, y) };
  };
}

function progress(data) {
  return { data: { datasets: [
    ...candidates(data, 'number'),
    line('best so far', data.best.map(b => ({ x: b.number, y: b.accuracy })), colour('green'), { stepped: true, borderWidth: 2.5 }),
  ] }, options: options({ type: 'linear', min: 0, title: { display: true, text: 'candidate, in the order of proposal' } }, accuracyScale(data)) };
}

function losses(data) {
  const tones = ['blue', 'orange', 'green', 'red', 'amber'];
  return { data: { datasets: data.losses.map((curve, i) =>
    line(curve.what, curve.steps.map(s => ({ x: s.step, y: s.loss })), colour(tones[i % tones.length]), { borderWidth: 2 })) },
    options: options({ type: 'linear', min: 0, title: { display: true, text: 'step' } }, { title: { display: true, text: 'loss' } }) };
}

const plots = {
  latency: trade('latency', 'ms', data => data.limits.maxLatencyMs, data => data.latencyFront),
  sram: trade('sram', 'KB', data => data.limits.maxSramKb, data => data.sramFront),
  progress, losses,
};

function plot(canvas, made) {
  const before = charts.get(canvas.id);
  if (before && before.canvas === canvas) {
    before.data = made.data;
    before.options = made.options;
    before.update('none');
  } else {
    before?.destroy();
    charts.set(canvas.id, new Chart(canvas, made));
  }
}

/** Draws all plots that the page has; again, where they are drawn already. */
function draw() {
  Chart.defaults.font.family = 'system-ui, "Segoe UI", Roboto, Arial, sans-serif';
  Chart.defaults.color = colour('soft');
  Chart.defaults.animation = false;
  const data = JSON.parse(document.getElementById('data').textContent);
  for (const [id, make] of Object.entries(plots)) {
    const canvas = document.getElementById(id);
    if (canvas) {
      plot(canvas, make(data));
    }
  }
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  charts.forEach(chart => chart.destroy());
  charts.clear();
  draw();
});
