"""The planning board over HTTP: its page, its answers in JSON, its stream of news."""
