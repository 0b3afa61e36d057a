"""The handbook: a page for each closed form and each quantity, made of docstrings, claims and records, nothing typed twice.

pages      every page by its path: f/mixture.drift.html, q/velocity.html, t/own_path.html, index, glossary, works,
           reference; `rebuild` writes them whole
entries    what stands on a page; `named` finds the closed forms of a claim, `records` the verdicts and tables, `snippets` a call
lessons    tutorials, scripts that run; `reference` the public face
"""
