"""What a page fetches: Pyodide, archives of Python packages, the editor of cells."""
