"""Plans and scenarios side by side."""
