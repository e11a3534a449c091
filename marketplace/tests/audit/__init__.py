"""Whether pages are fast, found and usable by everybody, in the judgement of Lighthouse and axe."""
