"""The commands of the terminal, by what people do with them; ``cli.py`` puts them together."""
