"""Commands that know this book: a new chapter, a reader's copy, numbers that nothing shows."""
