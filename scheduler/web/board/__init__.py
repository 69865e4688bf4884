"""The planning board: its page and what the page is made of."""
