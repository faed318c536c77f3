"""Files that staff carry away: the matrix as a workbook, an official paper, and plain rows."""
