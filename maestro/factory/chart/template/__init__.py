"""Go's text/template: lexer, parser to a tree, compiler of the tree to closures. Knows nothing of charts."""
