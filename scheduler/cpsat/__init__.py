"""The model of a Problem on OR-Tools CP-SAT; the only room that knows ortools."""
