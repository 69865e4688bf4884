"""Who may log in to the board: names, passwords, attempts, sessions."""
