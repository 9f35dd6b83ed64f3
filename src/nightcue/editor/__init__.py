"""The editor: a routine changed in the browser, without writing YAML."""
