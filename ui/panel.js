// Runs once in the evidence panel: `element`, `props`, `trigger` and `watch` come from Gradio.
// Document text enters the page here, and only as textContent.
const part = (name) => element.querySelector(`[data-part="${name}"]`);
const put = (name, text) => { const node = part(name); node.textContent = text || '';
  node.hidden = !text; };
const CITE = /^#cite-([0-9a-z]+)-([0-9]{1,4})$/;
const EMPTY = 'Open a number in an answer to see the quote in its source.';
const PICTURE = /^data:image\/jpeg;base64,[A-Za-z0-9+/=]+$/;
let opener = null;
let moved = false;
let paper = {key: '', open: false};
let drawing = {key: '', since: 0};
// What is shown; `props.value` may be an answer that came too late.
let current = props.value && props.value.marker ? props.value : null;
const key_of = (value) => value && value.marker ? `${value.answer}-${value.marker}` : '';
// The citation that was asked for last; '' = none. Answers may come in another order.
let wanted = {answer: '', marker: 0, ...current};

function fill() {
  const value = props.value;
  if (value && (value.paper || value.lost)) drawing = {key: '', since: 0};
  const shown = value && value.marker;
  if (!shown && !(value && value.lost)) wanted = {answer: '', marker: 0};
  // What arrives late must not bring back a citation that was left, nor what was cleared.
  const expected = shown && (value.paper || value.status) ? current : wanted;
  if (shown && key_of(value) !== key_of(expected)) {
    if (current) tell_paper();
    return;
  }
  current = shown ? value : null;
  part('body').hidden = !shown;
  part('empty').hidden = !!shown;
  part('empty').textContent = (value && value.lost) || EMPTY;
  document.querySelectorAll('#vouch-chat a.open').forEach((a) => a.classList.remove('open'));
  if (!shown) return;
  document.querySelectorAll(`#vouch-chat a[href="#cite-${value.answer}-${value.marker}"]`)
    .forEach((a) => { a.classList.add('open'); if (!opener) opener = a; });
  put('number', `Citation ${value.marker} of ${value.markers.length}`);
  put('title', value.title);
  put('about', value.file ? `${value.about} (${value.file})` : value.about);
  put('place', value.place);
  put('verdict', value.verdict);
  put('gone', value.gone || value.state);
  part('context').hidden = !value.has_context;
  const frame = part('window');
  frame.replaceChildren();
  for (const [text, kind] of value.segments) {
    const node = document.createElement(kind === 'quote' ? 'mark' : 'span');
    if (kind === 'context') node.className = 'vouch-context';
    node.textContent = text;
    frame.append(node);
  }
  const list = part('chain');
  list.replaceChildren();
  for (const line of value.chain) {
    const item = document.createElement('li');
    item.textContent = line;
    list.append(item);
  }
  tell_steps();
  const flag = element.querySelector('[data-act="flag"]');
  flag.disabled = !!value.flagged;
  flag.textContent = value.flagged ? 'Flagged' : "Doesn't support";
  put('status', value.status);
  fill_paper(value);
  const quote = frame.querySelector('mark');
  // A flag or a picture that arrives must not take the focus from where the reader is.
  if (!moved || value.paper || value.status) return;
  moved = false;
  // Whole lines: half a line at the upper edge looks like a mistake.
  const line = parseFloat(getComputedStyle(frame).lineHeight) || 23;
  const above = quote ? (quote.offsetTop - frame.offsetTop) / line - 2 : 0;
  frame.scrollTop = Math.max(0, Math.round(above)) * line;
  part('title').focus({preventScroll: true});
  if (window.innerWidth <= 900) element.scrollIntoView({block: 'start'});
}

