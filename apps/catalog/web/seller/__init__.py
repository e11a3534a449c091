"""The seller's pages about goods: the shelf, the editor of a card, imports."""
