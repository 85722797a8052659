"""What an administrator of an intranet needs: what goes in a page, and a visit that tries whether it works."""
