"""Where everything stands: widths of letters, lines, rows, pages. Measured without ReportLab."""
