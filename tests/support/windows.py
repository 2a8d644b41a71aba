"""Browser windows that tests use one after the other: a new one compiles the front-end again, for seconds."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page

PATIENCE = 45_000  # milliseconds to wait for what a page shows, on a busy machine
A_PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/124.0.0.0 Mobile Safari/537.36"
)
"""What a phone's browser says it is. Streamlit folds its menu after a choice only for such a one."""
NOTE_RUNS = """window.runs = {
  asked: 0, begun: 0, ended: 0,
  // The end of an earlier run may be read after the next was asked for. The server drops some silently.
  rest() {
    return this.begun > this.asked ? this.ended > this.begun : performance.now() > this.asked + 2000;
  },
};
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      const bytes = new Uint8Array(data);
      let kind = 0;
      if (bytes[0] === 0x12) {  // metadata, behind its length in pieces of seven bits
        let length = 0, at = 0;
        do { at++; length += (bytes[at] & 0x7f) << (7 * (at - 1)); } while (bytes[at] & 0x80);
        kind = at + 1 + length;
      }
      if (bytes[kind] === 0x22) runs.begun = performance.now();  // new_session
      // an empty session_status_changed: nothing runs
      if (bytes.length === 2 && bytes[0] === 0x4a) runs.ended = performance.now();
    });
  }
  send(data) {
    if (new Uint8Array(data)[0] === 0x5a) runs.asked = performance.now();  // rerun_script
    super.send(data);
  }
};"""
"""Notes in each page when it last asked for a run, when one began, and when the server had none left."""
_COMPLAINTS = ("error", "warning")
_GIVEN_UP = "net::ERR_ABORTED"


@dataclass(slots=True)
class Window:
    """A browser window, whose tabs are used again: a new one costs more than the page that it shows.

    Until then they show ``empty_page``, because a front-end would ask for a server that has stopped. That
    page is of the same site, so the process that has compiled the front-end stays.
    """

    context: BrowserContext
    empty_page: str
    on_phone: bool
    complaints: list[str] = field(default_factory=list)
    idle: list[Page] = field(default_factory=list)

    def tab(self, *, new: bool = False) -> Page:
        """A tab, where what its pages complain of is noted."""
        if self.idle and not new:
            return self.idle.pop()
        page, complaints = self.context.new_page(), self.complaints
        page.on("console", lambda said: said.type in _COMPLAINTS and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "requestfailed",
            # A page that is left or closed gives up what it still asks for: nothing failed then.
            lambda asked: asked.failure == _GIVEN_UP or complaints.append(f"{asked.url} {asked.failure}"),
        )
        return page

    def tidy(self) -> None:
        """Forget what pages stored. Tabs that show a page of a dashboard are kept, others are closed."""
        for page in self.context.pages:
            if page in self.idle:
                continue
            page.unroute_all()
            page.evaluate("window.origin === 'null' || (localStorage.clear(), sessionStorage.clear())")
            if page.url.startswith("http://127.0.0.1:"):
                page.goto(self.empty_page)
                self.idle.append(page)
            else:
                page.close()
        self.context.clear_cookies()
        self.context.clear_permissions()


class Windows:
    """The windows of a browser. One that is taken has nothing of what pages stored before."""

    def __init__(self, browser: Browser, empty_page: str) -> None:
        self._browser = browser
        self._empty_page = empty_page
        self._free: list[Window] = []

    def take(self, *, on_phone: bool = False) -> Window:
        """A window, which may belong to a browser that says it is on a phone."""
        for number, window in enumerate(self._free):
            if window.on_phone == on_phone:
                del self._free[number]
                window.complaints.clear()
                return window
        return self._open(on_phone)

    def give_back(self, window: Window) -> None:
        """Let other tests use a window."""
        window.tidy()
        self._free.insert(0, window)  # it has the most in its cache, so it is taken first

    def close(self) -> None:
        """Close the windows that were given back."""
        for each in self._free:
            each.context.close()

    def _open(self, on_phone: bool) -> Window:
        """A new window. Things in it do not move, which takes time."""
        context = self._browser.new_context(reduced_motion="reduce", user_agent=A_PHONE if on_phone else None)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(NOTE_RUNS)
        return Window(context, self._empty_page, on_phone)
