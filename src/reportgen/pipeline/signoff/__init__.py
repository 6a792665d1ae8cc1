"""Sign-off joined to the other stages: `signing` submit, sign, verify · `returned`, `absorbing` what came back · `standing`, `voided` which
sign-offs still hold."""
