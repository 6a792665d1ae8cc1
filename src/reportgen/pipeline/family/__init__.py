"""One family of localities from its files to its reports, which is what a worker does; from top to bottom:

`family` load → attach → derive, then its localities one by one · `kin` which rest on which · `reads`, `keeping` which reports stay ·
`locality` check, compose, gate · `waive` what is accepted · `writing` render, read back, publish · `second_look` the audit of what was
written · `final` the last gate. `shared` is what all of them have.
"""
