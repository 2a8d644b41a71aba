// What an act changes is drawn here, into the component's own place: Streamlit would clean and replace it element by
// element. Without HTML the page was drawn as a whole, with HTML of Streamlit's own, which style.css hides otherwise.
// Tells whether it has drawn anything.
export function placeHtml({ data, parentElement }) {
  const before = parentElement.querySelector(":scope > .placed");
  if (!data.html) {
    before?.remove();
    return false;
  }
  if (before?.shownHtml === data.html) return false; // what is typed there stays
  const place = before ?? Object.assign(document.createElement("div"), { className: "placed" });
  if (!drawAround(place, data.html)) place.innerHTML = data.html;
  place.shownHtml = data.html;
  if (before) return true;
  parentElement.append(place);
  const theirs = parentElement.closest("[data-testid=stElementContainer]")?.nextElementSibling;
  if (theirs?.contains(document.activeElement)) document.activeElement.blur(); // as if it were gone already
  return true;
}

// A box in which somebody types stays, and what is around it is replaced. A new box would end the composition of a
// letter, and fold away a phone's keyboard. Tells whether there is such a box.
function drawAround(place, html) {
  const box = document.activeElement;
  if (!place.contains(box) || !["search", "text"].includes(box.type) || !box.dataset.kept) return false;
  const next = Object.assign(document.createElement("div"), { innerHTML: html, className: place.className });
  const again = next.querySelector(`[data-kept="${CSS.escape(box.dataset.kept)}"]`);
  const [olds, news] = [wayTo(box, place), wayTo(again, next)];
  if (olds.length !== news.length || olds.some((old, depth) => old.tagName !== news[depth].tagName)) return false;
  olds.forEach((old, depth) => {
    takeAttributes(old, news[depth]);
    const kept = olds[depth + 1];
    if (!kept) return;
    const children = [...news[depth].childNodes];
    const at = children.indexOf(news[depth + 1]);
    for (const child of [...old.childNodes]) if (child !== kept) child.remove();
    kept.before(...children.slice(0, at));
    kept.after(...children.slice(at + 1));
  });
  return true;
}

function wayTo(element, top) {
  const way = [];
  for (let each = element; each; each = each === top ? null : each.parentElement) way.unshift(each);
  return way;
}

function takeAttributes(old, next) {
  const folds = (name) => old.tagName === "DETAILS" && name === "open"; // to fold it would take the focus away
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name) && !folds(name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes) if (!folds(name)) old.setAttribute(name, value);
}

// a component that does no more
export default function (component) {
  placeHtml(component);
}
