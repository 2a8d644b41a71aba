"""The script that `streamlit run` starts."""

from quotes.dashboard import main

main()
