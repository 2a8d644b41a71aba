// Offers to mark the words that are selected in the article as a quote: a button appears beside them, and the
// server is told the words and where their paragraph begins.

let stop = () => {};

export default function (component) {
  const { setTriggerValue } = component;
  stop();
  const button = document.createElement("button");
  button.type = "button";
  button.className = "mark-selected";
  button.textContent = "This is a quote";
  button.hidden = true;
  document.body.append(button);
  const selected = () => {
    const chosen = getSelection();
    const words = String(chosen).trim();
    const range = chosen.rangeCount ? chosen.getRangeAt(0) : null;
    const paragraph = range?.startContainer.parentElement?.closest(".passage.unlabelled p");
    return words && paragraph ? { words, start: Number(paragraph.dataset.start), range } : null;
  };
  const changed = () => {
    const found = selected();
    button.hidden = !found;
    if (!found) return;
    const place = found.range.getBoundingClientRect();
    button.style.top = `${Math.min(innerHeight - 56, place.bottom + 8)}px`;
    button.style.left = `${Math.max(8, Math.min(innerWidth - 150, place.left))}px`;
  };
  const marked = () => {
    const found = selected();
    if (found) setTriggerValue("selected", { words: found.words, start: found.start });
    getSelection().removeAllRanges();
  };
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay selected
  button.addEventListener("click", marked);
  document.addEventListener("selectionchange", changed);
  document.addEventListener("scroll", changed, true);
  stop = () => {
    document.removeEventListener("selectionchange", changed);
    document.removeEventListener("scroll", changed, true);
    button.remove();
  };
  return stop;
}
