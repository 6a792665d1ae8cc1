"""Reading what was not written as content: attached files, and finished documents."""
