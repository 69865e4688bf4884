"""Why: what keeps an event out, and what in the inputs contradicts what."""
