"""Sign-off: what is submitted, who signed it, what of that still holds, and what came back from Word."""
