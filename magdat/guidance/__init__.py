"""What the HR guidance advises and what the law says: topics, answers, tips and law notes."""
