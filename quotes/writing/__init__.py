"""The table as files: what formats there are, and one module a family of them."""
