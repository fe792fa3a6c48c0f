"""Devices, what is pushed to them and why not, and how it is sealed and sent."""
