"""Which questions the company answers, which the guidance alone, and what people ask most that nobody answers."""
