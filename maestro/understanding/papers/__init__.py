"""What a document says of a request: sentences, table rows -> proposals with citations. Writes nothing."""
