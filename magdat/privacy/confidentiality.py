"""What is told in confidence: one verdict a turn, which storage, counts, memory and slots all obey."""

from __future__ import annotations

DANGER = "acuut_gevaar"
"""The intent of somebody in danger; confidential wherever it turns up."""
