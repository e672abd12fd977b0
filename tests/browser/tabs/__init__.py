"""What a person can do in a tab, found by role and label: one module a part of the site."""
