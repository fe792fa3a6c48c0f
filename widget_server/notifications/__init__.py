"""Notifications: activities addressed to one person, written once a person in the transaction of the act.

Knows threads, reactions, follows and groups; may not know how somebody is told elsewhere (mail, push, sockets).
"""
