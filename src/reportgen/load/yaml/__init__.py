"""A file's bytes to a tree that keeps every place: encoding, the lines as a person sees them, what is amiss on them, then the parser."""
