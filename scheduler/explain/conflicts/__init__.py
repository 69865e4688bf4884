"""Conflicts: minimal sets of facts that contradict one another, and the cheapest ways out."""
