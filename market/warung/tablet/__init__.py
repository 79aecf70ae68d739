"""The tablet of the smart warung: the shell, its manifest and its worker. The app itself is market/static/tablet/."""
