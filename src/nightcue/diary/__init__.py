"""The night diary: its nights, its plays and the report on them."""
