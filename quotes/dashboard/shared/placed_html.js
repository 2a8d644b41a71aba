// What an act changes is drawn here, into the component's own place: Streamlit would clean and replace it element by
// element. Without HTML the page was drawn as a whole, with HTML of Streamlit's own, which style.css hides otherwise.
export function placeHtml({ data, parentElement }) {
  const before = parentElement.querySelector(":scope > .placed");
  if (!data.html) {
    before?.remove();
    return;
  }
  if (before?.shownHtml === data.html) return; // what is typed there stays
  const place = before ?? Object.assign(document.createElement("div"), { className: "placed" });
  place.innerHTML = place.shownHtml = data.html;
  if (before) return;
  parentElement.append(place);
  const theirs = parentElement.closest("[data-testid=stElementContainer]")?.nextElementSibling;
  if (theirs?.contains(document.activeElement)) document.activeElement.blur(); // as if it were gone already
}

export default placeHtml; // a component that does no more
