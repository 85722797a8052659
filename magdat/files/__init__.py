"""Files that people edit: read strictly, with the line of every value, and faults told in Dutch. It knows nobody."""
