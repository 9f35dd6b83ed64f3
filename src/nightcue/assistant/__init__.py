"""Tools for an assistant, a language model that writes a routine with somebody, by the Model Context Protocol."""
