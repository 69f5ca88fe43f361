"""The page Access pathways: routes to a treatment, each with its steps."""
