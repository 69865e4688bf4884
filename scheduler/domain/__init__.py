"""The frozen vocabulary: what a city asks for (Problem) and an answer (Plan). Knows no solver."""
