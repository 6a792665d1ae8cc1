"""Sign-off: packages that are submitted, the record of who signed them, which sign-offs still hold, and what came back from Word."""
