"""Many scenarios of one plan: made, solved side by side, kept, and ranked."""
