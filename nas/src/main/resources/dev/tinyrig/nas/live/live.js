'use strict';
const POLL_MS = 1000;
const LOST_MS = 3000;
let shown = 0;

function text(id, words) {
  document.getElementById(id).textContent = words;
}

function state(name) {
  document.getElementById('live').className = 'live ' + name;
}

function duration(seconds) {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : whole < 3600 ? `${Math.floor(whole / 60)} min ${whole % 60} s`
    : `${Math.floor(whole / 3600)} h ${Math.floor(whole % 3600 / 60)} min`;
}

function show(status) {
  const percent = status.total > 0 ? 100 * status.done / status.total : 0;
  text('phase', status.ended ? 'Done' : status.phase);
  text('steps', status.total > 0 && !status.ended ? `${status.done} of ${status.total} (${percent.toFixed(0)} %)` : '');
  text('note', status.ended ? 'the report below is whole' : status.note);
  text('left', status.secondsLeft === null ? '–' : duration(status.secondsLeft));
  text('pace', status.candidatesPerMinute === null ? '–' : status.candidatesPerMinute.toFixed(1));
  text('benches', `${status.busyBenches} of ${status.benches}`);
  text('best', status.best ?? 'nothing inside the limits yet');
  document.getElementById('bar').style.width = `${status.ended ? 100 : percent}%`;
  document.title = status.ended ? 'Done – TinyRig' : `${percent.toFixed(0)} % ${status.phase} – TinyRig`;
  state(status.ended ? 'ended' : '');
}

/** Puts the report of now in the place of the one that is shown; plots and opened lists stay as they are. */
async function refresh() {
  const page = new DOMParser().parseFromString(await (await fetch('report')).text(), 'text/html');
  const report = document.getElementById('report');
  const next = document.importNode(page.getElementById('report'), true);
  report.querySelectorAll('canvas').forEach(canvas => next.querySelector(`#${canvas.id}`)?.parentNode.replaceWith(canvas.parentNode));
  next.querySelectorAll('details').forEach((details, i) => { details.open = report.querySelectorAll('details')[i]?.open ?? false; });
  report.replaceWith(next);
  document.getElementById('data').textContent = page.getElementById('data').textContent;
  draw();
}

async function poll() {
  const status = await (await fetch('status')).json();
  show(status);
  if (status.revision !== shown) {
    await refresh();
    shown = status.revision;
  }
  return status.ended;
}

async function follow() {
  try {
    if (!await poll()) {
      setTimeout(follow, POLL_MS);
    }
  } catch (lost) {
    state('lost');
    text('note', 'the program has ended; this page goes on when it is resumed at the same port');
    document.title = 'Ended – TinyRig';
    setTimeout(follow, LOST_MS);
  }
}

follow();
