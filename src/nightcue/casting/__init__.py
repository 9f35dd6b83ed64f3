"""A track on a speaker of the network that speaks Google's Cast protocol, as Chromecast and Nest speakers do."""
