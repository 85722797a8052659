"""From a draft to the policy in use: what stands in the way, and putting it in place."""

from magdat.publishing.obstacles import obstacles
from magdat.publishing.putting_in_place import Published, put_in_place

__all__ = ["Published", "obstacles", "put_in_place"]
