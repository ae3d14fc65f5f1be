"""Gathering: network → snapshot. The only package that opens sockets."""
