"""Sign-off joined to the other stages: `signing` submit, sign, verify · `returned`, `absorbing` what came back · `standing` which sign-offs
still hold, and what voids the others."""
