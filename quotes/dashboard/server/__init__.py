"""What stands between the network and Streamlit: who may connect, what they may send, and how much of it.

`make_middleware` gives the parts for ``st.App``. Each refuses a request before Streamlit sees it.
`make_site_routes` gives what answers programs (`quotes.serve`).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