// The page as printed: asked for once for each citation, and kept while that one is open.
function fill_paper(value) {
  const key = key_of(value);
  if (paper.key !== key) paper = {key, open: false};
  if (value.paper) paper = {key, open: true, got: value.paper};
  const got = paper.open && paper.got;
  part('paper').hidden = !value.has_paper;
  tell_paper();
  const sheet = part('sheet');
  sheet.replaceChildren();
  const shown = got && PICTURE.test(got.image || '');
  sheet.hidden = !shown;
  element.querySelector('[data-act="zoom"]').hidden = !shown;
  put('paper-note', got ? got.note : '');
  if (!shown) return;
  const leaf = document.createElement('div');
  const image = document.createElement('img');
  image.src = got.image;
  image.alt = got.alt;
  leaf.append(image);
  for (const [left, top, width, height] of got.boxes) {
    const box = document.createElement('span');
    box.style.left = `${left * 100}%`;
    box.style.top = `${top * 100}%`;
    box.style.width = `${width * 100}%`;
    box.style.height = `${height * 100}%`;
    leaf.append(box);
  }
  sheet.append(leaf);
  image.addEventListener('load', show_marked);
}

// Gradio drops a second request while one is under way, so the button says that it must wait;
// not `disabled`, which would take the focus from it. A request that failed is not waited for.
const busy = () => !!drawing.key && Date.now() - drawing.since < 60000;

function tell_paper() {
  const button = element.querySelector('[data-act="paper"]');
  const waits = !paper.got && busy();
  const which = drawing.key === paper.key ? 'the' : 'another';
  button.textContent = waits ? `Drawing ${which} page…`
    : `${paper.open ? 'Hide' : 'Show'} the page as printed`;
  button.setAttribute('aria-disabled', String(waits));
  button.setAttribute('aria-expanded', String(!!paper.open));
}

function show_marked() {
  const sheet = part('sheet');
  const box = sheet.querySelector('span');
  if (!box) return;
  sheet.scrollTop = Math.max(0, box.offsetTop - sheet.clientHeight / 3);
  sheet.scrollLeft = Math.max(0, box.offsetLeft - 20);
}

function turn_paper(value) {
  if (!paper.got) {
    if (busy()) return;
    drawing = {key: paper.key, since: Date.now()};
    tell_paper();
    trigger('paper', {answer: value.answer, marker: value.marker});
    return;
  }
  paper.open = !paper.open;
  fill_paper({...value, paper: null});
}

function zoom(button) {
  const large = part('sheet').classList.toggle('large');
  button.setAttribute('aria-pressed', String(large));
  show_marked();
}

function copy(text) {
  const done = () => put('status', 'Copied.');
  const byHand = () => {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    done();
  };
  if (navigator.clipboard && window.isSecureContext)
    navigator.clipboard.writeText(text).then(done, byHand);
  else byHand();
}

function back() {
  const link = opener && opener.isConnected ? opener : document.querySelector('#vouch-chat a.open');
  if (!link) return;
  link.scrollIntoView({block: 'center'});
  link.focus({preventScroll: true});
}

function want(answer, marker) {
  wanted = {answer, marker};
  moved = true;
  trigger('cite', wanted);
}

// Steps count from the citation that was asked for, which may still be on its way.
function step(by) {
  const {answer, markers} = current;
  const from = wanted.answer === answer ? wanted.marker : current.marker;
  return markers[markers.indexOf(from) + by];
}

function tell_steps() {
  element.querySelector('[data-act="previous"]').disabled = !step(-1);
  element.querySelector('[data-act="next"]').disabled = !step(1);
}

function take_step(by) {
  const marker = step(by);
  if (!marker) return;
  opener = null;
  want(current.answer, marker);
}

function open_link(link, event) {
  const found = CITE.exec(link.getAttribute('href') || '');
  if (!found) return;
  event.preventDefault();
  opener = link;
  want(found[1], Number(found[2]));
}

element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-act]');
  const value = current;
  if (!button || !value) return;
  const act = button.dataset.act;
  if (act === 'copy') copy(value[button.dataset.key] || '');
  else if (act === 'back') back();
  else if (act === 'flag') trigger('doubt', {answer: value.answer, marker: value.marker});
  else if (act === 'paper') turn_paper(value);
  else if (act === 'zoom') zoom(button);
  else take_step(act === 'next' ? 1 : -1);
});
element.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') back();
});
// One listener for all answers, old ones included; bound once, and only the newest panel acts.
window.vouchOpen = open_link;
if (!window.vouchBound) {
  window.vouchBound = true;
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#cite-"]');
    if (link) window.vouchOpen(link, event);
  }, true);
}
watch('value', fill);
fill();
