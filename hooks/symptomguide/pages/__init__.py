"""The hand-written pages: read, their macro calls bound, their links and words checked."""
