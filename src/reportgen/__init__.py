"""reportgen: a locality's figures and text in, the official report that a director signs out."""
