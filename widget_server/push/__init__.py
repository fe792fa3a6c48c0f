"""Push: a word without text to the devices that a person named, that something is new; and why not.

Knows notifications and the push services of browser makers; may not know mail or sockets, nor what makes a
notification. What is new is never in it: the device learns a number, and where to look.
"""
