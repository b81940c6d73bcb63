"""What fields resources have and how they are merged: the built-in kinds from tables, custom ones from their CRDs."""
