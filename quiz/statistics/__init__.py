"""What the attempts say together: rolled up, read, measured, drawn, exported, reconciled.

Imports run one way: measures and charts and filters know no model; counting is SQL; rollup, read and reconcile ask the
database; report makes of what was read what a page and an export show.
"""
