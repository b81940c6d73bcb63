"""Judging conversations: scripted dialogues are held with a session, and what came of them is compared with goals.

Works on turn objects, the public form of a session's answers, so that any interpreter and factory can be judged.
"""
