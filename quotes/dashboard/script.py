"""The script that Streamlit runs for each visitor, and again after each act of theirs."""

from quotes.dashboard.app import main

if __name__ == "__main__":
    main()
