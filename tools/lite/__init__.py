"""JupyterLite beside the book: every chapter as a notebook that runs in the browser."""
