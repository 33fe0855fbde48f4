"""Reads news reports and keeps the record: what happened, who says so, and who is only repeating whom."""
