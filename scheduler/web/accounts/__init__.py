"""Who is let in to the board; feeds and their pages never ask."""
