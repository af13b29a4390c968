"""How is a review pack made, kept under its number, and made again from it?"""

from db.packs.asked import Asked, quarters
from db.packs.build import build
from db.packs.cover import cover, reproduced
from db.packs.kept import Kept, Opened, listed, make, opened

__all__ = ["Asked", "Kept", "Opened", "build", "cover", "listed", "make", "opened",
           "quarters", "reproduced"]
