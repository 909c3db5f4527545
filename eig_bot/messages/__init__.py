"""Every sentence that a person reads, in French, by reader: one place to mend the wording.

Texts are plain: who shows them (Slack, terminal) escapes and decorates. A no-break space (here written as such) stands
before « : », « ; », « ? », « ! » and inside guillemets.
"""
