"""Long work in processes of its own: queued, told about while it runs, stopped, survived."""
