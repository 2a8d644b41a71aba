"""The Streamlit dashboard: the quotes of a collection, each with its evidence."""
