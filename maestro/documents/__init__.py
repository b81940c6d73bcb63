"""Documents that users attach: the bytes of a file -> words and tables with their places. Decides nothing."""
