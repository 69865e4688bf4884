"""Finding plans: start, search, proof; every plan leaves through the audit."""
