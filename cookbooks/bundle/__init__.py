"""How the shelf and its books stand in files. Importing this registers their kinds, the shelf first."""

from cookbooks.bundle import claude, kit, local, shelf

__all__ = ["claude", "kit", "local", "shelf"]
