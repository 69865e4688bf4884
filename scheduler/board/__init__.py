"""Working plans: a city, where its events stand, and what people do to both by hand."""
