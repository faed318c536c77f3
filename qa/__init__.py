"""Question in, Answer out: kinds of question, their queries and their wording."""
