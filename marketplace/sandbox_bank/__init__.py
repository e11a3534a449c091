"""A bank of play money in a process of its own: charges, a payment page, signed messages.

It knows nothing of the shop: they speak over HTTP only, as README.md says.
"""
