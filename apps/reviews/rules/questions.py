"""What a question and its answers may be. Pure."""

MIN_QUESTION_LENGTH = 5
MAX_QUESTION_LENGTH = 500
MAX_ANSWER_LENGTH = 1000
# Enough to choose from, and few enough to read.
MAX_SHOPPERS_ANSWERS = 10
