"""Stories: reports with what they must yield."""
