"""Sound files that people bring: each is opened by what is in it, whatever it is called; one cut short is refused."""
