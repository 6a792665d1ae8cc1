"""reportgen: from a locality's figures to the official report that a director signs."""
