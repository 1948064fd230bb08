// Runs once in the evidence panel: `element`, `props`, `trigger` and `watch` come from Gradio.
// Document text enters the page here, and only as textContent.
const part = (name) => element.querySelector(`[data-part="${name}"]`);
const put = (name, text) => { const node = part(name); node.textContent = text || '';
  node.hidden = !text; };
const CITE = /^#cite-([0-9a-z]+)-([0-9]{1,4})$/;
let opener = null;

function fill() {
  const value = props.value;
  const shown = value && value.marker;
  part('body').hidden = !shown;
  part('empty').hidden = !!shown;
  if (value && value.lost) part('empty').textContent = value.lost;
  document.querySelectorAll('#vouch-chat a.open').forEach((a) => a.classList.remove('open'));
  if (!shown) return;
  document.querySelectorAll(`#vouch-chat a[href="#cite-${value.answer}-${value.marker}"]`)
    .forEach((a) => { a.classList.add('open'); if (!opener) opener = a; });
  put('number', `Citation ${value.marker} of ${value.count}`);
  put('title', value.title);
  put('about', value.file ? `${value.about} (${value.file})` : value.about);
  put('place', value.place);
  put('verdict', value.verdict);
  put('gone', value.gone);
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
  element.querySelector('[data-act="previous"]').disabled = !value.previous;
  element.querySelector('[data-act="next"]').disabled = !value.next;
  const flag = element.querySelector('[data-act="flag"]');
  flag.disabled = !!value.flagged;
  flag.textContent = value.flagged ? 'Flagged' : "Doesn't support";
  put('status', value.status);
  const quote = frame.querySelector('mark');
  if (quote) frame.scrollTop = Math.max(0, quote.offsetTop - frame.offsetTop - 40);
  if (!value.status) {
    part('title').focus({preventScroll: true});
    if (window.innerWidth <= 900) element.scrollIntoView({block: 'start'});
  }
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

function open_link(link, event) {
  const found = CITE.exec(link.getAttribute('href') || '');
  if (!found) return;
  event.preventDefault();
  opener = link;
  trigger('cite', {answer: found[1], marker: Number(found[2])});
}

element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-act]');
  const value = props.value;
  if (!button || !value || !value.marker) return;
  const act = button.dataset.act;
  if (act === 'copy') copy(value[button.dataset.key] || '');
  else if (act === 'back') back();
  else if (act === 'flag') trigger('doubt', {answer: value.answer, marker: value.marker});
  else { opener = null; trigger('cite', {answer: value.answer, marker: value[act]}); }
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
