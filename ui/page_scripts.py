"""The page's own small scripts; the panel's is panel.js."""

from __future__ import annotations

DOWNLOAD = """
watch('value', () => {
  const file = props.value;
  if (!file || !file.name) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([file.text], {type: file.type}));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
"""
TOGGLE = "() => document.querySelector('.sidebar .toggle-button')?.click()"
# The newest question stays at the top of the chat while its answer grows below it.
SHOW_QUESTION = """() => {
  const row = [...document.querySelectorAll('#vouch-chat .user-row')].pop();
  const frame = row && row.closest('[role="log"]');
  if (!frame) return;
  const top = row.getBoundingClientRect().top - frame.getBoundingClientRect().top;
  frame.scrollTop += top - 4;
}"""
