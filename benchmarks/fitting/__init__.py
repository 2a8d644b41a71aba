"""Fit the weights of quotes/language/data/en: one module for each decision, and what they share."""
