"""The script that `streamlit run` starts."""

from quotes.dashboard.app import main

main()
